import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { aCard, aGradeBefore, reportCardFile } from '../../test/report-card-file.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { assessed } from './assessment.store.ts'
import { gradesHeld } from './grades-held.view.ts'
import { asPlain, asText } from './printed-assessment.ts'

const today = aDay('2026-11-23')
const school = (nth: number, authority: string, cells: Readonly<Record<string, string>>) => {
  return { URN: `90000${nth}`, LAESTAB: `${authority}200${nth}`, 'Local authority': `Authority ${authority}`, ...cells }
}

const opening = async (t: Parameters<typeof freshDb>[0], rows: readonly Readonly<Record<string, string>>[]) => {
  const db = await freshDb(t)
  await importOne(t, db, reportCardFile(rows), anyImport)
  const found = await assessed(reading(db), workingFramework(), anArea('001'), { today })
  assert.ok(found)
  return gradesHeld(found)
}

test('beside the overall grades stand the schools whose report card is at the expected standard throughout', async (t) => {
  const held = await opening(t, [
    school(1, '001', aGradeBefore('2')),
    school(2, '001', aCard('Expected standard')),
    school(3, '001', aCard('Needs attention')),
    school(4, '001', aCard('Exceptional', { Inclusion: 'NULL' })),
    school(5, '002', aCard('Strong standard')),
  ])

  assert.match(held?.lead ?? '', /^1 of our 4 schools still carry an overall grade; in .* 20% of schools do\.$/)
  assert.match(held?.says[0] ?? '', /Of our schools with one, 1 of 2 \(50%\) have every area at the expected standard or above/)
  assert.match(held?.says[0] ?? '', /safeguarding met; in .* 2 of 3 \(66\.7%\)\. Left out: 1 card of .* with an area not graded/)
})

test('where none of our schools has a report card, and where nobody has, the page says so', async (t) => {
  const elsewhere = await opening(t, [school(1, '001', aGradeBefore('2')), school(5, '002', aCard('Strong standard'))])
  const nowhere = await opening(t, [school(1, '001', aGradeBefore('2'))])

  assert.match(elsewhere?.says[0] ?? '', /None of our schools has a whole report card yet; in .* 1 of 1 \(100%\) has every area/)
  assert.match(nowhere?.says[0] ?? '', /the file that is held, as at 28 February 2026, has none, so there is no report-card measure/)
})

test('the command line prints the report-card measure beside the triggers, and gives it to programs under a key of its own', async (t) => {
  const db = await freshDb(t)
  const rows = [
    school(1, '001', aGradeBefore('2')),
    school(2, '001', aCard('Expected standard')),
    school(5, '002', aCard('Needs attention')),
  ]
  await importOne(t, db, reportCardFile(rows), anyImport)
  const found = await assessed(reading(db), workingFramework(), anArea('001'), { today })
  assert.ok(found)

  const text = asText(workingFramework(), found, { today })
  const plain = asPlain(found.assessment, found.facts, workingFramework().limits)

  assert.ok(text.some((line) => /Of our schools with one, 1 of 1 \(100%\) have every area at the expected standard or above/.test(line)))
  assert.deepEqual(Object.keys(plain), ['authority', 'name', 'framework', 'on', 'limits', 'triggers', 'report_cards'])
  assert.deepEqual(plain.report_cards, {
    ours: { cards: 1, at_expected: 1, not_known: 0 },
    nation: { cards: 2, at_expected: 1, not_known: 0 },
  })
})
