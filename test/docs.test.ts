import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { printed } from '../scripts/print-docs.ts'

const root = path.resolve(import.meta.dirname, '..')
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')
const kept = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(
    (file) => file !== '' && !file.startsWith('data/demo/') && /\.(ts|mjs|js|json|md|njk|sql|yaml|scss|typ|html)$|(^|\/)[^.]+$/.test(file),
  )
const code = kept.filter((file) => /^src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'))
const migrations = readdirSync(path.join(root, 'migrations')).map((file) => textOf(`migrations/${file}`).replaceAll(/--.*$/gm, '')).join('\n') // prettier-ignore

const glossary = [...textOf('docs/glossary.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .slice(1)
  .map((row) => ({
    word: row[1] ?? '',
    inCode: words(row[3]),
    tables: words(row[4]),
    never: words(row[5]),
  }))

for (const [file, text] of printed) {
  test(`${file} says what the code says`, () => {
    assert.equal(textOf(file), text, `${file} is not current: run "npm run docs"`)
  })
}

test('every word of the glossary is in code, and every table it names exists', () => {
  const everything = code.map(textOf).join('\n')
  const tables = new Set([...migrations.matchAll(/create (?:table|view) (\w+)/g)].map((match) => match[1]))

  assert.ok(glossary.length > 30, `only ${glossary.length} words`)
  assert.deepEqual(glossary.flatMap(({ inCode }) => inCode).filter((name) => !new RegExp(`\\b${name}\\b`).test(everything)), []) // prettier-ignore
  assert.deepEqual(glossary.flatMap((entry) => entry.tables).filter((name) => !tables.has(name)), []) // prettier-ignore
})

test('every table holds something the glossary has a word for', () => {
  const tables = [...migrations.matchAll(/create table (\w+)/g)].map((match) => match[1] ?? '')
  const named = new Set(glossary.flatMap((entry) => entry.tables))
  // Ours to run on, not the field's.
  const machinery = ['session']

  assert.deepEqual(tables.filter((table) => !named.has(table) && !machinery.includes(table)), []) // prettier-ignore
})

test('no type, table or column has a name that the glossary says never', () => {
  const types = code.flatMap((file) =>
    [...textOf(file).matchAll(/\b(?:interface|type|class) (\w+)/g)].map((match) => snake(match[1] ?? '')),
  )
  const tables = [...migrations.matchAll(/create (?:table|view) (\w+)/g)].map((match) => match[1] ?? '')
  const columns = [...migrations.matchAll(/^ {2}([a-z_]+) [a-z]/gm)].map((match) => match[1] ?? '')
  const never = new Set(glossary.flatMap((entry) => entry.never))

  assert.ok(types.length > 50 && tables.length > 10 && columns.length > 50)
  assert.deepEqual([...types, ...tables, ...columns].filter((name) => never.has(name)), []) // prettier-ignore
})

test('every decision says its date, status, context, decision and consequences', () => {
  const files = readdirSync(path.join(root, 'docs', 'decisions'))
  const lacking = files.flatMap((file) =>
    ['Date: ', 'Status: ', '## Context', '## Decision', '## Consequences']
      .filter((heading) => !textOf(`docs/decisions/${file}`).includes(`\n${heading}`))
      .map((heading) => `${file} has no ${heading}`),
  )

  assert.deepEqual(lacking, [])
  assert.deepEqual(
    files.map((file) => file.slice(0, 4)).toSorted(),
    files.map((_, i) => String(i + 1).padStart(4, '0')),
  )
})

test('the README gives the two commands, and every page it links to is there', () => {
  const readme = textOf('README.md')
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? '')

  assert.match(readme, /npm start/)
  assert.match(readme, /npm test/)
  assert.ok(links.length > 3)
  for (const link of links) assert.ok(readFileSync(path.join(root, link)).length > 0)
})

test('nothing in the tree names a machine, or where packages come from', () => {
  const machine = /\/[w]ork\/|\/[h]ome\/\w+\/|\/[U]sers\/\w|https?:\/\/[a-z0-9.-]*([r]egistry|[n]pmjs|[p]ypi)/
  const found = kept.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, i) => (machine.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 120)}`] : [])),
  )

  assert.ok(kept.length > 100, `only ${kept.length} files looked at`)
  assert.deepEqual(found, [])
})

function words(cell = ''): string[] {
  return cell.split(',').map((word) => word.replaceAll('`', '').trim())
}

function snake(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
