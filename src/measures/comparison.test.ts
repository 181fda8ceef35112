import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { addNeighbours } from '../authorities/neighbour.store.ts'
import { reading, type Db } from '../db/connect.ts'
import type { Importer } from '../sources/importer.import.ts'
import type { Refused } from '../sources/source.ts'
import { newDatabase } from '../../test/database.ts'
import { aSpool } from '../../test/spool.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { areasCompared, authorityProfile, measureCompared } from './comparison.store.ts'
import { dictionaryImporter } from './dictionary.import.ts'
import { comparedRows } from './export.store.ts'
import { laitImporter } from './lait.import.ts'
import { measures } from './measure.store.ts'
import { rebuildComparisons } from './observation.store.ts'

const laitHeadings = ['Short Desc', 'Data item', 'Years', 'LA and Regions', 'Values', 'LA Number', 'Region']
const dictionaryHeadings = [...dictionaryImporter.source.headings, 'Year_Type', 'Next Update']

/** Figures of four authorities, their region and their country, in the tool's layout. */
function aYear(measure: string, year: string, figures: readonly [string, string, string, string], national = '60') {
  const authorities = figures.map((figure, i) => [measure, '', year, `Area ${i + 1}`, figure, `00${i + 1}`, 'Outer Merrow'])
  return [
    ...authorities,
    [measure, '', year, 'Merrowland', national, '070', 'NA'],
    [measure, '', year, 'Merrow (Outer)', '61', '081', 'NA'],
  ]
}

const aMeasure = (code: string, polarity: string, noQuartile = 'NA', topic = 'Key Stage 2') => [
  '1',
  topic,
  `Title of ${code}`,
  code,
  polarity,
  '%',
  '1',
  noQuartile,
  '45962',
  'Academic Year',
  'TBC',
]

const figures = [
  ...aYear('READ', '2023', ['50', '60', '-', '70']),
  ...aYear('READ', '2024', ['52', '60', '61', '72']),
  ...aYear('READ', '2025 (prov)', ['55', '60', '60', '7.0000000000000007E-2']),
  ...aYear('ABSENT', '2023/24', ['8', '9', '10', '11']),
  ...aYear('COUNT', '2024', ['1', '2', '3', '4']),
]
const dictionary = [
  aMeasure('READ', 'High'),
  aMeasure('ABSENT', 'Low', 'N'),
  aMeasure('ABSENT', 'Low', 'NA', 'Absence'),
  aMeasure('COUNT', '-'),
]

// One database for the tests that only look: to open one costs more than all they ask of it.
const held = await newDatabase()
before(() => holdAll(held.db))
after(() => held.dispose())

test('a figure has its rank, band, neighbours and country beside it', async () => {
  const rows = await everyRow(held.db, { measure: 'READ', latest: true })

  assert.deepEqual(rows, [
    'READ,2025 (prov),High,001,55,3,4,C,60,60',
    'READ,2025 (prov),High,002,60,1,4,B,55,60',
    'READ,2025 (prov),High,003,60,1,4,B,57.5,60',
    'READ,2025 (prov),High,004,0.07,4,4,D,,60',
  ])
})

test('a measure has bands when any of its dictionary rows allows them, and low is good where the dictionary says so', async () => {
  const rows = await everyRow(held.db, { measure: 'ABSENT', latest: true })

  assert.deepEqual(rows, [
    'ABSENT,2023/24,Low,001,8,1,4,A,9.5,60',
    'ABSENT,2023/24,Low,002,9,2,4,B,8,60',
    'ABSENT,2023/24,Low,003,10,3,4,C,8.5,60',
    'ABSENT,2023/24,Low,004,11,4,4,D,,60',
  ])
})

test('a measure of which neither high nor low is good has no rank, and - for a band', async () => {
  const rows = await everyRow(held.db, { measure: 'COUNT', latest: true, authority: anArea('002') })

  assert.deepEqual(rows, ['COUNT,2024,-,002,2,,4,-,1,60'])
})

test('a missing figure is empty, unranked and without a band, and its neighbours are still averaged', async () => {
  const rows = await everyRow(held.db, { measure: 'READ', latest: false, authority: anArea('003') })

  assert.equal(rows[0], 'READ,2023,High,003,,,3,,55,60')
})

test('an authority the figures know nothing of has none, and nothing is said to have changed', async () => {
  assert.deepEqual(await everyRow(held.db, { authority: anArea('777'), latest: false }), [])
})

test('another dated set of neighbours gives another mean', async () => {
  const rows = await everyRow(held.db, { measure: 'READ', latest: true, authority: anArea('001'), neighbours: '2021' })

  assert.deepEqual(rows, ['READ,2025 (prov),High,001,55,3,4,C,0.07,60'])
})

test('no figure depends on the order in which files are imported', async (t) => {
  const steps = [holdFigures, holdDictionary, holdOldNeighbours, holdNewNeighbours]
  const outcomes = new Set<string>()
  const db = await freshDb(t)
  for (const order of permutations(steps)) {
    await sql`delete from observation; delete from series; delete from dictionary_entry; delete from neighbour_set`.execute(db)
    for (const step of order) await step(db)
    outcomes.add(JSON.stringify(await everythingDerived(db)))
  }

  assert.equal(outcomes.size, 1)
})

test('a new edition replaces the old one whole', async (t) => {
  const db = await holdAll(await freshDb(t))

  await holdFigures(db, aYear('READ', '2025', ['1', '2', '3', '4']))

  const counted = await sql<{ figures: number; series: number }>`
    select (select count(*) from observation) as figures, (select count(*) from series) as series`.execute(db)
  assert.deepEqual(counted.rows, [{ figures: 6, series: 1 }])
})

test('a series of a new edition never has the number of one it replaced, so no page mixes two measures', async (t) => {
  const db = await holdAll(await freshDb(t))
  const before = await db.selectFrom('series').select('id').execute()

  await holdFigures(db)

  const after = await db.selectFrom('series').select('id').execute()
  assert.deepEqual(
    after.filter(({ id }) => before.some((old) => old.id === id)),
    [],
  )
})

test('an officer’s role may still read the figures after a new edition', async () => {
  const seen = await held.db.transaction().execute(async (tx) => {
    await sql`set local role fiveday_officer`.execute(tx)
    return sql<{ n: number }>`select count(*) as n from observation`.execute(tx)
  })

  assert.equal(seen.rows[0]?.n, figures.length)
})

test('a row that cannot be used is refused with its line and the reason', async (t) => {
  const db = await freshDb(t)
  const [good = []] = aYear('READ', '2025', ['1', '2', '3', '4'])
  const wrong = (at: number, cell: string) => good.with(at, cell)

  const { refused, rowsUsed } = await hold(db, laitImporter, laitHeadings, [
    good,
    good,
    wrong(2, '0'),
    wrong(4, 'about 7'),
    wrong(5, '9999'),
    wrong(5, '931'),
    good.slice(0, 4),
    wrong(0, ''),
  ])

  assert.equal(rowsUsed, 1)
  assert.deepEqual(
    refused.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '3: The same measure, year and area stand on line 2',
      '4: Years is 0: the row has no year',
      '5: Values "about 7" is neither a number nor a withheld mark',
      '6: LA Number "9999" is not the code of an area of the same country',
      '7: LA Number "931" is not the code of an area of the same country',
      '8: The row has 4 cells and the headings are 7',
      '9: Short Desc is empty',
    ],
  )
})

test('an edition of more series than there are numbers for is refused', async () => {
  const rows = Array.from({ length: 16_001 }, (_, i) => [`M${i}`, '', '2025', 'Area 1', '50', '001', 'Outer Merrow'])

  await assert.rejects(hold(held.db, laitImporter, laitHeadings, rows), /more than 16,000 measures and years/)
})

test('a measure with figures and no dictionary row is kept, under its code', async (t) => {
  const db = await freshDb(t)
  await holdFigures(db, aYear('NEW', '2025', ['1', '2', '3', '4']))

  const [measure] = await measures(reading(db), [])

  assert.deepEqual([measure?.code, measure?.polarity, measure?.latest], ['NEW', '-', '2025'])
})

test('a page sees every year beside the region, the country and the chosen neighbours, with the change where years compare', async () => {
  const broken = { measures: ['READ'], break: { kind: 'new basis' as const, from: 2024, because: 'The test changed', source: 'Made up' } }

  const compared = await measureCompared(reading(held.db), {
    code: 'READ',
    authority: anArea('001'),
    neighbours: [anArea('002'), anArea('004')],
    areas: await areasCompared(reading(held.db)),
    known: [broken],
  })

  assert.equal(compared?.beside.region?.name, 'Merrow (Outer)')
  assert.deepEqual(
    compared?.years.map(({ year, value, change, england, region, neighbourMean }) => [year, value, change, england, region, neighbourMean]),
    [
      ['2023', 50, null, 60, 61, 65],
      ['2024', 52, null, 60, 61, 66],
      ['2025 (prov)', 55, 3, 60, 61, 30.035],
    ],
  )
})

test('an authority’s profile has the latest of every measure', async () => {
  const { profile } = await authorityProfile(reading(held.db), anArea('001'), [])

  assert.deepEqual(
    profile.map(({ measure, year, value, rank, of, band, change }) => [measure, year, value, rank, of, band, change]),
    [
      ['ABSENT', '2023/24', 8, 1, 4, 'A', null],
      ['COUNT', '2024', 1, null, 4, '-', null],
      ['READ', '2025 (prov)', 55, 3, 4, 'C', 3],
    ],
  )
})

test('the dictionary is as at its newest update', async (t) => {
  const ready = await hold(await freshDb(t), dictionaryImporter, dictionaryHeadings, dictionary)

  assert.equal(ready.asAt, aDay('2025-11-01'))
})

async function holdAll(db: Db): Promise<Db> {
  for (const step of [holdDictionary, holdOldNeighbours, holdNewNeighbours]) await step(db)
  await holdFigures(db)
  return db
}

async function holdFigures(db: Db, rows: readonly (readonly string[])[] = figures) {
  await hold(db, laitImporter, laitHeadings, rows)
}

async function holdDictionary(db: Db) {
  await hold(db, dictionaryImporter, dictionaryHeadings, dictionary)
}

async function holdOldNeighbours(db: Db) {
  await holdNeighbours(db, '2021', [['001', ['004']]])
}

async function holdNewNeighbours(db: Db) {
  await holdNeighbours(db, '2025', [
    ['001', ['002', '003']],
    ['002', ['001', '099']],
    ['003', ['001', '002']],
  ])
}

async function holdNeighbours(db: Db, key: string, pairs: readonly (readonly [string, readonly string[]])[]) {
  await db.transaction().execute(async (tx) => {
    const added = pairs.map(([authority, neighbours], i) => ({
      line: i + 2,
      name: authority,
      authority: anArea(authority),
      neighbours: neighbours.map((code) => ({ code: anArea(code), closeness: 'Close' })),
    }))
    await addNeighbours(tx, { key, title: `Neighbours of ${key}`, published: key, asAt: aDay(`${key}-05-01`) }, added, await aRun(tx))
    await rebuildComparisons(tx)
  })
}

async function hold(db: Db, importer: Importer, headings: readonly string[], rows: readonly (readonly string[])[]) {
  async function* batches() {
    yield rows.map((cells, i) => ({ line: i + 2, cells }))
  }
  const refused: Refused[] = []
  const ready = await importer.prepare(
    { headings, batches: batches() },
    {
      signal: new AbortController().signal,
      progress: () => {},
      reads: reading(db),
      from: '',
      toldYear: undefined,
      mayTakeAway: true,
      today: aDay('2026-11-23'),
      refuse: (one) => refused.push(one),
      spool: aSpool,
    },
  )
  await db.transaction().execute(async (tx) => {
    await ready.write(tx, await aRun(tx))
    if (importer.rebuilds.includes('comparisons')) await rebuildComparisons(tx)
  })
  return { ...ready, refused }
}

async function aRun(tx: Db): Promise<number> {
  const now = new Date('2026-11-23T09:00:00Z')
  const values = { file_name: 'a file', bytes: 1, started_by: 'a test', process: 'a test', started_at: now, seen_at: now }
  const { id } = await tx.insertInto('import_run').values(values).returning('id').executeTakeFirstOrThrow()
  return id
}

async function everyRow(db: Db, asked: Omit<Parameters<typeof comparedRows>[1], 'today'>): Promise<string[]> {
  const wanted = { ...asked, today: aDay('2026-11-23') }
  const lines: string[] = []
  for await (const { rows } of comparedRows(reading(db), wanted)) lines.push(...rows.map((row) => Object.values(row).join(',')))
  return lines
}

async function everythingDerived(db: Db) {
  const series = await db.selectFrom('series').selectAll().orderBy('measure').orderBy('year').execute()
  const observations = await db
    .selectFrom('observation as o')
    .innerJoin('series as s', 's.id', 'o.series')
    .select(['s.measure', 's.year', 'o.area', 'o.line', 'o.published', 'o.value', 'o.rank', 'o.band', 'o.neighbour_mean'])
    .orderBy('s.measure')
    .orderBy('s.year')
    .orderBy('o.area')
    .execute()
  const yearOf = new Map(series.map(({ id, year }) => [id, year]))
  return { series: series.map((one) => ({ ...one, id: 0, before: yearOf.get(one.before ?? 0) })), observations }
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}
