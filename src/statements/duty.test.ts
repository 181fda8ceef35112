import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay } from '../../test/support.ts'
import { carriesTooMuch, dutyFor, loads, mayJudge, noDuty, partsIn, restsOnOne, whyNotChallenge, type Duty, type Holder } from './duty.ts'

const person = (account: number, name: string): Holder => ({ account, name, left: false })
const [ama, ben, cho] = [person(1, 'Ama'), person(2, 'Ben'), person(3, 'Cho')]
const on = aDay('2026-11-20')
const theme = (key: string, lead: Holder | null, partner: Holder | null): Duty => ({ ...noDuty(key), lead, partner, version: 1 })
const officer = (account: number) => ({ account, role: 'officer' as const })

test('a criterion is answered for by whoever answers for its theme, unless it has its own', () => {
  const duties = [theme('theme-1', ama, ben), { ...noDuty('theme-1', '1.2'), lead: cho, version: 1 }]

  assert.deepEqual([dutyFor(duties, 'theme-1', '1.1').lead, dutyFor(duties, 'theme-1', '1.2').lead], [ama, cho])
  assert.equal(dutyFor(duties, 'theme-1', '1.2').partner, ben)
})

test('a challenge partner of a theme does not challenge the criterion of it that they lead', () => {
  const duties = [theme('theme-1', ama, ben), { ...noDuty('theme-1', '1.2'), lead: ben, version: 1 }]

  const duty = dutyFor(duties, 'theme-1', '1.2')

  assert.equal(duty.partner, null)
  assert.match(whyNotChallenge(duty, officer(2), on, []) ?? '', /You lead on this/)
})

test('the place of somebody who has left is a vacancy', () => {
  const duty = dutyFor([theme('theme-1', { ...ama, left: true }, ben)], 'theme-1', '1.1')

  assert.equal(duty.lead, null)
  assert.equal(mayJudge(duty, officer(1), on), false)
})

test('who stands in has the part between the two days, and on both of them', () => {
  const helper = { id: 1, who: cho, part: 'for the lead', fromOn: aDay('2026-11-20'), untilOn: aDay('2026-11-21') } as const
  const duty = { ...theme('theme-1', ama, ben), helpers: [helper] }

  const parts = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map((day) => partsIn(duty, 3, aDay(day)).length)

  assert.deepEqual(parts, [0, 1, 1, 0])
})

test('who wrote in a judgement does not challenge it, even as its challenge partner', () => {
  const duty = theme('theme-1', ama, ben)

  assert.match(whyNotChallenge(duty, officer(2), on, [2]) ?? '', /nobody challenges their own/)
  assert.equal(whyNotChallenge(duty, officer(2), on, [1]), undefined)
})

test('three themes to lead, or five in all, are too much for one person', () => {
  const three = ['theme-1', 'theme-2', 'theme-3'].map((key) => theme(key, ama, ben))
  const more = [...three, theme('theme-4', cho, ben), theme('theme-5', cho, ben)]

  assert.deepEqual(loads(three).filter(carriesTooMuch).map(({ who }) => who.name), ['Ama']) // prettier-ignore
  assert.deepEqual(loads(more).filter(carriesTooMuch).map(({ who }) => who.name), ['Ben', 'Ama']) // prettier-ignore
})

test('a theme rests on one person when nobody else has part in it', () => {
  assert.equal(restsOnOne(theme('theme-1', ama, null), on), ama)
  assert.equal(restsOnOne(theme('theme-1', ama, ben), on), undefined)
  assert.equal(restsOnOne(theme('theme-1', null, null), on), undefined)
})
