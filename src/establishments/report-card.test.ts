import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { aCard, aGradeBefore, reportCardFile } from '../../test/report-card-file.ts'
import { aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { judgementsOf } from '../judgements/judgement.store.ts'
import { reportCardsOf } from '../judgements/report-card.store.ts'
import { schoolView } from './school-history.view.ts'
import { school } from './school.store.ts'

test('a school page shows the report card by area with its days, and the grade before it in the history only', async (t) => {
  const db = await freshDb(t)
  const card = aCard('Expected standard', { Achievement: 'Urgent improvement', 'Achievement - date of judgement': '20/01/2026' })
  await importOne(t, db, reportCardFile([{ ...aGradeBefore('1'), ...card }]), anyImport)
  const reads = reading(db)
  const urn = aUrn('900001')
  const found = await school(reads, urn)
  assert.ok(found)

  const view = schoolView(found, await judgementsOf(reads, urn), await reportCardsOf(reads, urn), true)

  assert.equal(view.grade, 'No overall grade')
  assert.deepEqual(
    view.judgements.map(({ kind, outcome }) => [kind, outcome]),
    [
      ['Report card', 'By area, above'],
      ['Graded', 'Outstanding'],
    ],
  )
  const [shown] = view.cards
  assert.equal(shown?.heading, 'Report card, inspection of 3 December 2025')
  assert.match(shown?.says ?? '', /^At least one area is below the expected standard/)
  assert.deepEqual(shown?.table.rows.slice(0, 4), [
    ['Safeguarding standards', 'Met', '3 December 2025'],
    ['Inclusion', 'Expected standard', '3 December 2025'],
    ['Curriculum and teaching', 'Expected standard', '3 December 2025'],
    ['Achievement', 'Urgent improvement', '20 January 2026'],
  ])
})
