import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readFramework } from '../framework.form.ts'

const text = readFileSync(new URL('../../../data/frameworks/laassi-2014-11.yaml', import.meta.url), 'utf8')
const lines = text.split('\n')

/** A change to one line of a sound file that makes it faulty, and what is to be said of it. */
interface Slip {
  readonly line: number
  readonly to: string
  readonly says: string
}

/** Every slip there can be on a line, with the sentence it earns. None where the line has nothing of the kind. */
function* slipsOn(line: string, number: number): Generator<Slip> {
  const criterion = /- \{ key: '([\d.]+)', words: derived/.exec(line)?.[1]
  if (criterion !== undefined && criterion !== '1.1') {
    yield { line: number, to: line.replace(`'${criterion}'`, "'1.1'"), says: '1.1 is used twice' }
    yield { line: number, to: line.replace('words: derived', 'words: hearsay'), says: `${criterion} is in hearsay words, which is none of official, derived, local` } // prettier-ignore
    yield { line: number, to: line.replace(/sources: \[[^\]]*\]/, 'sources: []'), says: `${criterion} is derived but names no source` }
    yield { line: number, to: line.replace(/text: .*\}/, 'text: 12 }'), says: 'must be text' }
    yield { line: number, to: line.replace(/text: .*\}/, "text: '<img src=x onerror=alert(1)>' }"), says: 'has HTML in it' }
    yield { line: number, to: line.replace(/text: .*\}/, "text: 'See [this](https://a.invalid)' }"), says: 'has a Markdown link in it' }
    yield { line: number, to: line.replace(/text: .*\}/, 'text: "Ash \\u202e Beech" }'), says: 'hide or turn round' }
    yield { line: number, to: line.replace("key: '", "kye: '"), says: 'unknown part "kye"' }
  }
  const theme = /^ {2}- key: (theme-\d)$/.exec(line)?.[1]
  if (theme !== undefined) yield { line: number, to: line.replace(theme, 'theme 1?'), says: 'the key “theme 1?” must begin' }
  if (/^ {4}area: area-/.test(line)) yield { line: number, to: '    area: area-9', says: 'lies in area-9, which is not an area' }
  if (line.includes('unit: percent')) yield { line: number, to: line.replace('unit: percent', 'unit: inches'), says: 'has the unit inches' }
  if (line.includes('kind: published')) yield { line: number, to: line.replace('kind: published', 'kind: guess'), says: 'a line of the kind guess is not known' } // prettier-ignore
  if (line.includes('met: true')) yield { line: number, to: line.replace('met: true', 'met: maybe'), says: 'must be true or false' }
  if (line.includes('{ green: 0.5, amber: 3 }'))
    yield { line: number, to: line.replace('amber: 3', 'amber: 0.1'), says: 'are not in order' }
  if (line === '  words: local') yield { line: number, to: '  words: odd', says: 'the scale is in odd words' }
  if (line === '  working-days: 5') yield { line: number, to: '  working-days: five', says: 'working-days must be a number' }
  if (line.startsWith('in-force-from:')) yield { line: number, to: 'in-force-from: 2014-13', says: 'is neither a month nor a day' }
  if (line.startsWith('publisher:')) yield { line: number, to: 'title: another', says: '“title” is given twice' }
}

const slips = lines.flatMap((line, i) => [...slipsOn(line, i + 1)])

test('every slip in a framework file, alone or among others, is named with its line', () => {
  assert.ok(slips.length > 500)
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...slips), { minLength: 1, maxLength: 8, selector: ({ line }) => line }), (made) => {
      const broken = lines.with(0, lines[0] ?? '')
      for (const { line, to } of made) broken[line - 1] = to

      const read = readFramework(broken.join('\n'))

      const said = read.ok ? [] : read.problems.map(({ where, text: says }) => `${where}: ${says}`)
      for (const { line, says } of made)
        assert.ok(
          said.some((one) => one.startsWith(`Line ${line}: `) && one.includes(says)),
          `line ${line}: ${says}\n${said.join('\n')}`,
        )
    }),
    { numRuns: 120 },
  )
})

test('every single slip is named, and nothing is said of lines that are sound', () => {
  for (const { line, to, says } of slips.filter((_, i) => i % 7 === 0)) {
    const read = readFramework(lines.with(line - 1, to).join('\n'))

    const elsewhere = read.ok
      ? []
      : read.problems.filter(
          ({ where, text: said }) => where !== `Line ${line}` && !/never used|has no themes|publisher must|weak trend for/.test(said),
        )
    assert.deepEqual(elsewhere, [], `${line}: ${says}`)
  }
})

test('a file with a repeated key, an empty theme, an unknown scale and a wrong type is told all four, by line', () => {
  const empty = text.replace(/( {4}title: Support and challenge for school governance\n {4}criteria:)\n(?: {6}- .*\n)+/, '$1 []\n')
  const broken = empty.replace("key: '1.2'", "key: '1.1'").replace('  words: local', '  words: odd').replace('days: 5', 'days: five')

  const read = readFramework(broken)

  assert.deepEqual(
    read.ok ? [] : read.problems.map(({ where, text: says }) => `${where}: ${says}`).filter((one) => !one.includes('never used')),
    [
      'Line 17: notice, working-days must be a number',
      'Line 30: the scale is in odd words, which is none of official, derived, local',
      'Line 62: 1.1 is used twice',
      'Line 145: theme-8 has no criteria',
    ],
  )
})

const hostile: readonly [string, string, RegExp][] = [
  ['is 50 MB', 'a'.repeat(50_000_000), /^The file: The file has 50\.0 MB\. A framework file has at most 0\.5 MB$/],
  [
    'would grow without end',
    'a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]',
    /^Line 2: \*a stands for something written elsewhere: write it out here$/,
  ],
  ['nests without end', '['.repeat(200_000), /^The file: The file is nested more deeply than any framework is$/],
  ['holds something to run', 'key: !!js/function "x"', /^Line 1: a value of the kind .*js\/function is not read$/],
  ['is two files in one', 'key: a\n---\nkey: b', /^Line 2: this is not YAML: /],
  ['is no YAML', 'key: [a', /^Line 1: this is not YAML: /],
]

for (const [is, file, says] of hostile) {
  test(`a file that ${is} is refused, and soon`, () => {
    const began = performance.now()
    const read = readFramework(file)

    assert.match(read.ok ? '' : `${read.problems[0]?.where}: ${read.problems[0]?.text}`, says)
    assert.ok(performance.now() - began < 2000)
  })
}

test('any text at all is read or refused in sentences, and never breaks the reader', () => {
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.string({ unit: 'binary', maxLength: 40 }), (at, junk) => {
      const read = readFramework(lines.with(at, `${lines[at] ?? ''}${junk}`).join('\n'))

      assert.ok(read.ok || read.problems.every(({ where, text: says }) => where !== '' && says !== ''))
    }),
    { numRuns: 150 },
  )
})

test('a file of nothing but faults is refused soon, with the first of them and how many more there are', () => {
  const faulty = text.replace(/( {4}criteria:\n)/, `$1${'      - { key: 1, words: 2, sources: 3, text: 4 }\n'.repeat(8000)}`)
  const began = performance.now()

  const read = readFramework(faulty)

  assert.ok(performance.now() - began < 5000)
  assert.deepEqual(read.ok ? [] : [read.problems.length, read.problems.at(-1)?.text], [201, '31800 more faults are not told here'])
})
