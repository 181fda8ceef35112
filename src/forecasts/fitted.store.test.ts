import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { holdSchoolRecords } from '../establishments/school-record.store.ts'
import type { Grade, SchoolRecord } from '../establishments/school-record.ts'
import { holdGradedSchools } from '../judgements/graded-school.store.ts'
import { holdJudgements } from '../judgements/judgement.store.ts'
import type { PublishedJudgement } from '../judgements/judgement.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { standingsNow } from './due.store.ts'
import { fitted } from './fitted.store.ts'
import { forecastCommands } from './forecast.commands.ts'
import { inputs } from './input.ts'
import { seeded } from './seeded.ts'
import { readMethod, writtenMethod } from './shipped.form.ts'

const [listDay, fileDay] = [aDay('2018-07-31'), aDay('2025-08-31')]
const how = { importers: [], rebuild: { comparisons: async () => {}, 'school comparisons': async () => {} } }

const nothing = { inspection_type: null, type_then: 'Community School', name_then: null, category: null, outcome: null, quality_of_education: null, behaviour_and_attitudes: null, personal_development: null, leadership_and_management: null, safeguarding: null, early_years: null, sixth_form: null } // prettier-ignore

const grades: readonly Grade[] = ['1', '2', '3', '4']

/** Schools of a country whose deprived schools decline more: some inspected since the list, some not. */
function madeUp(count: number) {
  const chance = seeded(4)
  return Array.from({ length: count }, (_, at) => {
    const urn = aUrn(String(100_000 + at))
    const quintile = 1 + Math.floor(chance() * 5)
    const start: Grade = (['1', '2', '2', '2', '3', '4'] as const)[at % 6] ?? '2'
    const declines = chance() < 0.1 + 0.15 * quintile
    const worse = grades[grades.indexOf(start) + 1] ?? '4'
    const after = declines ? worse : start === '1' || chance() < 0.6 ? start : '2'
    const day = aDay(`${2019 + Math.floor(chance() * 6)}-${chance() < 0.5 ? '10' : '05'}-1${Math.floor(chance() * 9)}`)
    return { urn, quintile, start, after, day: chance() < 0.8 ? day : undefined, authority: anArea(String(200 + (at % 15))) }
  })
}

async function holding(db: Db, schools: ReturnType<typeof madeUp>): Promise<void> {
  const records = schools.map(({ urn, quintile, start, after, day, authority }, at): SchoolRecord => ({
    urn, dfe_number: `${authority}${2000 + at}`, authority, name: `School ${urn}`, phase: 'Primary', type: 'Community School', opened_on: null, religious_character: null, admissions: null, sixth_form: null, trust_uid: null, trust: null, sponsor: null, postcode: null, constituency: null, deprivation_quintile: quintile, pupils: 200, lowest_age: 4, highest_age: 11, overall: day ? after : start, category: null, monitoring_inspections: null, warning_notices: null, warning_notices_in: null, line: at + 2,
  })) // prettier-ignore
  const judgements = schools.flatMap(({ urn, after, day }, at): PublishedJudgement[] =>
    day ? [{ ...nothing, urn, urn_then: urn, inspection_number: String(at), kind: 'graded', inspected_on: day, published_on: day, overall: after, category: after === '4' ? 'SM' : null, line: at + 2 }] : [],
  ) // prettier-ignore
  const listed = schools.map(({ urn, start }, at): PublishedJudgement => ({ ...nothing, urn, urn_then: urn, inspection_number: '2015-03-01', kind: 'carried', inspected_on: aDay('2015-02-01'), published_on: aDay('2015-03-01'), overall: start, line: at + 2 })) // prettier-ignore
  await db.transaction().execute(async (tx) => {
    await holdSchoolRecords(tx, fileDay, records, 1)
    await holdGradedSchools(tx, listDay, schools.map(({ urn, start }, at) => ({ urn, name: urn, phase: 'Primary', overall: start, line: at + 2 })), 2) // prettier-ignore
    await holdJudgements(tx, listDay, listed, 2)
    await holdJudgements(tx, fileDay, judgements, 1)
  })
}

test('the method is learnt from what is held, to the same digits in whichever order it was imported', async (t) => {
  const [one, other] = [await freshDb(t), await freshDb(t)]
  const schools = madeUp(600)
  await holding(one, schools)
  await holding(other, schools.toReversed())

  const [first, second] = [await fitted(reading(one), shippedTerms()), await fitted(reading(other), shippedTerms())]

  assert.ok(first && second)
  assert.equal(writtenMethod(first), writtenMethod(second))
  assert.deepEqual(first.scores, second.scores)
  const { counts } = first.learntFrom
  assert.equal(counts.graded + counts.stillWaiting, 600)
  assert.deepEqual(readMethod(writtenMethod(first)).ok, true)
  const deprivation = first.method.outcome[0]?.[inputs.findIndex(({ key }) => key === 'deprivation')] ?? 0
  assert.ok(deprivation > 0.5, `that deprived schools declined more is found again: ${deprivation}`)
})

test('the command writes coefficients and scores, and says what they were learnt from', async (t) => {
  const db = await freshDb(t)
  await holding(db, madeUp(300))
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-fit-'))
  t.after(() => rm(folder, { recursive: true }))
  const printed: string[] = []
  const out = { print: (line: string) => void printed.push(line), complain: (line: string) => void printed.push(line), progress: () => {} }
  const called = { db, reads: reading(db), args: [], out, today: aDay('2026-11-23'), now: () => new Date('2026-11-23'), signal: new AbortController().signal, folder } // prettier-ignore
  const [fit, score] = forecastCommands(how)

  const codes = [await fit?.does({ ...called, options: { out: folder } }), await score?.does({ ...called, options: {} })]

  assert.deepEqual(codes, [0, 0])
  assert.ok(readMethod(await readFile(path.join(folder, 'method.json'), 'utf8')).ok)
  assert.match(printed.join('\n'), /Learnt from what came of schools between 31 July 2018 and 31 August 2025/)
  assert.match(printed.join('\n'), /Through time: fitted up to 31 August 2022/)
})

test('with nothing to learn from, the command says what it takes', async (t) => {
  const db = await freshDb(t)
  const said: string[] = []
  const out = { print: () => {}, complain: (line: string) => void said.push(line), progress: () => {} }
  const called = { db, reads: reading(db), args: [], options: {}, out, today: aDay('2026-11-23'), now: () => new Date('2026-11-23'), signal: new AbortController().signal, folder: '.' } // prettier-ignore

  const codes = await Promise.all(forecastCommands(how).map(({ does }) => does(called)))

  assert.deepEqual(codes, [1, 1])
  assert.match(said[0] ?? '', /Nothing can be learnt/)
})

test('where a school stands is told of one school, of an authority and of all alike', async (t) => {
  const db = await freshDb(t)
  const schools = madeUp(60)
  await holding(db, schools)
  const reads = reading(db)
  const [urn, authority] = [aUrn('100004'), anArea('204')]

  const all = await standingsNow(reads, listDay)
  const theirs = await standingsNow(reads, listDay, { authority })
  const [one] = (await standingsNow(reads, listDay, { urn }))?.schools ?? []

  assert.equal(all?.schools.length, 60)
  assert.deepEqual(theirs?.schools, all?.schools.filter((school) => schools.find((made) => made.urn === school.urn)?.authority === authority)) // prettier-ignore
  assert.deepEqual(
    one,
    all?.schools.find((school) => school.urn === urn),
  )
  assert.ok(one?.stands.known)
})
