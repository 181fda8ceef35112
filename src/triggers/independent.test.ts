import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { judgedBy, lightOf, readFiles, triggersOn, type Files } from '../../test/independent-triggers.ts'
import { anyImport } from '../../test/any-import.ts'
import { newDatabase } from '../../test/database.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { importFile } from '../sources/import-run.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { assessments } from './assessment.store.ts'
import { pastDays } from './history.store.ts'
import type { LineFinding } from './trigger.ts'

const files = {
  state: 'ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv',
  list: 'ofsted/england_ofsted-schools_31_July_2018.xlsx',
  links: 'gias/links_edubasealldata20250422.csv',
}
const skip = withoutPublished
const framework = workingFramework()
const today = aDay('2026-11-23')
let db: Db
let dispose = async () => {}
let apart: Files

before(async () => {
  if (skip) return
  const made = await newDatabase()
  ;({ db, dispose } = made)
  for (const name of Object.values(files)) await importFile(db, { path: publishedFile(name), name }, anyImport)
  const { state, list, links } = files
  apart = readFiles({ state: publishedFile(state), list: publishedFile(list), links: publishedFile(links) })
})

after(() => dispose())

const measures: Readonly<Record<string, string>> = {
  'Pupils in good or outstanding schools': 'pupils',
  'Schools in a category of concern': 'category',
  'Schools good or outstanding': 'good',
  'Schools outstanding': 'outstanding',
}

/** How many of the 1,530 lines can be measured: in July 2018 none of triggers 1 and 2, and in August 2022 none of an authority too little is known of. */
const measurable: Readonly<Record<string, number>> = { '2015-08-31': 0, '2018-07-31': 610, '2022-08-31': 1482, '2025-08-31': 1524 }

const nine = (value: number | null | undefined) => (value === null || value === undefined ? null : value.toFixed(9))

const lineKey = (authority: string, trigger: number, { name, phase }: LineFinding) =>
  `${authority} ${trigger} ${measures[name] ?? name} ${phase}`

for (const on of ['2018-07-31', '2022-08-31', '2025-08-31', '2015-08-31']) {
  test(`triggers 1 to 3 of all 153 authorities at ${on} are what the files add up to, worked out apart`, { skip }, async () => {
    const results = triggersOn(apart, on)

    const found = await assessments(reading(db), framework, { on: aDay(on), today })

    assert.equal(found.length, 153)
    const ours = found.flatMap(({ authority, triggers }) =>
      triggers
        .slice(0, 3)
        .flatMap(({ number, lines }) =>
          lines
            .filter(({ counts }) => counts)
            .map((line) => [lineKey(authority, number, line), nine(line.local), nine(line.comparison), line.light]),
        ),
    )
    const theirs = ours.map(([key]) => {
      const { local, national, light } = results.get(key ?? '') ?? assert.fail(`no ${key}`)
      return [key, nine(local), local === null ? null : nine(national), light]
    })
    assert.equal(ours.length, 153 * 10)
    assert.equal(ours.filter(([, local]) => local !== null).length, measurable[on])
    assert.deepEqual(ours, theirs)
    const lights = found.flatMap(({ triggers }) => triggers.slice(0, 3).map(({ light }) => light))
    const lightsApart = found.flatMap(({ authority, triggers }) =>
      triggers
        .slice(0, 3)
        .map(({ number, lines }) =>
          lightOf(lines.filter(({ counts }) => counts).map((line) => results.get(lineKey(authority, number, line))?.light ?? 'grey')),
        ),
    )
    assert.deepEqual(lights, lightsApart)
    if (on === '2015-08-31') assert.deepEqual(new Set(lights), new Set(['grey']))
  })
}

test('at 31 August 2015 a judgement is known of 14,786 of 21,990 schools, so every line of every authority is grey', { skip }, async () => {
  const past = (await pastDays(reading(db), shippedTerms())).days.find(({ on }) => on === '2015-08-31')

  assert.deepEqual(past?.ofFile, { judged: 14786, schools: 21990 })
  assert.deepEqual(judgedBy(apart, '2015-08-31'), [14786, 21990])
})
