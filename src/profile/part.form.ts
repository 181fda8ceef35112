import { parse } from 'yaml'
import type { Checked } from '../lib/checked.ts'
import { performanceTables } from '../performance/performance-row.ts'
import { partFaults, type Headline, type Part, type ProfileParts, type PupilsIn, type TopicLeftOut } from './part.ts'

/** Reads the file of the profile's parts, or says everything that is wrong with it. */
export function readParts(text: string): Checked<ProfileParts> {
  const parsed: unknown = parse(text)
  const faults: string[] = []
  const file = recordOf(parsed)
  const parts = listOf(file.parts).flatMap((item, i) => {
    const found = readPart(item)
    if (typeof found !== 'string') return [found]
    faults.push(`Part ${i + 1}: ${found}`)
    return []
  })
  const leftOut = listOf(file['not-in-profile']).flatMap((item, i) => {
    const found = readLeftOut(item)
    if (typeof found !== 'string') return [found]
    faults.push(`Topic ${i + 1} that is left out: ${found}`)
    return []
  })
  if (parts.length === 0 && faults.length === 0) faults.push('The file has no parts')
  faults.push(...partFaults({ parts, leftOut }))
  if (faults.length > 0) return { ok: false, problems: faults.map((text) => ({ field: 'parts', text })) }
  return { ok: true, value: { parts, leftOut } }
}

function readPart(item: unknown): Part | string {
  const { key, title, says, topics, headlines } = recordOf(item)
  if (!isText(key) || !/^[a-z0-9-]+$/.test(key)) return 'give it a key of small letters, digits and hyphens'
  if (!isText(title)) return `${key} has no title`
  if (!isText(says)) return `${key} does not say what it is of`
  const named = listOf(topics)
  if (named.length === 0 || !named.every(isText)) return `${key} names no topics`
  const read = listOf(headlines).map(readHeadline)
  const wrong = read.find((found) => typeof found === 'string')
  if (wrong !== undefined) return `${key}: ${wrong}`
  if (read.length === 0) return `${key} has no headlines`
  return { key, title, says, topics: named, headlines: read.filter((found) => typeof found !== 'string') }
}

function readHeadline(item: unknown): Headline | string {
  if (isText(item)) return { code: item, pupilsIn: undefined }
  const { measure, 'pupils-in': where } = recordOf(item)
  if (!isText(measure)) return 'a headline is neither the name of a measure nor has one'
  if (where === undefined) return { code: measure, pupilsIn: undefined }
  const pupilsIn = readPupilsIn(where)
  return pupilsIn === undefined
    ? `${measure}: pupils-in names neither a table and a column, nor a data set, a column and where`
    : { code: measure, pupilsIn }
}

function readPupilsIn(item: unknown): PupilsIn | undefined {
  const { table, column, 'data-set': dataSet, where } = recordOf(item)
  if (!isText(column)) return undefined
  const known = performanceTables.find(({ key }) => key === table)
  if (known) return { table: known.key, column }
  const filters = Object.entries(recordOf(where))
  if (!isText(dataSet) || filters.length === 0) return undefined
  return { dataSet, column, where: Object.fromEntries(filters.map(([name, value]) => [name, String(value)])) }
}

function readLeftOut(item: unknown): TopicLeftOut | string {
  const { topic, because } = recordOf(item)
  if (!isText(topic)) return 'it has no name'
  return isText(because) ? { topic, because } : `${topic}: say why, under because`
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
