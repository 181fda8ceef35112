import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'

interface Example {
  /** The lines above it in its docblock that name something: `const base = ...`. */
  readonly given: string
  readonly says: string
  readonly gives: string
}

const root = new URL('..', import.meta.url).pathname
const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
let found = 0

for (const file of files) {
  const source = readFileSync(`${root}${file}`, 'utf8')
  for (const { given, says, gives } of examplesIn(source)) {
    found += 1
    test(`${basename(file)}: ${says} gives ${gives}`, async () => {
      const words = await wordsOf(file, source)

      const actual = worked(says, words, given)

      assert.deepEqual(actual, worked(gives, words))
    })
  }
}

test('docblocks hold worked examples', () => assert.ok(found >= 20, `only ${found} found in ${files.length} files`))

/** The lines of a file's docblocks that say what an expression gives: `rankOf(60, [60, 62], 'High') // => 2`. */
function examplesIn(source: string): Example[] {
  let given = ''
  return source.split('\n').flatMap((line) => {
    if (line.includes('/**')) given = ''
    given += /^\s*\* (const .*)$/.exec(line)?.[1] ?? ''
    const [, says, gives] = /^\s*\* (\S.*?) \/\/ => (.+)$/.exec(line) ?? []
    return says !== undefined && gives !== undefined ? [{ given, says, gives }] : []
  })
}

/** What an example may use: everything its file exports, and everything exported by the files of ours that it imports. */
async function wordsOf(file: string, source: string): Promise<Record<string, unknown>> {
  const here = pathToFileURL(`${root}${file}`)
  const beside = [...source.matchAll(/ from '(\.[^']+)'/g)].map(([, path = '']) => new URL(path, here))
  const modules: object[] = await Promise.all([...beside, here].map((url) => import(url.href) as Promise<object>))
  return Object.assign({}, ...modules) as Record<string, unknown>
}

function worked(expression: string, words: Record<string, unknown>, given = ''): unknown {
  const result: unknown = compileFunction(`${given}\nreturn (${expression})`, Object.keys(words)).call(undefined, ...Object.values(words))
  return result
}
