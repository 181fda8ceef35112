import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import type { NewBasis } from '../measures/break.ts'
import type { KnownDataSet, KnownIndicator } from './known-data-set.ts'

type Named = Readonly<Record<string, unknown>>

/** Reads the file of described data sets, or says everything that is wrong with it. */
export function readDataSets(text: string): Checked<readonly KnownDataSet[]> {
  const parsed: unknown = parse(text)
  const listed = Array.isArray(parsed) ? (parsed as readonly unknown[]) : []
  const problems: Problem[] = []
  const sets = listed.flatMap((item, i) => {
    const read = readDataSet(item)
    if (typeof read !== 'string') return [read]
    problems.push({ field: `data-set-${i + 1}`, text: `Data set ${i + 1}: ${read}` })
    return []
  })
  const keys = sets.map(({ key }) => key)
  const twice = keys.find((key, i) => keys.indexOf(key) !== i)
  if (listed.length === 0) problems.push({ field: 'data-sets', text: 'The file is not a list of data sets' })
  if (twice !== undefined) problems.push({ field: 'data-sets', text: `Two data sets have the key ${twice}` })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: sets }
}

function readDataSet(item: unknown): KnownDataSet | string {
  if (!isNamed(item)) return 'is not a list of names and values'
  const { key, title, about, publication, filters } = item
  const toldBy = item['told-by']
  if (!isText(key) || !/^[a-z][a-z0-9-]*$/.test(key)) return 'give a key of small letters, figures and dashes'
  if (!isText(title)) return 'give a title'
  if (!isText(about)) return 'say what it is, under about'
  if (!isText(publication)) return 'name the publication'
  if (!isListOf(toldBy, isText)) return 'list the columns that tell it, under told-by'
  const split = entriesOf(filters).map(readFilter)
  const given = entriesOf(item['indicators']).map(readIndicator)
  const breaks = listOf(item['breaks']).map(readNewBasis)
  const wrong = [...split, ...given, ...breaks].find((one) => typeof one === 'string')
  if (wrong !== undefined) return wrong
  return {
    key,
    title,
    about,
    publication,
    toldBy,
    filters: split.filter((one) => typeof one !== 'string'),
    indicators: given.filter((one) => typeof one !== 'string'),
    breaks: breaks.filter((one) => typeof one !== 'string'),
  }
}

function readFilter([column, said]: readonly [string, unknown]): KnownDataSet['filters'][number] | string {
  if (!isNamed(said)) return `${column} is not a list of names and values`
  const { label, usual } = said
  if (!isText(label)) return `give ${column} a label`
  return { column, label, usual: isText(usual) ? usual : undefined }
}

function readIndicator([column, said]: readonly [string, unknown]): KnownIndicator | string {
  if (!isNamed(said)) return `${column} is not a list of names and values`
  const { label, also, unit, decimals, polarity, rate, of, headline } = said
  if (!isText(label)) return `give ${column} a label`
  if (polarity !== undefined && polarity !== 'High' && polarity !== 'Low') return `the polarity of ${column} is High or Low, or left out`
  return {
    column,
    label,
    ...(isListOf(also, isText) ? { also } : {}),
    ...(isText(unit) ? { unit } : {}),
    ...(typeof decimals === 'number' ? { decimals } : {}),
    ...(polarity ? { polarity } : {}),
    ...(typeof rate === 'boolean' ? { rate } : {}),
    ...(isText(of) ? { of } : {}),
    ...(headline === true ? { headline } : {}),
  }
}

function readNewBasis(item: unknown): NewBasis | string {
  const said = isNamed(item) ? item : {}
  const { because, source } = said
  const from = said['new-basis-from']
  if (typeof from !== 'number' || !isText(because) || !isText(source)) return 'each of breaks gives new-basis-from, because and source'
  return { kind: 'new basis', from, because, source }
}

const isNamed = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isNamed(value) ? Object.entries(value) : []
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.length > 0 && value.every(is)
}
