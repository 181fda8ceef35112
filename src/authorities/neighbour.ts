import type { Day } from '../lib/day.ts'
import { parseDay } from '../lib/day.ts'
import { cell, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOf, parseAreaCode, type AreaCode, type Country } from './area.ts'

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

const common = {
  publisher: 'Department for Education and National Foundation for Educational Research',
  gives: 'The ten statistical neighbours of each local authority and how close each is, as a dated set.',
  kept: 'one for each day',
} as const

const quirks = [
  'The cells carry no date, so a set is told by Cumberland (942): no neighbours yet in April 2021, ten known ones in May 2025. A file that fits neither is refused.',
  'A set is never overwritten: a file that differs from what is held of its set is refused; one that has further authorities adds them.',
  'Closeness is trimmed and written one way: "Very Close" and "Close " become "Very close" and "Close".',
  'Authorities that reorganisation has ended, under "Old SNs:", are used.',
] as const

export const neighbourWorkbook: Source = {
  ...common,
  key: 'neighbours',
  name: 'Statistical neighbours (workbook)',
  form: 'workbook',
  headings: ['LA num', 'LA Name', ...places.flatMap((place) => [`SN${place}`, 'SNP'])],
  quirks: [...quirks, 'Rows above the headings are titles. A row with "-" for neighbours is refused.'],
}

export const neighbourTable: Source = {
  ...common,
  key: 'neighbours-wide',
  name: 'Statistical neighbours (wide CSV)',
  form: 'csv',
  headings: ['old_la_code', 'la_name', ...places.flatMap((place) => [`SN_${place}`, `SN_${place}P`])],
  quirks: [...quirks, 'The wide CSV has the current authorities only.'],
}

/** An authority and its ten statistical neighbours, the nearest first. */
export interface Neighbours {
  readonly authority: AreaCode
  readonly name: string
  readonly neighbours: readonly { readonly code: AreaCode; readonly closeness: string }[]
  readonly line: number
}

/** A dated set of statistical neighbours. `published` orders the sets: the newest is the one compared with. */
export interface NeighbourSet {
  readonly key: string
  readonly title: string
  readonly published: string
  readonly asAt: Day | undefined
}

const april2021: NeighbourSet = {
  key: '2021',
  title: 'Statistical neighbours, April 2021',
  published: '2021-04',
  asAt: parseDay('2021-04-30'),
}
const may2025: NeighbourSet = { key: '2025', title: 'Statistical neighbours, May 2025', published: '2025-05', asAt: parseDay('2025-05-31') }
const madeUp: NeighbourSet = { key: 'made-up', title: 'Statistical neighbours, made up', published: 'made up', asAt: undefined }

const cumberlandIn2025 = '943 925 884 888 813 384 860 929 371 370'

/**
 * Which dated set a file is, by what it knows of Cumberland, an authority since April 2023.
 *
 * - The May 2025 set gives it its ten neighbours; the April 2021 set, kept up since, names it and gives it none.
 * - The made-up country has one set.
 * - Any other file is undefined: a set that we cannot date is not taken for another.
 */
export function whichSet(
  country: Country | undefined,
  used: readonly Neighbours[],
  withoutNeighbours: ReadonlySet<string>,
): NeighbourSet | undefined {
  if (country === 'made-up') return madeUp
  if (withoutNeighbours.has('942')) return april2021
  const cumberland = used.find(({ authority }) => authority === '942')
  return cumberland?.neighbours.map(({ code }) => code).join(' ') === cumberlandIn2025 ? may2025 : undefined
}

const closenesses = ['Extremely close', 'Very close', 'Close', 'Somewhat close', 'Not close']

/** Reads rows of a set, one after the other. `withoutNeighbours` are the authorities it names and gives none. */
export function neighbourReader(headings: readonly string[], source: Source) {
  const [codeHeading = '', nameHeading = '', nearest = ''] = source.headings
  const at = { code: headings.indexOf(codeHeading), name: headings.indexOf(nameHeading), first: headings.indexOf(nearest) }
  const lines = new Map<string, number>()
  const withoutNeighbours = new Set<string>()
  let country: Country | undefined

  function read(row: Row): Usable<Neighbours> {
    const text = cell(row, at.code)
    const authority = parseAreaCode(text)
    if (!authority) return { because: text === '' ? labelled(row, codeHeading) : `${codeHeading} "${text}" is not three digits` }
    if (lines.has(authority)) return { because: `${codeHeading} ${authority} stands on line ${lines.get(authority)} already` }
    country ??= countryOf(authority)
    if (countryOf(authority) !== country) return { because: `${codeHeading} ${authority} is of another country than the rows before it` }
    const name = cell(row, at.name)
    if (name === '') return { because: `${nameHeading} is empty` }
    const cells = places.flatMap((place) => [cell(row, at.first + place * 2 - 2), cell(row, at.first + place * 2 - 1)])
    if (cells.every((text) => text === '-')) {
      withoutNeighbours.add(authority)
      return { because: `${name} (${authority}) has no neighbours in this set: "-"` }
    }
    const neighbours = places.map((_, i) => ({ code: parseAreaCode(cells[i * 2] ?? ''), closeness: closenessOf(cells[i * 2 + 1] ?? '') }))
    const fault = whyNotTen(authority, cells, neighbours)
    if (fault) return { because: fault }
    lines.set(authority, row.line)
    return {
      used: {
        authority,
        name,
        line: row.line,
        neighbours: neighbours.flatMap(({ code, closeness }) => (code && closeness ? [{ code, closeness }] : [])),
      },
    }
  }

  return { read, country: () => country, withoutNeighbours }
}

function whyNotTen(
  authority: AreaCode,
  cells: readonly string[],
  found: readonly { code: AreaCode | undefined; closeness: string | undefined }[],
): string | undefined {
  for (const [i, { code, closeness }] of found.entries()) {
    if (!code) return `Neighbour ${i + 1} "${cells[i * 2]}" is not three digits`
    if (countryOf(code) !== countryOf(authority)) return `Neighbour ${i + 1}, ${code}, is of another country`
    if (code === authority) return `Neighbour ${i + 1}, ${code}, is the authority itself`
    if (found.findIndex((other) => other.code === code) < i) return `Neighbour ${i + 1}, ${code}, stands twice`
    if (!closeness) return `Closeness "${cells[i * 2 + 1]}" of neighbour ${i + 1} is not one of: ${closenesses.join(', ')}`
  }
  return undefined
}

function closenessOf(text: string): string | undefined {
  const words = text.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  return closenesses.find((closeness) => closeness.toLowerCase() === words)
}

/** Why a row without a code is not used: `Old SNs:` stands between the current authorities and the ended ones. */
function labelled(row: Row, codeHeading: string): string {
  const said = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return said.length === 1 ? `"${said[0]}" is a heading between the rows, not an authority` : `${codeHeading} is empty`
}
