import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea, aUrn } from '../../test/support.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { Framework } from '../frameworks/framework.ts'
import { assess } from '../triggers/assess.ts'
import { withTotals, type Facts, type SchoolCounts } from '../triggers/facts.ts'
import { fewest, type Fewest } from './fewest.ts'
import { countsOfSchool, withOutcomes, type Chosen, type OutcomeTried, type SchoolToTry } from './scenario.ts'

const working = workingFramework()
const [here, there, nation] = [anArea('931'), anArea('850'), anArea('970')]
const on = aDay('2025-08-31')

/** Numbers that look like chance and are the same each time. */
function chanceFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const school = (i: number, of: Partial<SchoolToTry> = {}): SchoolToTry => ({
  urn: aUrn(String(100_000 + i)),
  name: `School ${i}`,
  phase: 'primary',
  pupils: 200,
  known: true,
  wasInCategory: false,
  overall: '2',
  category: null,
  ...of,
})

function factsOf(ours: readonly SchoolToTry[], others: readonly (SchoolCounts & { readonly phase: string })[]): Facts {
  const rows = [
    ...ours.map((one) => ({ area: here, phase: one.phase, ...countsOfSchool(one, one) })),
    ...others.map((counts) => ({ area: there, ...counts })),
  ]
  const day = { on, fileAsAt: on, how: 'whole', counts: withTotals(rows, nation) } as const
  return { on, nation, schools: day, schoolsBefore: undefined, reportCards: new Map(), figures: new Map(), schoolsFile: 'A file', figuresFile: '' } // prettier-ignore
}

function elsewhere(phase: string, chance: (below: number) => number): SchoolCounts & { readonly phase: string } {
  const graded = 20 + chance(200)
  const good = chance(graded + 1)
  const [inCategory, wereInCategory] = [chance(graded >> 3), chance(9)]
  const gradedPupils = graded * (100 + chance(300))
  return { phase, schools: graded, known: graded, graded, good, outstanding: chance(good + 1), inCategory, gradedPupils, goodPupils: Math.floor((gradedPupils * good) / graded), wereInCategory, leftCategory: chance(wereInCategory + 1) } // prettier-ignore
}

/** A small authority and its country, by chance: also with limits of its own, and with lines beside that count. */
function anyCase(seed: number) {
  const chance = chanceFrom(seed * 7919 + 13)
  const pick = <T>(...from: readonly [T, ...T[]]): T => from[chance(from.length)] ?? from[0]
  const ours = Array.from({ length: 3 + chance(6) }, (_, i) => {
    const overall = pick('1', '2', '2', '3', '3', '4', null)
    const category = overall === '4' ? pick('SM', 'SWK') : overall === null ? pick(null, 'RSI') : null
    return school(i, { overall, category, phase: pick('primary', 'primary', 'secondary', 'special', 'pru'), pupils: pick(0, 90, 210, 210, 640, 1200), wasInCategory: category !== null && chance(2) === 0 }) // prettier-ignore
  })
  const number = 1 + chance(3)
  const triggers = working.triggers
    .filter((trigger) => trigger.number === number)
    .map((trigger) => ({
      ...trigger,
      lines: trigger.lines.map(({ beside, ...line }) => (beside === true && chance(3) > 0 ? { ...line, beside } : line)),
    }))
  const by = Object.fromEntries(['percent', 'category'].map((name) => [name, { green: pick(0, 0.5, 2, 5), amber: 12 }]))
  const framework: Framework = { ...working, triggers, limits: { ...working.limits, by: { ...working.limits.by, ...by } } }
  const others = chance(12) === 0 ? [] : ['primary', 'secondary', 'special', 'pru'].map((phase) => elsewhere(phase, chance))
  return { framework, facts: factsOf(ours, others), ours, best: chance(3) === 0 ? ('good' as const) : ('outstanding' as const) }
}

const judged = (framework: Framework, facts: Facts) => assess({ framework, facts, authority: here }, 'Here', []).triggers[0]

function lightWith({ framework, facts, ours }: ReturnType<typeof anyCase>, chosen: Chosen) {
  return judged(framework, withOutcomes(facts, here, ours, chosen))?.light
}

function sought({ framework, facts, ours, best }: ReturnType<typeof anyCase>): Fewest {
  const [trigger, finding] = [framework.triggers[0], judged(framework, facts)]
  assert.ok(trigger && finding)
  return fewest({ framework, facts, authority: here, trigger, finding, schools: ours, best })
}

/** Every way of improving some of the schools, each to every outcome that is an improvement, the fewest first; and the trigger judged with each. */
function byTrying(one: ReturnType<typeof anyCase>): number | undefined {
  const ways = one.ours.map(({ overall, category }): readonly (OutcomeTried | undefined)[] => {
    if (overall === null && category === null) return [undefined]
    const to: readonly OutcomeTried[] = overall === '1' ? [] : overall === '2' ? ['outstanding'] : ['good', 'outstanding']
    return [undefined, ...to.filter((outcome) => one.best === 'outstanding' || outcome === 'good')]
  })
  const all = ways.reduce<(readonly (OutcomeTried | undefined)[])[]>(
    (some, next) => some.flatMap((way) => next.map((outcome) => [...way, outcome])),
    [[]],
  )
  const chosen = all.map((way): Chosen => new Map(one.ours.flatMap(({ urn }, i) => (way[i] === undefined ? [] : [[urn, way[i]]]))))
  return chosen.toSorted((a, b) => a.size - b.size).find((way) => lightWith(one, way) === 'green')?.size
}

test('no fewer schools will do than the search finds, in six hundred small authorities tried in every way', () => {
  const kinds = new Map<string, number>()
  for (let seed = 1; seed <= 600; seed += 1) {
    const one = anyCase(seed)
    const found = sought(one)
    kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1)
    if (found.kind === 'green already' || found.kind === 'not measurable') continue
    const least = byTrying(one)
    assert.equal(found.kind === 'found' ? found.schools.length : undefined, least, `case ${seed}: ${found.kind}`)
    if (found.kind !== 'found') continue
    const chosen = new Map(found.schools.map(({ school: { urn }, outcome }) => [urn, outcome]))
    assert.equal(lightWith(one, chosen), 'green', `case ${seed}`)
  }
  assert.ok((kinds.get('found') ?? 0) > 200 && (kinds.get('out of reach') ?? 0) > 20, JSON.stringify([...kinds]))
})

test('the large school that is in two lines is worth more than two that are each in one', () => {
  const ours = [
    school(1, { overall: '3', pupils: 900, phase: 'secondary' }),
    school(2, { overall: '3', pupils: 300 }),
    school(3, { overall: '3', pupils: 250, phase: 'special' }),
    school(4, { pupils: 2000, phase: 'secondary' }),
    school(5, { pupils: 2000 }),
  ]
  const counts = { schools: 100, known: 100, graded: 100, good: 90, outstanding: 10, inCategory: 0, gradedPupils: 100_000, goodPupils: 85_000, wereInCategory: 0, leftCategory: 0 } // prettier-ignore
  const facts = factsOf(
    ours,
    ['primary', 'secondary', 'special'].map((phase) => ({ ...counts, phase })),
  )
  const framework = { ...working, triggers: working.triggers.slice(0, 1) }
  const found = sought({ framework, facts, ours, best: 'outstanding' })

  assert.equal(found.kind, 'found')
  assert.deepEqual(found.kind === 'found' ? found.schools.map((one) => [one.school.name, one.outcome]) : [], [['School 1', 'good']])
})

test('a trigger that no school can turn green says which of its lines stay short', () => {
  const ours = [school(1, { overall: '3' }), school(2, { overall: null })]
  const counts = { schools: 100, known: 100, graded: 100, good: 100, outstanding: 90, inCategory: 0, gradedPupils: 100, goodPupils: 100, wereInCategory: 0, leftCategory: 0 } // prettier-ignore
  const facts = factsOf(ours, [{ ...counts, phase: 'primary' }])
  const framework = { ...working, triggers: working.triggers.slice(2, 3) }
  const found = sought({ framework, facts, ours, best: 'good' })

  assert.deepEqual(found, { kind: 'out of reach', lines: ['Schools outstanding, all'] })
})
