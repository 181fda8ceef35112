import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay } from '../../test/support.ts'
import type { ImportRun } from '../sources/import-run.ts'
import { freshness, freshnessOfAll, type ReleaseFacts, skippedYears } from './freshness.ts'
import type { ExpectedRelease, NextUpdate, Release, Rhythm } from './release.ts'

const nothing: ReleaseFacts = { held: [], expected: [], updates: [], dataSets: new Map() }

function aRelease(rhythm: Rhythm, facts: Partial<Release> = {}): Release {
  return {
    key: 'ofsted',
    title: 'Inspections',
    publisher: 'Ofsted',
    page: 'https://www.gov.uk',
    sources: ['ofsted'],
    dataSets: [],
    getting: { kind: 'by hand', because: 'It is' },
    rhythm,
    licence: 'A licence',
    datedBy: undefined,
    basis: { rhythm: 'A page', address: undefined },
    ...facts,
  }
}

function aRun(facts: Partial<Omit<ImportRun, 'as_at'>> & { as_at?: string; imported?: string } = {}): ImportRun {
  const { as_at, imported = '2026-01-10', ...others } = facts
  const at = new Date(`${imported}T12:00:00Z`)
  return {
    id: 1,
    source: 'ofsted',
    file_name: 'a file',
    bytes: 1,
    checksum: null,
    as_at: as_at === undefined ? null : aDay(as_at),
    year: null,
    state: 'done',
    stage: 'writing',
    rows_read: 1,
    rows_used: 1,
    rows_refused: 0,
    message: null,
    started_by: 'A',
    started_at: at,
    ended_at: at,
    ...others,
  }
}

const monthly: Rhythm = { kind: 'monthly', after: 25 }
const expected = (due_on: string): ExpectedRelease => ({
  id: 1,
  release: 'ofsted',
  due_on: aDay(due_on),
  note: 'GOV.UK',
  version: 1,
  changed_by: 'A',
})
const update = (on: string, links = ''): NextUpdate => ({ on: aDay(on), measures: 2, links })

/** How a release stands on a day, and when the next is due. */
function on(day: string, release: Release, facts: Partial<ReleaseFacts>, others: readonly Release[] = []): string {
  const { standing, due } = freshness(release, [release, ...others], { ...nothing, ...facts }, aDay(day))
  return `${standing}, ${due?.on ?? 'no day'}`
}

test('a monthly file is up to date, then due soon, then overdue once the day the next was due has passed', () => {
  const held = [aRun({ as_at: '2026-06-30' })]

  assert.equal(on('2026-07-01', aRelease(monthly), { held }), 'up to date, 2026-08-25')
  assert.equal(on('2026-07-26', aRelease(monthly), { held }), 'due soon, 2026-08-25')
  assert.equal(on('2026-08-25', aRelease(monthly), { held }), 'due soon, 2026-08-25')
  assert.equal(on('2026-08-26', aRelease(monthly), { held }), 'overdue, 2026-08-25')
})

test('of several editions the newest by its day counts, whenever each was imported', () => {
  const held = [aRun({ id: 1, as_at: '2026-06-30' }), aRun({ id: 2, as_at: '2018-07-31' })]

  assert.equal(on('2026-08-26', aRelease(monthly), { held }), 'overdue, 2026-08-25')
})

test('a file without a day counts from the day it was imported, and says so', () => {
  const held = [aRun({ imported: '2026-07-10' })]

  assert.equal(on('2026-07-11', aRelease(monthly), { held }), 'due soon, 2026-07-25')
  assert.match(freshness(aRelease(monthly), [], { ...nothing, held }, aDay('2026-07-11')).due?.because ?? '', /counted from its import$/)
})

test('a year without results is never due, and of several years held the newest counts', () => {
  const yearly = aRelease({ kind: 'yearly', publications: [{ month: 12, asAt: '08-31' }], without: [2020, 2021] })

  assert.equal(on('2022-10-01', yearly, { held: [aRun({ year: 2019 })] }), 'up to date, 2022-12-31')
  assert.equal(on('2022-10-01', yearly, { held: [aRun({ id: 2, year: 2018 }), aRun({ id: 1, year: 2022 })] }), 'up to date, 2023-12-31')
})

test('a yearly file is due at the end of the month in which the next edition comes out', () => {
  const yearly = aRelease({ kind: 'yearly', publications: [{ month: 2, asAt: '08-31' }] })

  assert.equal(on('2026-01-01', yearly, { held: [aRun({ as_at: '2024-08-31' })] }), 'up to date, 2026-02-28')
  assert.equal(on('2026-03-01', yearly, { held: [aRun({ year: 2024 })] }), 'overdue, 2026-02-28')
  assert.equal(on('2026-03-01', yearly, { held: [aRun({ imported: '2026-03-01' })] }), 'up to date, 2027-02-28')
})

test('a copy of a daily file is good for so many days', () => {
  const daily = aRelease({ kind: 'daily', keep: 31 })

  assert.equal(on('2026-02-01', daily, { held: [aRun({ as_at: '2026-01-01' })] }), 'due soon, 2026-02-01')
  assert.equal(on('2026-02-02', daily, { held: [aRun({ as_at: '2026-01-01' })] }), 'overdue, 2026-02-01')
})

test('the interactive tool is due on the first day its dictionary gives after the one held, and what is late is due still', () => {
  const dictionary = aRelease({ kind: 'dictionary', links: [] }, { key: 'dictionary', sources: ['dictionary'] })
  const tool = aRelease({ kind: 'dictionary', links: [] }, { key: 'tool', sources: ['tool'], datedBy: 'dictionary' })
  const held = [aRun({ source: 'dictionary', as_at: '2026-04-01' }), aRun({ id: 2, source: 'tool', imported: '2026-11-20' })]

  assert.equal(on('2026-05-02', tool, { held, updates: [update('2026-02-01'), update('2026-05-01')] }, [dictionary]), 'overdue, 2026-05-01')
  assert.equal(on('2026-05-02', tool, { held, updates: [update('2026-02-01')] }, [dictionary]), 'overdue, 2026-02-01')
  assert.equal(on('2026-05-02', tool, { held }, [dictionary]), 'up to date, no day')
})

test('a publication the tool gathers is due when the measures that link to it are, and of others nothing is known', () => {
  const release = aRelease({ kind: 'dictionary', links: ['early-years'] }, { dataSets: ['eyfsp'] })
  const facts = { held: [aRun({ id: 7 }), aRun({ id: 8 })], dataSets: new Map([[7, 'eyfsp']]) }
  const updates = [update('2026-03-01', 'https://a.example/absence'), update('2026-11-01', 'https://a.example/early-years')]

  assert.equal(on('2026-01-11', release, { ...facts, updates }), 'up to date, 2026-11-01')
  assert.equal(on('2026-01-11', release, { ...facts, updates: [update('2025-01-01', 'early-years')] }), 'up to date, no day')
  assert.equal(on('2026-01-11', { ...release, dataSets: ['other'] }, { ...facts, updates }), 'never held, no day')
})

test('a day that people here expect comes before the calendar’s, until a file from after it is held', () => {
  assert.equal(
    on('2026-08-26', aRelease(monthly), { held: [aRun({ as_at: '2026-06-30' })], expected: [expected('2026-09-10')] }),
    'due soon, 2026-09-10',
  )
  assert.equal(
    on('2026-09-26', aRelease(monthly), { held: [aRun({ as_at: '2026-08-31' })], expected: [expected('2026-08-10')] }),
    'due soon, 2026-10-25',
  )
})

test('what was never held, or is put out no more, is told apart from what is late', () => {
  const ended = aRelease({ kind: 'ended', because: 'It ended' })

  assert.equal(on('2026-08-26', aRelease(monthly), {}), 'never held, no day')
  assert.equal(
    on('2026-08-26', ended, { held: [aRun({ as_at: '2018-07-31' })], expected: [expected('2026-09-10')] }),
    'discontinued, no day',
  )
  assert.equal(on('2026-08-26', aRelease({ kind: 'irregular' }), { held: [aRun()] }), 'up to date, no day')
})

test('what wants doing comes first: the longest overdue before the rest, and what ended last', () => {
  const release = (key: string, rhythm: Rhythm) => aRelease(rhythm, { key, title: key, sources: [key] })
  const calendar = {
    version: aDay('2026-11-23'),
    origins: [],
    releases: [
      release('ended', { kind: 'ended', because: 'x' }),
      release('fresh', { kind: 'irregular' }),
      release('never', monthly),
      release('late', monthly),
      release('later', monthly),
    ],
  }
  const held = [aRun({ source: 'fresh' }), aRun({ source: 'late', as_at: '2026-01-31' }), aRun({ source: 'later', as_at: '2025-01-31' })]

  const all = freshnessOfAll(calendar, { ...nothing, held }, aDay('2026-11-23'))

  assert.deepEqual(all.map((each) => each.release.key), ['later', 'late', 'never', 'fresh', 'ended']) // prettier-ignore
})

test('the years passed over between those held are told, and those never published apart from those that could be brought', () => {
  const rhythm = { kind: 'yearly', publications: [{ month: 12, asAt: '08-31' }], without: [2020, 2021] } as const
  const held = [2018, 2023, 2024].map((year) => ({ source: 'ks2-results', year }))
  const others = [{ source: 'school-absence', year: 2010 }, { source: 'ks2-results', year: null }] // prettier-ignore

  assert.deepEqual(skippedYears({ sources: ['ks2-results'], rhythm }, [...held, ...others]), {
    missing: [2019, 2022],
    unpublished: [2020, 2021],
  })
  assert.deepEqual(skippedYears({ sources: ['lait'], rhythm }, held), { missing: [], unpublished: [] })
})
