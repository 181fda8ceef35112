import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, aUrn } from '../../test/support.ts'
import { lineageOf, successionsIn } from './lineage.ts'
import { linkKind, type PublishedLink } from './link.ts'

/** A link in words: `100002 Predecessor 100001 2012-09-01`. The name of a school is its URN in a sentence. */
function link(text: string, line = 2): PublishedLink {
  const [, urn = '', type = '', linked = '', on] = /^(\d+) (.+) (\d{6})(?: (\S+))?$/.exec(text) ?? []
  const said = { link_name: `School ${linked}`, link_type: type, established_on: on === undefined ? null : aDay(on) }
  return { urn: aUrn(urn), link_urn: aUrn(linked), ...said, ...linkKind(type), line }
}

const links = (...texts: readonly string[]) => texts.map((text) => link(text))
const told = (steps: readonly { urn: string; steps: number }[]) => steps.map(({ urn, steps: away }) => `${away} ${urn}`)
const urn = aUrn('100009')

test('an academy is told back through the school it was, and the school that was before', () => {
  const { predecessors, successors } = lineageOf(urn, links('100009 Predecessor 100005', '100005 Predecessor 100001'), [])

  assert.deepEqual(told(predecessors), ['1 100005', '2 100001'])
  assert.deepEqual(successors, [])
})

test('several predecessors are told as several', () => {
  const { predecessors, names } = lineageOf(urn, links('100009 Predecessor - merged 100001', '100009 Predecessor - merged 100002'), [])

  assert.deepEqual(told(predecessors), ['1 100001', '1 100002'])
  assert.deepEqual(predecessors.map((step) => [names.get(step.urn), step.through.manner]), [['School 100001', 'merger'], ['School 100002', 'merger']]) // prettier-ignore
})

test('a closed school is told on to what it became, and a split one to both', () => {
  const stated = links('100001 Successor - Split School 100008', '100001 Successor - Split School 100009', '100009 Successor 100010')

  const { successors } = lineageOf(aUrn('100001'), stated, [])

  assert.deepEqual(told(successors), ['1 100008', '1 100009', '2 100010'])
})

test("a link stated from both sides counts once, with the successor's day and whichever manner is stated", () => {
  const sides = ['100001 Successor 100009 2012-08-31', '100009 Predecessor - merged 100001 2012-09-01']

  for (const stated of [links(...sides), links(...sides.toReversed())]) {
    const [once, ...others] = successionsIn(stated)

    assert.deepEqual([once?.earlier, once?.later, once?.on, once?.manner], ['100001', '100009', '2012-09-01', 'merger']) // prettier-ignore
    assert.deepEqual(others, [])
  }
})

test('links that run in a circle end, and no school is its own predecessor', () => {
  const circle = links('100009 Predecessor 100001', '100001 Predecessor 100002', '100002 Predecessor 100009')

  const { predecessors, successors } = lineageOf(urn, circle, [])

  assert.deepEqual(told(predecessors), ['1 100001', '2 100002'])
  assert.deepEqual(told(successors), ['1 100002', '2 100001'])
})

test('a predecessor reached by two ways is told once, by the shorter', () => {
  const stated = links('100009 Predecessor 100005', '100005 Predecessor 100001', '100009 Predecessor 100001')

  assert.deepEqual(told(lineageOf(urn, stated, []).predecessors), ['1 100005', '1 100001'])
})

test('an inspection of another establishment makes it a predecessor, unless the links already lead there', () => {
  const inspected = (then: string) => ({ urn, urn_then: aUrn(then), name_then: `Then ${then}` })
  const stated = links('100009 Predecessor 100005', '100005 Predecessor 100001')

  const { predecessors } = lineageOf(urn, stated, [inspected('100001'), inspected('100007'), inspected('100007'), inspected('100009')])

  assert.deepEqual(told(predecessors), ['1 100005', '1 100007', '2 100001'])
  assert.deepEqual(predecessors.map(({ through }) => through.statedBy), ['register', 'inspection', 'register']) // prettier-ignore
})

test('a link that does not say which came first is told as a link, and makes nothing a predecessor', () => {
  const { predecessors, successors, others } = lineageOf(urn, links('100009 Result of Amalgamation 100001', '100001 Result of Amalgamation 100009'), []) // prettier-ignore

  assert.deepEqual([predecessors, successors], [[], []])
  assert.deepEqual(others.map((other) => other.link_urn), ['100001']) // prettier-ignore
})
