import { academicYearInWords, hasBegun, parseAcademicYear } from '../lib/academic-year.ts'
import type { Day } from '../lib/day.ts'
import type { Stage, TableKey } from './performance-row.ts'

const firstYear = 2011
const lastYear = 2039

/** Which year and stage a file is of, with what to say of it; or why that cannot be told. */
export type Settled =
  { readonly year: number; readonly stage: Stage; readonly said?: string } | { readonly because: string; readonly asks?: true }

interface Asked {
  readonly table: TableKey
  readonly headings: readonly string[]
  /** What the file is called, with its folders. */
  readonly from: string
  readonly toldYear: number | undefined
  /** The year in its rows, of a table that has one there: `202425`. */
  readonly timePeriod?: string
  readonly today: Day
}

/**
 * Settles which year a file is of.
 *
 * 1. What its columns or cells say counts: of one year they settle it, of several they say which it can be.
 * 2. A year told must be one of those, or the file is refused. Where the columns say nothing, it counts.
 * 3. Else the name counts: its own, then those of its folders from the nearest out. Where the columns say another year they count,
 *    and the difference is said.
 * 4. Else nobody knows, and whoever brought it is asked.
 *
 * A year said by its bearer or its name that has not begun is refused: nobody can have published a table of it.
 */
export function settle(asked: Asked): Settled {
  const { table, headings, from, toldYear, today } = asked
  const stage = stageOf(table, headings, from)
  const can = yearsInContent(asked)
  const named = yearInName(from)
  if (toldYear !== undefined) {
    if (can && !can.includes(toldYear)) return { because: contradiction(toldYear, can) }
    if (!hasBegun(toldYear, today)) return { because: `${notBegun(toldYear)}. ${sayAnother}`, asks: true }
    // What whoever brought it said is kept with it, where nothing else says so.
    const onWord = can?.length === 1 || named === toldYear ? {} : { said: 'Its academic year is the one given by whoever brought it' }
    return toldYear >= firstYear
      ? { year: toldYear, stage, ...onWord }
      : { because: `There are no performance tables of ${academicYearInWords(toldYear)}` }
  }
  if (named !== undefined && named >= firstYear && (can?.includes(named) ?? true)) {
    if (!hasBegun(named, today))
      return { because: `Its name or folder says ${academicYearInWords(named)}. ${notBegun(named)}. ${sayAnother}`, asks: true }
    return { year: named, stage }
  }
  const [only, ...others] = can ?? []
  if (only === undefined || others.length > 0) return { because: howToSay(can), asks: true }
  if (named === undefined) return { year: only, stage }
  return {
    year: only,
    stage,
    said: `Its columns are of ${academicYearInWords(only)}, though its name says ${academicYearInWords(named)}: the columns count`,
  }
}

/** The years a file can be of by its columns and cells; undefined when they say nothing. */
function yearsInContent({ table, headings, timePeriod }: Asked): readonly number[] | undefined {
  const upper = headings.map((heading) => heading.toUpperCase())
  const has = (heading: string) => upper.includes(heading)
  const latest = (pattern: RegExp) => {
    const years = upper.flatMap((heading) => pattern.exec(heading)?.[1] ?? []).map((digits) => 2000 + Number(digits))
    return years.length > 0 ? Math.max(...years) : undefined
  }
  switch (table) {
    case 'trusts-ks2':
      return oneOf(parseAcademicYear(timePeriod ?? ''))
    case 'spending':
      return oneOf(latest(/^T\d\d(\d\d)CAT\d/))
    case 'ks2':
      return after(latest(/^(?:TELIG|PTRWM_EXP)_(\d\d)$/), [2022, 2023]) ?? (has('PTREADX') ? from(2011, 2015) : undefined)
    case 'ks4-destinations':
      return afterLeavers(latest(/^(?:COHORT|OVERALL_DESTPER)_(\d\d)$/))
    case 'ks4':
      return after(latest(/^(?:ATT8SCR|P8MEA)_(\d\d)$/), [2022, 2023]) ?? yearsOfMethod(has)
    case 'absence':
      return has('PPERSABS15') ? from(firstYear, 2015) : has('PPERSABS10') ? from(2016, lastYear) : undefined
    default:
      return undefined
  }
}

/** What counted at key stage 4 changed in 2014, 2015, 2016 and 2017, and the columns' names with it. */
function yearsOfMethod(has: (heading: string) => boolean): readonly number[] | undefined {
  if (has('PTL2BASICS_LL_PTQ_EE')) return [2016]
  if (has('PTAC5EM_PTQ_EE')) return [2015, 2016]
  if (has('PTAC5EM_PTQ')) return [2014]
  if (has('PTAC5EM')) return from(firstYear, 2013)
  return has('PTL2BASICS_94') ? from(2017, lastYear) : undefined
}

/** The year after the latest of those before it that a file names; after the last one before the pandemic, any of those given. */
function after(latest: number | undefined, afterPause: readonly number[]): readonly number[] | undefined {
  if (latest === undefined) return undefined
  return latest === 2019 ? afterPause : [latest + 1]
}

/** Destinations name an earlier table by its year, or by the year its pupils finished key stage 4, two years before. */
function afterLeavers(latest: number | undefined): readonly number[] | undefined {
  return latest === undefined ? undefined : [latest + 1, latest + 3]
}

/**
 * Whose destinations a table gives: pupils who finished key stage 4 in the summer two years before the table's year ends, since a
 * destination is known only when it has lasted. Undefined of other tables, whose year is their pupils' own.
 *
 * @example
 * leaversInWords('ks4-destinations', 2025) // => 'In 2025: pupils who finished key stage 4 in summer 2023.'
 * leaversInWords('ks4', 2025) // => undefined
 */
export function leaversInWords(table: TableKey, year: number): string | undefined {
  return table === 'ks4-destinations' ? `In ${year}: pupils who finished key stage 4 in summer ${year - 2}.` : undefined
}

const oneOf = (year: number | undefined): readonly number[] | undefined => (year === undefined ? undefined : [year])
const from = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

/**
 * The academic year that a path names: the file's own name before its folders, the nearest first. A calendar year by itself is read in
 * the file's own name only, and is the one in which the academic year ends.
 *
 * @example
 * yearInName('2018-2019/england_census.csv') // => 2019
 * yearInName('england_census_201819.csv') // => 2019
 * yearInName('tables/2024-2025/815_2019_census.csv') // => 2019
 * yearInName('england_census.csv') // => undefined
 */
export function yearInName(path: string): number | undefined {
  const parts = path.split(/[/\\]|: /).toReversed()
  const [own = ''] = parts
  for (const [i, part] of parts.entries()) {
    const pairs = [...part.matchAll(/(?<!\d)(20\d\d)[-_ ]?(?:to[-_ ])?((?:20)?\d\d)(?!\d)/g)]
    const found = pairs.flatMap(([, starts, ends]) => parseAcademicYear(`${starts}-${ends}`) ?? []).at(-1)
    if (found !== undefined) return found
    if (i > 0) continue
    const single = /(?<!\d)(20[1-3]\d)(?!\d)/.exec(own)?.[1]
    if (single !== undefined) return Number(single)
  }
  return undefined
}

/** How settled a file is: a narrow table of key stage 4 is the provisional one; otherwise by its name; otherwise final. */
function stageOf(table: TableKey, headings: readonly string[], path: string): Stage {
  const wide = headings.some((heading) => /^(TOTPUPS|ADDRESS1|KS2APS)$/i.test(heading))
  if (table === 'ks4' && !wide) return 'provisional'
  const name = path.split(/[/\\]|: /).at(-1) ?? ''
  if (/provisional/i.test(name)) return 'provisional'
  return /revised/i.test(name) ? 'revised' : 'final'
}

const notBegun = (year: number): string =>
  `The academic year ${academicYearInWords(year)} has not begun, so there can be no table of it yet`
const sayAnother = 'Say which year it is of on the page of this import, in the field Academic year of the Data page, or with --year 2018/19'

function contradiction(told: number, can: readonly number[]): string {
  return `It was said to be of ${academicYearInWords(told)}, and its columns are of ${spanInWords(can)}. Leave the academic year out, or check which file this is`
}

function howToSay(can: readonly number[] | undefined): string {
  const known = can ? `Its columns are of ${spanInWords(can)}, and neither they nor` : 'Neither its columns nor'
  return `${known} its name or folder say which academic year it is of. Say it: on the page of this import, in the field Academic year of the Data page, or with --year 2018/19. A name like 2018-2019_england_census.csv says it too`
}

function spanInWords(years: readonly number[]): string {
  const [first = 0] = years
  const last = years.at(-1) ?? first
  if (years.length <= 3) return years.map((year) => academicYearInWords(year)).join(' or ')
  return last >= lastYear ? `${academicYearInWords(first)} or later` : `${academicYearInWords(last)} or earlier`
}
