import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading } from '../db/connect.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { authoritiesNow } from './authority.store.ts'
import { asItWas, inSentences, saidOfYear } from './reorganisation.ts'
import { reorganisationOf } from './reorganisation.store.ts'

const today = aDay('2026-11-23')

test('a county that was ended says what became of it, and a successor says what it came from', async (t) => {
  const db = await freshDb(t)

  const cumbria = await reorganisationOf(reading(db), anArea('909'), 'Cumbria')
  const bournemouth = await reorganisationOf(reading(db), anArea('839'), 'Bournemouth, Christchurch and Poole')
  const dorset = await reorganisationOf(reading(db), anArea('835'), 'Dorset (old)')

  assert.deepEqual(inSentences(cumbria, today), [
    'Cumbria ended on 1 April 2023: its area is now authority 942 and authority 943. Its figures are its own, and are not added to authority 942 or authority 943.',
  ])
  assert.deepEqual(inSentences(bournemouth, today), [
    'Bournemouth, Christchurch and Poole began on 1 April 2019, when authority 835, authority 836, and authority 837 were reorganised. Figures of authority 835, authority 836 or authority 837 are of another area, and are not its own.',
  ])
  assert.match(
    inSentences(dorset, today)[0] ?? '',
    /its area is now authority 838 \(all but Christchurch\) and authority 839 \(Christchurch\)\./,
  )
  assert.deepEqual(cumbria.sources, ['The Cumbria (Structural Changes) Order 2022'])
})

test('an authority that no reorganisation touched says nothing, and has every year', async (t) => {
  const db = await freshDb(t)

  const oxfordshire = await reorganisationOf(reading(db), anArea('931'), 'Oxfordshire')

  assert.deepEqual(oxfordshire, asItWas(anArea('931'), 'Oxfordshire'))
  assert.deepEqual(inSentences(oxfordshire, today), [])
  assert.equal(saidOfYear(oxfordshire, 2014), undefined)
})

test('an authority that is to end later is there until that day, and says that it will end', async (t) => {
  const db = await freshDb(t)
  await db.insertInto('area').values({ code: anArea('936'), name: 'Surrey', kind: 'authority', region: null, gss: null, began_on: null, ended_on: aDay('2027-04-01') }).execute() // prettier-ignore

  const before = await authoritiesNow(reading(db), aDay('2027-03-31'))
  const on = await authoritiesNow(reading(db), aDay('2027-04-01'))

  assert.deepEqual([before.map(({ name }) => name), on], [['Surrey'], []])
  assert.deepEqual(inSentences({ ...asItWas(anArea('936'), 'Surrey'), endedOn: aDay('2027-04-01') }, today), [
    'Surrey ends on 1 April 2027.',
  ])
})

test('an authority has no year that ended before it began, nor one that began after it ended', () => {
  const cumberland = { ...asItWas(anArea('942'), 'Cumberland'), beganOn: aDay('2023-04-01') }
  const cumbria = { ...asItWas(anArea('909'), 'Cumbria'), endedOn: aDay('2023-04-01') }

  assert.deepEqual([2022, 2023, 2024].map((year) => saidOfYear(cumberland, year)), ['Cumberland began on 1 April 2023.', undefined, undefined]) // prettier-ignore
  assert.deepEqual([2022, 2023, 2024].map((year) => saidOfYear(cumbria, year)), [undefined, undefined, 'Cumbria ended on 1 April 2023.']) // prettier-ignore
})
