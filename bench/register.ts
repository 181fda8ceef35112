import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { layoutNow, registerFile } from '../test/made-up-register.ts'

/** A made-up register as large as the country's, every cell of its 141 columns filled as a real one is: its path, and its text. */
export async function madeUpRegister(into: string): Promise<{ path: string; text: string }> {
  const file = path.join(into, 'edubasealldata.csv')
  await writeFile(file, registerOf(50_000))
  return { path: file, text: await readFile(file, 'utf8') }
}

/** The text of a made-up register, in pieces. */
export function* registerOf(rows: number): Generator<string> {
  yield registerFile(layoutNow, [])
  const headings = registerFile(layoutNow, []).length
  for (let from = 0; from < rows; from += 5_000) {
    const some = Array.from({ length: Math.min(5_000, rows - from) }, (_, i) => establishment(from + i))
    yield registerFile(layoutNow, some).slice(headings)
  }
}

function establishment(i: number): Readonly<Record<string, string>> {
  const closed = i % 2 === 0
  return {
    ...Object.fromEntries(layoutNow.map((heading, place) => [heading, cellOf(heading, place, i)])),
    URN: String(100_000 + i),
    'LA (code)': String(201 + (i % 150) * 5),
    EstablishmentNumber: String(2000 + (i % 5000)),
    EstablishmentName: `Made-up "${i % 90}" Primary School, ${i}`,
    'EstablishmentStatus (name)': closed ? 'Closed' : 'Open',
    CloseDate: closed ? '31-08-2012' : '',
    PercentageFSM: i % 7 === 0 ? 'x' : String((i % 800) / 10),
  }
}

/** Something of the kind that stands under a heading: a day, a code, a number, a word, or nothing as in one column of three. */
function cellOf(heading: string, place: number, i: number): string {
  if (/Date|OfstedLastInsp|Visit$/.test(heading)) return `${String((i % 28) + 1).padStart(2, '0')}-0${(i % 9) + 1}-20${10 + (place % 14)}`
  if (heading.endsWith('(code)')) return String(i % 10)
  if (heading.endsWith('(name)'))
    return ['Not applicable', 'Made-up Learning Trust', 'Community school', 'Does not apply'][(i + place) % 4] ?? ''
  if (/Easting|Northing/.test(heading)) return String(400_000 + i)
  if (/Age$|Capacity$|Number|Places|OnRoll|UKPRN|UPRN|FSM|SENStat/.test(heading)) return String(i % 20)
  return place % 3 === 0 ? `Made-up ${heading} ${i % 100}` : ''
}
