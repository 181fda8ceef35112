import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { asOds } from '../../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../../documents/xlsx-spreadsheet.renderer.ts'
import { faults } from '../checking/faults.ts'
import { shippedFrameworks } from '../framework.import.ts'
import { lineKinds, registers, schoolMeasures, standings, wordings, type Framework } from '../framework.ts'
import { noTriggers } from '../checking/shape.ts'
import { readFrameworkBytes, readFrameworkFile } from './file.import.ts'
import { frameworkSpreadsheet } from './framework.document.ts'
import { asMarkup, fromMarkup } from './markup.ts'
import { asOscal } from './oscal.ts'
import { asYaml } from './yaml.ts'

const made = new Date('2026-11-23T09:00:00Z')
const creator = 'Larkshire'

const formats: readonly { readonly name: string; readonly write: (framework: Framework) => Uint8Array }[] = [
  { name: 'yaml', write: (framework) => Buffer.from(asYaml(framework)) },
  { name: 'xlsx', write: (framework) => asXlsx(frameworkSpreadsheet(framework, { creator, made })) },
  { name: 'ods', write: (framework) => asOds(frameworkSpreadsheet(framework, { creator, made })) },
  { name: 'oscal', write: (framework) => Buffer.from(asOscal(framework, made)) },
]

/** What somebody may type: marks of Markdown and spreadsheets, quotes, other scripts, and lines. Nothing that the checker refuses. */
const odd = fc.constantFrom('=1+1', '-1', '@SUM', "'quoted'", '"', '#heading', '* item', '1. first', '_x0041_', '_x005F_', 'a  b', '&amp;', 'Ysgol Gŵyr', '  ', '~', '%', '2014-11', 'yes', 'null', '1.10', '0x1F', '- a: b', '{{ insert }}', '`code`', '\\', '|', '🏫', 'a\tb'.replace('\t', ' ')) // prettier-ignore
const piece = fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 12 }))
const plainly = (text: string) =>
  text
    .replaceAll(/[\p{C}\p{Noncharacter_Code_Point}\u2028\u2029<[\]]/gu, '')
    .replaceAll(/(javascript|vbscript|data)\s*:/giu, '')
    .trim()
const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => plainly(pieces.join(' ')) || 'A text')
const text = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
const key = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/)
const number = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value + 0),
)

/** Any sound framework: every optional part there or not, keys that look like numbers, texts that look like anything. */
const frameworks: fc.Arbitrary<Framework> = fc
  .record({
    keys: fc.uniqueArray(key, { minLength: 40, maxLength: 60 }),
    sourceKeys: fc.uniqueArray(key, { minLength: 3, maxLength: 6 }),
    lines: fc.array(line, { minLength: 60, maxLength: 60 }),
    texts: fc.array(text, { minLength: 60, maxLength: 60 }),
    numbers: fc.array(number, { minLength: 30, maxLength: 30 }),
    flips: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    places: fc.array(fc.nat(1000), { minLength: 80, maxLength: 80 }),
    month: fc.constantFrom('2014-11', '2026-11-23'),
    standing: fc.constantFrom(...standings),
    sizes: fc.record({
      areas: fc.integer({ min: 1, max: 3 }),
      themes: fc.integer({ min: 3, max: 6 }),
      criteria: fc.integer({ min: 1, max: 3 }),
    }),
    optional: fc.record(
      { madeFrom: fc.constant('another-1'), remarks: fc.array(text, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    withTriggers: fc.boolean(),
    withQuestions: fc.boolean(),
    expected: fc.boolean(),
  })
  .map(composed)
  .filter((framework) => [...faults(framework)].length === 0)

interface Drawn {
  readonly keys: readonly string[]
  readonly sourceKeys: readonly string[]
  readonly lines: readonly string[]
  readonly texts: readonly string[]
  readonly numbers: readonly number[]
  readonly flips: readonly boolean[]
  readonly places: readonly number[]
  readonly month: string
  readonly standing: string
  readonly sizes: { readonly areas: number; readonly themes: number; readonly criteria: number }
  readonly optional: { readonly madeFrom?: string; readonly remarks?: readonly string[] }
  readonly withTriggers: boolean
  readonly withQuestions: boolean
  readonly expected: boolean
}

function composed(drawn: Drawn): Framework {
  const next = <T>(of: readonly T[]) => {
    let at = 0
    return () => of[at++ % of.length] ?? assert.fail('nothing drawn')
  }
  const [aKey, aLine, aText, aNumber, aFlip, aPlace, aSource] = [next(drawn.keys), next(drawn.lines), next(drawn.texts), next(drawn.numbers), next(drawn.flips), next(drawn.places), next(drawn.sourceKeys)] // prettier-ignore
  const [wordsOf, kindsOf] = [next(wordings), next(registers)]
  const areas = Array.from({ length: drawn.sizes.areas }, () => ({ key: aKey(), title: aLine() }))
  const questions = drawn.withQuestions ? [{ key: aKey(), title: aLine(), asks: aText() }, { key: aKey(), title: aLine(), asks: aText() }] : [] // prettier-ignore
  const anArea = (i: number) => areas[i < areas.length ? i : aPlace() % areas.length]?.key ?? ''
  const themes = Array.from({ length: drawn.sizes.themes }, (_, i) => ({
    key: aKey(),
    area: anArea(i),
    title: aLine(),
    criteria: Array.from({ length: drawn.sizes.criteria }, () => ({
      key: aKey(),
      words: wordsOf(),
      sources: Array.from({ length: 1 + (aPlace() % 2) }, () => aSource()),
      ...(questions.length === 0 ? {} : { question: questions[aPlace() % 2]?.key ?? '' }),
      text: aText(),
    })),
  }))
  const held = themes.reduce((sum, theme) => sum + theme.criteria.length, 0)
  const measures = [
    {
      code: 'M1',
      from: 'lait' as const,
      unit: 'percent' as const,
      better: 'high' as const,
      ...(aFlip() ? { beganAnew: [2017, 2018] } : {}),
      title: aLine(),
    },
    { code: schoolMeasures[0], from: 'schools' as const, unit: 'percent' as const, better: 'low' as const, title: aLine() },
  ]
  const limitName = aKey()
  const green = aNumber()
  const aLineOf = (kind: (typeof lineKinds)[number]) => ({ kind, measure: kind === 'schools' ? schoolMeasures[0] : 'M1', ...(kind === 'distance' ? { others: 'M1' } : {}), ...(aFlip() ? { name: aLine() } : {}), phase: aLine(), limits: limitName }) // prettier-ignore
  const triggers = [
    { number: 7, title: aLine(), asks: aText(), recorded: true, ...(aFlip() ? { register: kindsOf() } : {}), lines: [] },
    { number: 2, title: aLine(), asks: aText(), ...(aFlip() ? { weakTrend: aFlip() } : {}), lines: [...lineKinds.map(aLineOf), { ...aLineOf('schools'), beside: aFlip() }] }, // prettier-ignore
  ]
  const limits = { says: aText(), by: { [limitName]: { green, amber: green + 1 + aNumber() } }, weakTrend: { years: 3, by: { percent: aNumber() } }, steady: { [limitName]: aNumber() }, redAboveShare: 0.5, schoolsKnown: 0.95 } // prettier-ignore
  const common = {
    key: 'made-up-1',
    title: aLine(),
    edition: aLine(),
    shortTitle: aLine(),
    aliases: aFlip() ? ['LASI', 'Another'] : [],
    publisher: aLine(),
    inForceFrom: drawn.month,
    inForceSource: aSource(),
    status: { is: drawn.standing, says: aText(), source: aSource() },
    notice: { workingDays: aPlace() % 20, says: aText(), source: aSource() },
    outcome: { model: aLine(), says: aText(), source: aSource() },
    scale: {
      words: wordsOf(),
      says: aText(),
      source: aSource(),
      grades: [true, false].map((met) => ({ key: aKey(), title: aLine(), says: aText(), met })),
    },
    stages: Array.from({ length: aPlace() % 3 }, () => ({ key: aKey(), title: aLine(), says: aText(), source: aSource() })),
    areas,
    areasSource: drawn.sourceKeys.slice(0, 2),
    themeAreasAre: aLine(),
    themes,
    ...drawn.optional,
    ...(questions.length === 0 ? {} : { questions }),
    ...(drawn.expected ? { expectedCriteria: held + (aPlace() % 5), expectedCriteriaSource: aSource() } : {}),
    sources: Object.fromEntries(drawn.sourceKeys.map((source) => [source, aText()])),
  }
  if (!drawn.withTriggers) return { ...common, ...noTriggers, withoutTriggers: aText() }
  return { ...common, measures, limits, triggersSource: aSource(), triggers }
}

for (const { name, write } of formats) {
  test(`${name}: every framework that ships comes back as it was`, async () => {
    for (const framework of shippedFrameworks()) {
      const { read, format } = await readFrameworkBytes(write(framework))

      assert.equal(format, name)
      assert.deepEqual(read.ok ? read.value : read.problems, framework)
    }
  })

  test(`${name}: any framework comes back as it was, whatever its texts look like`, async () => {
    let different = 0
    await fc.assert(
      fc.asyncProperty(frameworks, async (framework) => {
        const { read } = await readFrameworkBytes(write(framework))

        different += framework.withoutTriggers === undefined ? 1 : 0
        assert.deepEqual(read.ok ? read.value : read.problems, framework)
      }),
      { numRuns: 60 },
    )
    assert.ok(different > 5, 'some of them have triggers')
  })
}

test('what Markdown would read as a mark stands for itself, and comes back', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (words) => assert.equal(fromMarkup(asMarkup(words)), words)))
})

test('a catalogue has the ids, values and links that OSCAL asks for', () => {
  for (const framework of shippedFrameworks()) {
    const text = asOscal(framework, made)
    const ids = [...text.matchAll(/"id": "([^"]*)"/g)].map(([, id = '']) => id)
    const values = [...text.matchAll(/"value": "((?:[^"\\]|\\.)*)"/g)].map(([, value = '']) => value)
    const uuids = new Set([...text.matchAll(/"uuid": "([^"]*)"/g)].map(([, uuid = '']) => uuid))
    const links = [...text.matchAll(/"href": "#([^"]*)"/g)].map(([, href = '']) => href)

    assert.deepEqual(ids.filter((id) => !/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u.test(id)), []) // prettier-ignore
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(values.every((value) => /^\S(.*\S)?$/u.test(value)))
    assert.ok([...uuids].every((uuid) => /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[45][\dA-Fa-f]{3}-[89ABab][\dA-Fa-f]{3}-[\dA-Fa-f]{12}$/.test(uuid)))
    assert.ok(links.length > 0 && links.every((link) => uuids.has(link)))
  }
})

test('a spreadsheet with faults is refused with the sheet and row of each', async () => {
  const [framework] = shippedFrameworks()
  assert.ok(framework)
  const { sheets, ...rest } = frameworkSpreadsheet(framework, { creator, made })
  const changed = sheets.map((sheet) => {
    const rows = sheet.table?.rows.map((cells, row) => cells.map((cell, column) => (sheet.name === 'Criteria' && row === 2 && column === 3 ? { text: 'hearsay' } : sheet.name === 'Themes' && row === 1 && column === 1 ? { text: 'nowhere' } : cell))) // prettier-ignore
    return sheet.table && rows ? { ...sheet, table: { ...sheet.table, rows } } : sheet
  })

  const { read } = await readFrameworkBytes(asXlsx({ ...rest, sheets: changed.filter(({ name }) => name !== 'Stages') }))

  assert.deepEqual(read.ok ? [] : read.problems.map(({ where, text: says }) => `${where}: ${says}`).toSorted(), [
    'Sheet Criteria, row 6: standards-3 is in hearsay words, which is none of official, derived, local',
    'Sheet Framework: stages must be a list',
    'Sheet Stages: there is no such sheet with its headings',
    'Sheet Themes, row 5: every-pupil lies in nowhere, which is not an area',
  ])
})

test('a file of 50 MB is refused by its size before it is read, and one that unpacks without end as it does', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'frameworks-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, 'large.yaml'), Buffer.alloc(50_000_000, 0x61))
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(60_000_000), '[Content_Types].xml': new Uint8Array(1) })

  const [large, grown] = [await readFrameworkFile(path.join(folder, 'large.yaml')), await readFrameworkBytes(bomb)]

  assert.match(large.read.ok ? '' : (large.read.problems[0]?.text ?? ''), /^The file has 50\.0 MB\. A framework file has at most 0\.5 MB$/)
  assert.match(grown.read.ok ? '' : (grown.read.problems[0]?.text ?? ''), /unpacks to more than/)
})
