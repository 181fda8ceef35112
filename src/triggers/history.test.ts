import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { trendChart } from '../charts/trend.ts'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { termInShort, termsBetween } from '../terms/term.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { newDatabase } from '../../test/database.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { factsOn } from './facts.store.ts'
import { historyCommands } from './history.commands.ts'
import { daysOfHistory, historyOf } from './history.ts'
import { pastDays } from './history.store.ts'
import { historyChartFacts } from './history.view.ts'

const framework = workingFramework()
const calendar = shippedTerms()
const here = anArea('001')
let db: Db
let dispose = async () => {}

before(async () => {
  const made = await newDatabase()
  ;({ db, dispose } = made)
  await theDemo(db)
})

after(() => dispose())

const told = (days: ReturnType<typeof daysOfHistory>) => days.map(({ term, on, fileAsAt, how }) => [termInShort(term), on, fileAsAt, how])

test('a term is told by the file of its own day, a snapshot of it, or its last day rebuilt from the next file', () => {
  const terms = termsBetween(aDay('2018-05-01'), aDay('2026-02-01'), calendar)
  const days = daysOfHistory(terms, { whole: [aDay('2025-06-30'), aDay('2025-08-31')], listed: [aDay('2018-07-31')] })

  assert.deepEqual(told(days.slice(0, 3)), [
    ['Summer 2018', '2018-07-31', '2018-07-31', 'listed'],
    ['Summer 2018', '2018-08-31', '2025-06-30', 'rebuilt'],
    ['Autumn 2018', '2018-12-31', '2025-06-30', 'rebuilt'],
  ])
  assert.deepEqual(told(days.slice(-1)), [['Summer 2025', '2025-08-31', '2025-08-31', 'whole']])
})

test('each term says what the triggers say on its day, of every authority and phase', async () => {
  const { days } = await pastDays(reading(db), calendar)

  assert.ok(days.length > 5)
  for (const { on, schools } of days) {
    const facts = await factsOn(reading(db), framework, on)
    assert.deepEqual([schools.how, schools.fileAsAt], [facts?.schools?.how, facts?.schools?.fileAsAt])
    for (const [key, { wereInCategory, leftCategory, ...counts }] of facts?.schools?.counts ?? []) {
      assert.ok(wereInCategory >= leftCategory)
      assert.partialDeepStrictEqual(schools.counts.get(key), counts, `${on} ${key}`)
    }
  }
})

test('the history begins with the first term of which half the country’s schools are known', async () => {
  const { days, nation } = await pastDays(reading(db), calendar)

  const [first] = days
  const counts = first?.schools.counts.get(`${nation} all`)
  assert.ok(counts && counts.known * 2 >= counts.schools)
})

test('a grey term leaves a gap in the chart, and nothing is joined over it', async () => {
  const { days, nation } = await pastDays(reading(db), calendar)
  const strict = { ...framework, limits: { ...framework.limits, schoolsKnown: 1 } }
  const line = historyOf(strict, days, { authority: here, nation }).find(({ terms }) => terms.some(({ finding }) => finding.local === null))
  assert.ok(line)

  const facts = historyChartFacts(line, 'Larkshire', 'Merrowland')
  const { svg } = await trendChart(facts)

  const [ours] = facts.lines
  const runs = (ours?.values ?? []).filter((value, i, all) => value !== null && (all[i - 1] ?? null) === null).length
  assert.ok(facts.lines.every(({ values }) => values.some((value) => value === null)))
  assert.deepEqual([...svg.matchAll(/<path d="(M[^"z]*)"/g)].map(([, path = '']) => path.split('M').length - 1).includes(runs), true)
})

test('the command gives every line, and refuses what is no authority', async () => {
  const give = async (authority: string) => {
    const said: string[] = []
    const code = await historyCommands[0]?.does({
      db,
      reads: reading(db),
      args: [],
      options: { authority, json: true },
      out: { print: (line) => said.push(line), complain: () => {}, progress: () => {} },
      today: aDay('2026-11-23'),
      now: () => new Date(0),
      signal: new AbortController().signal,
      folder: '/',
    })
    return { code, said: said.join('\n') }
  }

  const [told, none, wrong] = [await give('001'), await give('931'), await give('Larkshire')]

  assert.deepEqual([told.code, none.code, wrong.code], [0, 1, 2])
  const read: unknown = JSON.parse(told.said)
  assert.partialDeepStrictEqual(read, {
    authority: '001',
    framework: 'laassi-2014-11',
    lines: [{ trigger: 1, phase: 'all', counts: true }],
  })
})

test('with no file of schools there is no history', async (t) => {
  const empty = await freshDb(t)

  assert.deepEqual((await pastDays(reading(empty), calendar)).days, [])
})
