import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import { knownBreaks, type KnownBreak } from '../measures/break.ts'
import { parsePolarity } from '../measures/polarity.ts'
import { performanceTables } from './performance-row.ts'
import { measureGroups, pupilGroups, units, type PublishedIn, type SchoolMeasure } from './school-measure.ts'

type Named = Readonly<Record<string, unknown>>

const parts = ['code', 'name', 'group', 'table', 'unit', 'decimals', 'polarity', 'headline', ...pupilGroups.map(({ key }) => key)]

/** Reads the registry of schools' measures, or says everything that is wrong with it. Each gets the breaks that name its code. */
export function readSchoolMeasures(text: string, breaks: readonly KnownBreak[]): Checked<readonly SchoolMeasure[]> {
  const parsed: unknown = parse(text)
  const listed = Array.isArray(parsed) ? (parsed as readonly unknown[]) : []
  const problems: Problem[] = []
  const measures = listed.flatMap((item, i) => {
    const wrong = (text: string) => problems.push({ field: `measure-${i + 1}`, text: `Measure ${i + 1}: ${text}` })
    return readMeasure(item, wrong).map((measure) => ({ ...measure, breaks: knownBreaks(measure.code, breaks) }))
  })
  if (listed.length === 0) problems.push({ field: 'measures', text: 'The file is not a list of measures' })
  for (const text of faults(measures, breaks)) problems.push({ field: 'measures', text })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: measures }
}

/** What is wrong with measures that were each read well: a code given twice, and a break of no measure. */
function* faults(measures: readonly SchoolMeasure[], breaks: readonly KnownBreak[]): Generator<string> {
  const seen = new Set<string>()
  for (const { code } of measures) {
    if (seen.has(code)) yield `The code ${code} is given twice`
    seen.add(code)
  }
  for (const known of breaks)
    for (const pattern of known.measures)
      if (measures.every(({ code }) => knownBreaks(code, [{ ...known, measures: [pattern] }]).length === 0))
        yield `A break names ${pattern}, which is no measure`
}

/** One measure of the file: itself for all pupils, and one for each group of pupils it is given for. */
function readMeasure(item: unknown, wrong: (text: string) => void): readonly SchoolMeasure[] {
  if (!isNamed(item)) {
    wrong('is not a list of names and values')
    return []
  }
  for (const key of Object.keys(item)) if (!parts.includes(key)) wrong(`has an unknown part "${key}"`)
  const { code, name, decimals, headline = false } = item
  const group = measureGroups.find(({ key }) => key === item.group)?.key
  const table = performanceTables.find(({ key }) => key === item.table)?.key
  const unit = units.find((known) => known === item.unit)
  const polarity = typeof item.polarity === 'string' ? parsePolarity(item.polarity) : undefined
  if (!isText(code) || !/^[a-z\d-]+$/.test(code)) wrong('give its code, in small letters, digits and hyphens')
  else if (!isText(name)) wrong('give its name')
  else if (!group) wrong('its group is none of those of the school page')
  else if (!table) wrong('its table is none of the performance tables')
  else if (!unit) wrong(`its unit must be one of ${units.join(', ')}`)
  else if (!isDecimals(decimals)) wrong('its decimals must be 0 to 3')
  else if (!polarity) wrong('its polarity must be High, Low or -')
  else if (typeof headline !== 'boolean') wrong('headline must be true or false')
  else return readGroups(item, { code, name, group, table, unit, decimals, polarity, headline }, wrong)
  return []
}

type Alike = Pick<SchoolMeasure, 'code' | 'name' | 'group' | 'table' | 'unit' | 'decimals' | 'polarity' | 'headline'>

function readGroups(item: Named, alike: Alike, wrong: (text: string) => void): readonly SchoolMeasure[] {
  const given = pupilGroups.filter(({ key }) => item[key] !== undefined)
  if (item.all === undefined) wrong('give its columns for all pupils')
  return given.flatMap(({ key, name }) => {
    const read = readColumns(item[key])
    if (typeof read === 'string') {
      wrong(`${key}: ${read}`)
      return []
    }
    const { code } = alike
    const own = key === 'all' ? {} : { headline: false, code: `${code}-${key}`, name: `${alike.name}, ${name}` }
    return [{ ...alike, ...own, ...read, pupils: key, of: code, breaks: [] }]
  })
}

function readColumns(given: unknown): Pick<SchoolMeasure, 'columns' | 'cohort' | 'interval'> | string {
  if (!isNamed(given)) return 'name the columns it stands in'
  const { in: columns, on = [], lower, upper, ...others } = given
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return `unknown part "${unknown}"`
  if ((lower === undefined) !== (upper === undefined)) return 'give both ends of the interval, or neither'

  const read = [columns, on, lower ?? [], upper ?? []].map(readPublished)
  const [first, cohort, low, high] = read
  const problem = read.find((list) => typeof list === 'string')
  if (typeof problem === 'string') return problem
  if (!isPublished(first) || first.length === 0) return 'name the columns it stands in'
  if (!isPublished(cohort) || !isPublished(low) || !isPublished(high)) return 'name its columns'
  return { columns: first, cohort, interval: lower === undefined ? undefined : { lower: low, upper: high } }
}

/** Columns with their years: `PTRWM_EXP 2016-`, or a list of such. */
function readPublished(given: unknown): readonly PublishedIn[] | string {
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given]
  const read = texts.map((text) => (isText(text) ? parsePublished(text) : undefined))
  const known = read.filter((found) => found !== undefined)
  return known.length === read.length ? known : `"${String(given)}" is not a column and its years, like PTRWM_EXP 2016-2023`
}

function parsePublished(text: string): PublishedIn | undefined {
  const [, column, from, until] = /^(\S+) (\d{4})-(\d{4})?$/.exec(text) ?? []
  if (!column || !from || (until && until < from)) return undefined
  return { column, from: Number(from), ...(until ? { until: Number(until) } : {}) }
}

const isNamed = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isDecimals = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 3
const isPublished = (value: unknown): value is readonly PublishedIn[] => Array.isArray(value)
