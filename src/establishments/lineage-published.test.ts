import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { lineageOf, successionsIn } from './lineage.ts'
import { lineage } from './lineage.store.ts'

// The counts of this test were made from the files by a separate program.
test('no school of the published files is dropped or counted twice through its predecessors', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  for (const name of [
    'ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv',
    'gias/links_edubasealldata20250422.csv',
  ])
    await importFile(db, { path: publishedFile(name), name }, anyImport)
  const reads = reading(db)
  const schools = new Set((await reads.selectFrom('school_record').select('urn').execute()).map(({ urn }) => urn))
  const links = await reads.selectFrom('establishment_link').selectAll().execute()
  const graded = await reads.selectFrom('judgement').selectAll().where('kind', '=', 'graded').execute()
  const linksOf = Map.groupBy(links, ({ urn }) => urn)
  const successions = successionsIn(links)

  await t.test('two schools that are both open, one having come of the other, are two schools', () => {
    const both = successions.filter(({ earlier, later }) => schools.has(earlier) && schools.has(later))

    assert.equal(schools.size, 21_990)
    assert.equal(successions.length, 16_854)
    assert.equal(both.length, 47)
  })

  await t.test("every grade that is a predecessor's leads back to it, 3,042 by links and 111 by the inspection alone", () => {
    const latest = [...Map.groupBy(graded, ({ urn }) => urn).values()].flatMap((all) => all.toSorted((a, b) => String(b.inspected_on).localeCompare(String(a.inspected_on))).slice(0, 1)) // prettier-ignore
    const ways = { register: 0, inspection: 0 }
    for (const judgement of latest.filter(({ urn, urn_then: then }) => then !== null && then !== urn)) {
      const around = [...closure(judgement.urn, linksOf)].flatMap((urn) => linksOf.get(urn) ?? [])
      const step = lineageOf(judgement.urn, around, [judgement]).predecessors.find(({ urn }) => urn === judgement.urn_then)
      if (step) ways[step.through.statedBy] += 1
    }

    assert.deepEqual(ways, { register: 3_042, inspection: 111 })
  })

  await t.test('no inspection counts for two schools, and none of a school that is itself still open', () => {
    const counted = Map.groupBy(graded, ({ inspection_number: number }) => number)
    const twice = [...counted.values()].filter((all) => new Set(all.map(({ urn }) => urn)).size > 1)
    const stillOpen = graded.filter(({ urn, urn_then: then }) => then !== null && then !== urn && schools.has(then))

    assert.deepEqual([twice.length, stillOpen.length], [0, 0])
  })

  await t.test('two schools that links say each came of the other are told without end in neither', async () => {
    const { predecessors, successors } = await lineage(reads, aUrn('146327'))

    assert.deepEqual(predecessors.map(({ urn, steps }) => `${steps} ${urn}`), ['1 107755', '1 150536', '2 107692']) // prettier-ignore
    assert.deepEqual(successors.map(({ urn }) => urn), ['150536']) // prettier-ignore
  })
})

/** The establishments that links lead to from one, whichever way. */
function closure(from: string, linksOf: ReadonlyMap<string, readonly { link_urn: string }[]>): ReadonlySet<ReturnType<typeof aUrn>> {
  const reached = new Set([aUrn(from)])
  for (const urn of reached) for (const { link_urn: other } of linksOf.get(urn) ?? []) reached.add(aUrn(other))
  return reached
}
