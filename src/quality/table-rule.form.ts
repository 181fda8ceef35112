import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import { performanceTables } from '../performance/performance-row.ts'
import { spelledOut, type CountRule, type RangeRule, type RateRule, type RowRule, type ShareRule, type TableRule } from './table-rule.ts'

type Named = Readonly<Record<string, unknown>>

/** Reads the file that says which schools each row of the publisher's covers, and what rests on what. Or everything wrong with it. */
export function readTableRules(text: string): Checked<readonly TableRule[]> {
  const parsed: unknown = parse(text)
  const problems: Problem[] = []
  const rules = listIn(parsed).flatMap((item, i) => {
    const rule = readRule(item, (what) => problems.push({ field: `table-${i + 1}`, text: `Table ${i + 1}: ${what}` }))
    return rule ? [rule] : []
  })
  if (rules.length === 0) problems.push({ field: 'tables', text: 'The file is not a list of tables' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: rules }
}

function readRule(item: unknown, fault: (what: string) => void): TableRule | undefined {
  if (!isNamed(item)) return undefined
  const table = performanceTables.find(({ key }) => key === item['table'])?.key
  const pupils = textIn(item, 'pupils')
  if (!table) fault('name a table of the performance tables, under table')
  if (!pupils) fault('name the column with the number of pupils, under pupils')
  if (!table || !pupils) return undefined
  const shares = listIn(item['shares']).flatMap((share) => readShare(share, fault))
  return {
    table,
    from: numberIn(item, 'from') ?? 0,
    until: numberIn(item, 'until') ?? 9999,
    type: textIn(item, 'type'),
    pupils,
    nobody: textsIn(item['nobody']),
    rows: listIn(item['rows']).flatMap((row) => readRow(row, fault)),
    counts: listIn(item['counts']).flatMap((count) => readCount(count, pupils, fault)),
    rates: [...listIn(item['rates']).flatMap((rate) => readRate(rate, fault)), ...shares.map(asRate)],
    shares,
    ranges: listIn(item['ranges']).flatMap((range) => readRange(range, fault)),
  }
}

function readRow(item: unknown, fault: (what: string) => void): readonly RowRule[] {
  const named = asNamed(item)
  const level = (['authority', 'country'] as const).find((known) => known === named['level'])
  const says = textIn(named, 'says')
  if (!level || !says) {
    fault('give each row a level, authority or country, and what it covers in words, under says')
    return []
  }
  const types = named['types'] === undefined ? undefined : textsIn(named['types'])
  const but = listIn(named['but']).map((part) => ({ columns: columnsIn(asNamed(part), fault), types: textsIn(asNamed(part)['types']) }))
  const rounded = listIn(named['rounded']).map((part) => ({
    columns: columnsIn(asNamed(part), fault),
    to: numberIn(asNamed(part), 'to') ?? 1,
  }))
  return [{ level, covers: textIn(named, 'covers') ?? '', types, without: textsIn(named['without']), but, rounded, says }]
}

function readCount(item: unknown, pupils: string, fault: (what: string) => void): readonly CountRule[] {
  const named = asNamed(item)
  return columnsIn(named, fault).map((column) => ({ column, most: textIn(named, 'most') ?? pupils }))
}

function readRate(item: unknown, fault: (what: string) => void): readonly RateRule[] {
  const named = asNamed(item)
  const of = textIn(named, 'of')
  const low = numberIn(named, 'low')
  const high = numberIn(named, 'high')
  if (!of) fault('name the number of pupils that rates rest on, under of')
  if (!of) return []
  const ofPupils = low === undefined && high === undefined && named['cover'] === undefined
  const rest = { of, low: low ?? 0, high: high ?? 100, ofPupils, cover: textIn(named, 'cover'), least: textIn(named, 'least') }
  return columnsIn(named, fault).map((column) => ({ column, ...rest }))
}

/** A share is given by patterns that spell out alike: `percent: P{BOYS,GIRLS}`, `part: T{BOYS,GIRLS}`. */
function readShare(item: unknown, fault: (what: string) => void): readonly ShareRule[] {
  const named = asNamed(item)
  const [percents, parts, wholes] = (['percent', 'part', 'whole'] as const).map((name) => spelledOut(textIn(named, name) ?? ''))
  const fits = percents?.length === parts?.length && (wholes?.length === 1 || wholes?.length === percents?.length)
  if (!percents || !parts || !wholes || !fits || percents[0] === '' || parts[0] === '' || wholes[0] === '') {
    fault('give each share as many columns under percent as under part, and one or as many under whole')
    return []
  }
  return percents.map((percent, i) => ({ percent, part: parts[i] ?? '', whole: wholes[i] ?? wholes[0] ?? '' }))
}

const asRate = ({ percent, whole }: ShareRule): RateRule => ({
  column: percent,
  of: whole,
  low: 0,
  high: 100,
  ofPupils: true,
  cover: undefined,
  least: undefined,
})

function readRange(item: unknown, fault: (what: string) => void): readonly RangeRule[] {
  const named = asNamed(item)
  const low = numberIn(named, 'low') ?? -Infinity
  const high = numberIn(named, 'high') ?? Infinity
  return columnsIn(named, fault).map((column) => ({ column, low, high }))
}

function columnsIn(named: Named, fault: (what: string) => void): readonly string[] {
  const columns = (textIn(named, 'columns') ?? '').split(/\s+/).filter((column) => column !== '')
  if (columns.length === 0) fault('name the columns, under columns')
  return columns.flatMap(spelledOut)
}

const isNamed = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value)
const asNamed = (value: unknown): Named => (isNamed(value) ? value : {})
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])
const textsIn = (value: unknown): readonly string[] => listIn(value).filter((item) => typeof item === 'string')

function textIn(named: Named, name: string): string | undefined {
  const value = named[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function numberIn(named: Named, name: string): number | undefined {
  const value = named[name]
  return typeof value === 'number' ? value : undefined
}
