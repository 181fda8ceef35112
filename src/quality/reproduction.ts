import { apart, exactly, meanOf, meet, printed, sumOf, wholeShare, type Interval, type Weighed } from './interval.ts'
import { cellAt, columnReader, countIn, placesIn, type PrintedNumber, type PublishedRow, type PublishedTable } from './published-table.ts'
import { addends, type CountRule, type RateRule, type RowRule, type TableRule } from './table-rule.ts'

/**
 * How a cell of the publisher's own row stands to the rows of the schools it covers.
 *
 * - `exact`: every school's count is printed, and they add up to it.
 * - `within`: it lies in what withheld and rounded cells leave open.
 * - `differs`: it does not.
 * - `open`: it cannot be made again: how many pupils it rests on is not printed.
 */
export type Agreement = 'exact' | 'within' | 'differs' | 'open'

/** One cell of the publisher's own row, and what the rows of its schools make of it. */
export interface Reproduced {
  readonly row: PublishedRow
  readonly rule: RowRule
  readonly column: string
  readonly kind: 'count' | 'rate'
  readonly published: string
  readonly agreement: Agreement
  /** What the schools' rows leave it to be. */
  readonly from: Interval | undefined
  /** How far the published figure is from that; above 0 when it is the higher. */
  readonly apart: number
  /** How many schools the row covers, and how many of their cells are withheld. */
  readonly schools: number
  readonly withheld: number
  /** How many pupils the publisher's row has beyond those of the schools' rows; below 0 when they have more. */
  readonly unlisted: number
}

/** No authority has as many schools in one table. */
const mostOfAuthority = 1_000

/** Without a number of pupils, a suppressed one is of ten or fewer: the most that any year's tables suppressed. */
const mostSuppressed = 10

/**
 * Makes the publisher's own rows again from the rows of its schools.
 *
 * - A row of an authority is made of its schools; a row of the country of all, where the file has those of more than one authority.
 * - A count is the sum of the schools' counts. One that is withheld is from 0 to the school's number of pupils.
 * - A rate is the mean of the schools' rates by the number of pupils each rests on. A printed rate is half a unit of its last
 *   place either way; one that is withheld, anything a rate can be.
 * - A school without a number of pupils, its cell empty or with a mark that says so, has none at that stage.
 * - Pupils that the publisher's row has and no school's row has (`unlisted`), as those of a school that closed since, or of one whose
 *   number is withheld, may be any. Where the schools' rows have more, as many pupils were counted at two schools, and may be any too.
 */
export function reproduced(table: PublishedTable, rule: TableRule): readonly Reproduced[] {
  const making = reproducing(table, rule)
  for (;;) {
    const { done, value } = making.next()
    if (done) return value
  }
}

/** The same, a column at a time: between two, other work may have its turn. */
export function* reproducing(table: PublishedTable, rule: TableRule): Generator<undefined, readonly Reproduced[]> {
  const rows = ownRows(table, rule)
  const made = rows.map((row) => ({ row, cells: new Array<Reproduced>() }))
  for (const count of rule.counts) {
    for (const { row, cells } of made) cells.push(...countMade(row, count))
    yield
  }
  for (const rate of rule.rates) {
    const known = new Map<PublishedRow, WeighedSchool>()
    for (const { row, cells } of made) cells.push(...rateMade(row, rate, known))
    yield
  }
  return made.flatMap(({ cells }) => cells)
}

/** The publisher's own rows that a table's schools make, with those schools. */
function ownRows(table: PublishedTable, rule: TableRule): readonly Made[] {
  const schools = schoolsByAuthority(table)
  const all = table.rows.filter(({ level }) => level === 'school')
  const ofCountry = schools.size > 1 || all.length > mostOfAuthority ? all : []
  const read = readingOf(table)
  return table.rows.flatMap((row) => {
    const rowRule = rule.rows.find(({ level, covers }) => level === row.level && covers === row.covers)
    if (!rowRule) return []
    const among = row.level === 'country' ? ofCountry : (schools.get(row.code) ?? [])
    const covered = among.filter((school) => isCovered(read.text(school, rule.type), rowRule))
    if (covered.length === 0) return []
    const part = { row, rowRule, among, covered, rule, read }
    return [{ ...part, unlisted: unlistedIn(part) }]
  })
}

/** The schools of each authority that a table has, by its code. */
function schoolsByAuthority(table: PublishedTable): ReadonlyMap<string, PublishedRow[]> {
  const schools = new Map<string, PublishedRow[]>()
  for (const row of table.rows) {
    if (row.level !== 'school' || row.authority === null) continue
    const held = schools.get(row.authority)
    if (held) held.push(row)
    else schools.set(row.authority, [row])
  }
  return schools
}

/** How a table's cells are read: as text, or as numbers with the decimals of their column. */
interface Reading {
  readonly text: (row: PublishedRow, column: string | undefined) => string
  readonly number: (row: PublishedRow, column: string) => PrintedNumber | undefined
  readonly has: (column: string) => boolean
}

/** Where a column stands, and how its cells are read as numbers. */
interface Column {
  readonly place: number | undefined
  readonly number: (cell: string) => PrintedNumber | undefined
}

function readingOf(table: PublishedTable): Reading {
  const placeOf = placesIn(table.headings)
  const columns = new Map<string, Column>()
  const columnOf = (column: string): Column => {
    const known = columns.get(column)
    if (known) return known
    const place = placeOf(column)
    const number = place === undefined ? () => undefined : columnReader(table.rows.map((row) => cellAt(row, place)))
    columns.set(column, { place, number })
    return { place, number }
  }
  return {
    text: (row, column) => (column === undefined ? '' : cellAt(row, columnOf(column).place)),
    number(row, column) {
      const { place, number } = columnOf(column)
      return number(cellAt(row, place))
    },
    has: (column) => columnOf(column).place !== undefined,
  }
}

function isCovered(type: string, { types, without }: Pick<RowRule, 'types' | 'without'>): boolean {
  return (types === undefined || types.includes(type)) && !without.includes(type)
}

interface Made {
  readonly row: PublishedRow
  readonly rowRule: RowRule
  /** All schools of the row's area, and those of them that the row covers. */
  readonly among: readonly PublishedRow[]
  readonly covered: readonly PublishedRow[]
  readonly rule: TableRule
  readonly read: Reading
  readonly unlisted: number | undefined
}

/** How many more pupils a row has than its schools' rows; undefined where it does not say. */
function unlistedIn(made: Omit<Made, 'unlisted'>): number | undefined {
  const { row, rule, read } = made
  const published = read.number(row, rule.pupils)
  const listed = coveredIn(rule.pupils, made).reduce((sum, school) => sum + pupilsOf(school, rule, read).low, 0)
  return published && published.value - listed
}

/** The schools that the row covers in a column: a few rows cover others in some. */
function coveredIn(column: string, { rowRule, rule, among, covered, read }: Omit<Made, 'unlisted'>): readonly PublishedRow[] {
  const but = rowRule.but.find(({ columns }) => columns.includes(column))
  return but ? among.filter((school) => isCovered(read.text(school, rule.type), { types: but.types, without: [] })) : covered
}

function countMade(made: Made, count: CountRule): readonly Reproduced[] {
  const { row, rowRule, rule, read, unlisted } = made
  const figure = read.number(row, count.column)
  if (!figure) return []
  const parts = coveredIn(count.column, made).map((school) => countOf(school, count, rule, read))
  const withheld = parts.filter(({ low, high }) => low !== high).length
  const to = rowRule.rounded.find(({ columns }) => columns.includes(count.column))?.to
  const published = to === undefined ? countIn(figure) : { low: figure.value - to / 2, high: figure.value + to / 2 }
  const bounded = parts.filter(({ high }) => Number.isFinite(high))
  const others = count.column === rule.pupils ? undefined : unlisted
  const spare = { low: Math.min(0, others ?? 0), high: Math.max(0, others ?? 0) }
  const from = bounded.length === parts.length || others !== undefined ? sumOf([...bounded, spare]) : undefined
  return [about(made, count.column, 'count', { published, from, schools: parts.length, withheld })]
}

/** `known` are schools weighed before: a school counts for its authority, and for each row of the country. */
function rateMade(made: Made, rate: RateRule, known: Map<PublishedRow, WeighedSchool>): readonly Reproduced[] {
  const { row, rule, read, unlisted } = made
  const figure = read.number(row, rate.column)
  if (!figure) return []
  const schools = coveredIn(rate.column, made)
  const parts = schools.map((school) => {
    const before = known.get(school)
    if (before) return before
    const found = weighed(school, rate, rule, read)
    known.set(school, found)
    return found
  })
  const withheld = parts.filter(({ weight, isWithheld }) => weight.high > 0 && isWithheld).length
  const published = printed(figure.value, figure.decimals)
  const bounded = parts.filter(({ weight }) => Number.isFinite(weight.high))
  const isBounded = bounded.length === parts.length || unlisted !== undefined
  const others = { value: { low: rate.low, high: rate.high }, weight: { low: 0, high: Math.max(0, unlisted ?? 0) } }
  const from = isBounded ? meanWithout(meanOf([...bounded, others]), Math.max(0, -(unlisted ?? 0)), bounded, rate) : undefined
  return [about(made, rate.column, 'rate', { published, from, schools: parts.length, withheld })]
}

/** A mean once some pupils, whose figures may be any, are taken out of it. */
function meanWithout(mean: Interval | undefined, pupils: number, parts: readonly Weighed[], { low, high }: RateRule): Interval | undefined {
  const left = parts.reduce((sum, { weight }) => sum + weight.low, 0) - pupils
  if (!mean || pupils === 0) return mean
  if (left <= 0) return { low, high }
  return { low: mean.low - (pupils * (high - mean.low)) / left, high: mean.high + (pupils * (mean.high - low)) / left }
}

interface Facts {
  readonly published: Interval
  readonly from: Interval | undefined
  readonly schools: number
  readonly withheld: number
}

function about({ row, rowRule, read, unlisted }: Made, column: string, kind: Reproduced['kind'], facts: Facts): Reproduced {
  const { published, from, schools, withheld } = facts
  const cell = { row, rule: rowRule, column, kind, published: read.text(row, column), from, schools, withheld, unlisted: unlisted ?? 0 }
  if (!from) return { ...cell, agreement: 'open', apart: 0 }
  if (!meet(published, from)) return { ...cell, agreement: 'differs', apart: apart(published, from) }
  return { ...cell, agreement: from.low === from.high && published.low === published.high ? 'exact' : 'within', apart: 0 }
}

/** How many pupils a school has at the stage. */
function pupilsOf(school: PublishedRow, rule: TableRule, read: Reading): Interval {
  const figure = read.number(school, rule.pupils)
  if (figure) return countIn(figure)
  const mark = read.text(school, rule.pupils)
  if (!read.has(rule.pupils)) return { low: 0, high: Infinity }
  if (mark === '' || rule.nobody.includes(mark)) return exactly(0)
  return { low: 0, high: mark === 'SUPP' ? mostSuppressed : Infinity }
}

function countOf(school: PublishedRow, { column, most }: CountRule, rule: TableRule, read: Reading): Interval {
  const figure = read.number(school, column)
  if (figure) return countIn(figure)
  if (column === rule.pupils) return pupilsOf(school, rule, read)
  if (read.text(school, column) === '' && !read.has(rule.pupils)) return exactly(0)
  const bound = read.number(school, most)
  const pupils = bound ? bound.value : pupilsOf(school, rule, read).high
  return { low: 0, high: Number.isFinite(pupils) || read.text(school, column) !== 'SUPP' ? pupils : mostSuppressed }
}

interface WeighedSchool extends Weighed {
  readonly isWithheld: boolean
}

function weighed(school: PublishedRow, rate: RateRule, rule: TableRule, read: Reading): WeighedSchool {
  const pupils = sumOf(addends(rate.of).map((column) => countOf(school, { column, most: rule.pupils }, rule, read)))
  const weight = coveredPart(pupils, school, rate, read)
  const figure = read.number(school, rate.column)
  if (!figure) return { value: { low: rate.low, high: rate.high }, weight, isWithheld: true }
  const value = printed(figure.value, figure.decimals)
  return { value: rate.ofPupils && weight.low === weight.high ? wholeShare(value, weight.low) : value, weight, isWithheld: false }
}

/** How many of some pupils a figure covers, when not all. */
function coveredPart(pupils: Interval, school: PublishedRow, { cover, least }: RateRule, read: Reading): Interval {
  const column = cover ?? least
  if (column === undefined) return pupils
  const share = read.number(school, column)
  const range = share ? printed(share.value, share.decimals) : { low: 0, high: 100 }
  const low = Math.max(0, Math.ceil((pupils.low * range.low) / 100 - 1e-9))
  const high = cover === undefined ? pupils.high : Math.min(pupils.high, Math.floor((pupils.high * range.high) / 100 + 1e-9))
  return { low: Math.min(low, high), high }
}
