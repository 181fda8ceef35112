import { isMark, numberIn } from './statistic-cell.ts'

/** What a column of statistics is: rows are split by a filter, an indicator is what they give, a remark is a word on the row. */
export type ColumnKind = 'filter' | 'indicator' | 'remark'

/** What has been seen in a column. */
export interface ColumnSeen {
  readonly name: string
  readonly rows: number
  readonly blanks: number
  readonly marks: number
  readonly numbers: number
  /** Whether every number in it is a whole one. */
  readonly whole: boolean
  /** How many different texts it holds that are neither number nor mark, and how many cells hold one. */
  readonly words: number
  readonly worded: number
  /** How many different cells it has, counted up to `mostCounted`. */
  readonly different: number
  /** Whether every row of a period has the same cell. */
  readonly ofPeriod: boolean
}

/** More different cells than these are not told apart. */
export const mostCounted = 100

const figureWords = words('avg average count denominator figure headcount mean median million num number numerator pc pct perc percent percentage proportion pt rate ratio score sum t total value') // prettier-ignore
const groupWords = words('age ages band category characteristic code decile group grouping id month ncy ncyear phase quintile sex stage type urn week year years') // prettier-ignore
const remarkNames = words('version release release_version publication_status revision provisional footnote footnotes note notes comment')

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/**
 * What a column is, told from its cells first and its name second.
 *
 * 1. A remark: it is named so (`version`), or holds words that are the same throughout each period and differ between periods.
 * 2. An indicator: every cell is a number or a publisher's mark, unless its name speaks of a group (`age`, `year_group`) and not
 *    of a figure (`average_age`), and it holds whole numbers of which there are few. A column withheld throughout is one too.
 * 3. An indicator as well: at least nine cells in ten are numbers or marks, and the rest are at most five different words. They
 *    are marks that Fiveday does not know, and never numbers.
 * 4. Anything else is a filter.
 */
export function kindOfColumn(seen: ColumnSeen): ColumnKind {
  if (remarkNames.has(seen.name)) return 'remark'
  if (seen.words === 0) return looksGrouped(seen) ? 'filter' : 'indicator'
  if (seen.ofPeriod && seen.different > 1) return 'remark'
  const filled = seen.rows - seen.blanks
  const fewWords = seen.words <= 5 && seen.worded * 10 <= filled && seen.numbers > 0
  return fewWords && !speaksOfGroup(seen.name) ? 'indicator' : 'filter'
}

/**
 * Whether a column that looks like an indicator may be a filter after all: few different whole numbers and nothing else. Asked
 * only when rows would repeat without it.
 */
export function mayBeFilter(seen: ColumnSeen): boolean {
  return seen.numbers === seen.rows && seen.whole && seen.different <= 30 && !speaksOfFigure(seen.name)
}

function looksGrouped(seen: ColumnSeen): boolean {
  return seen.numbers > 0 && seen.whole && seen.different < mostCounted && speaksOfGroup(seen.name)
}

function speaksOfGroup(name: string): boolean {
  return !speaksOfFigure(name) && name.split('_').some((word) => groupWords.has(word))
}

function speaksOfFigure(name: string): boolean {
  return name.split('_').some((word) => figureWords.has(word))
}

/** Looks at the cells of a column as they come. */
export function lookingAt(name: string): { add(cell: string, period: string): void; seen(): ColumnSeen } {
  const different = new Set<string>()
  const strange = new Set<string>()
  const inPeriod = new Map<string, string>()
  const counts = { rows: 0, blanks: 0, marks: 0, numbers: 0, worded: 0 }
  let whole = true
  let ofPeriod = true

  function readCell(cell: string) {
    const number = numberIn(cell)
    if (number !== undefined) {
      counts.numbers += 1
      whole &&= Number.isInteger(number) && !cell.includes('.')
    } else if (isMark(cell)) counts.marks += 1
    else {
      counts.worded += 1
      if (strange.size < mostCounted) strange.add(cell)
    }
  }

  return {
    add(cell, period) {
      counts.rows += 1
      if (different.size < mostCounted) different.add(cell)
      if (ofPeriod) {
        ofPeriod = (inPeriod.get(period) ?? cell) === cell
        inPeriod.set(period, cell)
      }
      if (cell === '') counts.blanks += 1
      else readCell(cell)
    },
    seen: () => ({ name, ...counts, whole, ofPeriod, words: strange.size, different: different.size }),
  }
}

/**
 * A column's name made readable, where nobody has given it a better one.
 *
 * @example
 * labelOfColumn('school_phase') // => 'School phase'
 * labelOfColumn('pt_rwm_met_expected_standard') // => 'Percentage rwm met expected standard'
 * labelOfColumn('PC_schools_with_surplus') // => 'Percentage schools with surplus'
 */
export function labelOfColumn(name: string): string {
  const spelt: Readonly<Record<string, string>> = { pt: 'percentage', pc: 'percentage', perc: 'percentage', pct: 'percentage', num: 'number', avg: 'average', t: 'number' } // prettier-ignore
  const text = name
    .split(/[_\s]+/)
    .map((word) => spelt[word.toLowerCase()] ?? word)
    .join(' ')
    .trim()
  return text === '' ? 'Unnamed column' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** The unit of a column's figures as its name tells it. A rate may be averaged over areas; a count never. */
export function unitOfColumn(name: string): { readonly unit: string; readonly decimals: number; readonly rate: boolean } {
  const parts = name.toLowerCase().split(/[_\s]+/)
  const has = (...some: readonly string[]) => parts.some((part) => some.includes(part))
  if (has('million')) return { unit: 'million pounds', decimals: 2, rate: false }
  if (parts[0] === 't' || has('number', 'num', 'count', 'headcount')) return { unit: 'number', decimals: 0, rate: false }
  if (has('percent', 'percentage', 'perc', 'pct', 'pc', 'pt')) return { unit: 'percent', decimals: 1, rate: true }
  if (has('avg', 'average', 'mean', 'median', 'rate', 'ratio', 'score', 'proportion')) return { unit: 'points', decimals: 2, rate: true }
  return { unit: 'number', decimals: 2, rate: false }
}
