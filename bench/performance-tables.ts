import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { csvRow } from '../src/lib/csv-text.ts'
import { readCsv } from '../src/lib/csv.ts'
import { publishedAt, published } from './files.ts'

/** The years whose tables are made: ten, named after the calendar year they end in. Two of them had no results. */
const years = Array.from({ length: 10 }, (_, i) => 2016 + i)
const withoutResults = [2020, 2021]

type Cells = readonly string[]

/** A published extract that a national table is made after, and which schools of the country stand in it. */
interface Kind {
  readonly file: string
  readonly like: string
  /** The year its own layout is of: headings that carry a year are moved along with the table's. */
  readonly layout: number
  readonly results?: boolean
  readonly schools: (school: School) => boolean
}

interface School {
  readonly urn: string
  readonly authority: string
  readonly number: string
  readonly name: string
  readonly phase: string
}

const kinds: readonly Kind[] = [
  {
    file: 'england_ks2final.csv',
    like: 'performance-tables/2018-2019/850_ks2final.csv',
    layout: 2019,
    results: true,
    schools: isIn('Primary'),
  },
  {
    file: 'england_ks4final.csv',
    like: 'performance-tables/2017-2018/850_ks4final.csv',
    layout: 2018,
    results: true,
    schools: isIn('Secondary'),
  },
  { file: 'england_census.csv', like: 'performance-tables/2024-2025/england_census.csv', layout: 2025, schools: () => true },
  { file: 'england_abs.csv', like: 'performance-tables/2018-2019/england_abs.csv', layout: 2019, schools: () => true },
  {
    file: 'england_ks4-pupdest.csv',
    like: 'performance-tables/2024-2025/england_ks4-pupdest.csv',
    layout: 2025,
    schools: isIn('Secondary'),
  },
  { file: 'england_cfr.csv', like: 'performance-tables/2018-2019/815_2019_cfr.csv', layout: 2019, schools: () => true },
]

/**
 * Ten years of national performance tables, made after the published extracts: each open school of Ofsted's file with the
 * cells of one of the extract's schools, and the extract's rows of areas. Says where they are, the oldest first.
 */
export async function tenYearsOfTables(into: string): Promise<readonly string[]> {
  const schools = await openSchools()
  const files: string[] = []
  for (const kind of kinds) {
    const like = await recordsOf(publishedAt(kind.like))
    for (const year of years.filter((one) => !(kind.results && withoutResults.includes(one)))) {
      const folder = path.join(into, `${year - 1}-${year}`)
      await mkdir(folder, { recursive: true })
      const file = path.join(folder, kind.file)
      await writeFile(file, tableLike(like, kind, year, schools))
      files.push(file)
    }
  }
  return files
}

function tableLike([headings = [], ...rows]: readonly Cells[], kind: Kind, year: number, schools: readonly School[]): string {
  const places = {
    urn: place(headings, 'URN'),
    authority: place(headings, 'LEA', 'LA'),
    number: place(headings, 'ESTAB'),
    name: place(headings, 'SCHNAME'),
  }
  const patterns = rows.filter((row) => /^\d{6}$/.test(row[places.urn] ?? ''))
  const ofAreas = rows.filter((row) => !/^\d{6}$/.test(row[places.urn] ?? ''))
  const lines = [headings.map((heading) => movedTo(heading, layoutOf(kind, year) - kind.layout))]
  for (const [i, school] of schools.filter(kind.schools).entries()) {
    const cells = [...(patterns[(i + year) % patterns.length] ?? [])]
    cells[places.urn] = school.urn
    if (places.authority >= 0) cells[places.authority] = school.authority
    if (places.number >= 0) cells[places.number] = school.number
    if (places.name >= 0) cells[places.name] = school.name
    lines.push(cells)
  }
  return `${[...lines, ...ofAreas].map(csvRow).join('\n')}\n`
}

/** The first results after the years without name the last before them as the year before. */
function layoutOf(kind: Kind, year: number): number {
  return kind.results && year === 2022 ? 2020 : year
}

/** A heading that carries a year, for a table of other years: `READPROG_18` a year later is `READPROG_19`. */
function movedTo(heading: string, by: number): string {
  const two = (year: string) => String(Number(year) + by).padStart(2, '0')
  return heading
    .replace(/_(1[4-9]|2\d)(?=_|$)/, (_, year: string) => `_${two(year)}`)
    .replace(/^(P?T)(1\d)(1\d)(CAT)/, (_, t: string, from: string, to: string, cat: string) => `${t}${two(from)}${two(to)}${cat}`)
}

function isIn(phase: string): (school: School) => boolean {
  return (school) => school.phase === phase
}

function place(headings: Cells, ...names: readonly string[]): number {
  return headings.findIndex((heading) => names.includes(heading.toUpperCase()))
}

async function openSchools(): Promise<readonly School[]> {
  const [headings = [], ...rows] = await recordsOf(published.before[0] ?? '')
  const [urn, number, name, phase] = ['URN', 'LAESTAB', 'School name', 'Ofsted phase'].map((heading) => headings.indexOf(heading))
  return rows.map((row) => ({
    urn: row[urn ?? 0] ?? '',
    authority: (row[number ?? 0] ?? '').slice(0, 3),
    number: (row[number ?? 0] ?? '').slice(3),
    name: row[name ?? 0] ?? '',
    phase: row[phase ?? 0] ?? '',
  }))
}

async function recordsOf(file: string): Promise<readonly Cells[]> {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const rows: Cells[] = []
  for await (const batch of readCsv(inOnePiece(text))) for (const { cells } of batch) rows.push(cells)
  return rows
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text
}
