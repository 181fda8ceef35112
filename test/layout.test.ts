import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

/**
 * Who may import whom: the table of `docs/layout.md`, made true.
 *
 * A file's kind is its suffix (`area.store.ts` is a store) or, without one, its folder: `lib`, `db`, `web`, `cli`,
 * `charts`, and `word` for the plain files of a feature. The files straight in `src` start everything, so they may
 * import anything and nothing imports them, but for `paths.ts`. `charts/chart.ts` is the word for what charts make.
 */
const root = path.resolve(import.meta.dirname, '..')
const src = path.join(root, 'src')
const layout = readFileSync(path.join(root, 'docs', 'layout.md'), 'utf8')
const may = tableUnder('## Who may import whom')
const outside = tableUnder('## Who may reach the world outside')
const folders = ['lib', 'db', 'web', 'cli']

const everything = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll(path.sep, '/'))
const files = everything.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const templates = everything.filter((file) => file.endsWith('.njk'))
const kept = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => /^(src|test|scripts|bench|bin)\/.*\.(ts|mjs|js|njk|scss|typ)$/.test(file))

test('there is something to check', () => {
  assert.ok(files.length > 40, `only ${files.length} files in src`)
  assert.ok(templates.length > 5, `only ${templates.length} templates in src`)
  assert.ok(kept.length > files.length, `only ${kept.length} files known to git`)
  assert.deepEqual([may.size > 10, outside.size > 3], [true, true], 'docs/layout.md has both its tables')
  assert.ok(files.flatMap(importsOf).length > 100, 'imports are found')
})

test('every file is of a kind that docs/layout.md names', () => {
  const strange = files.filter((file) => !may.has(kind(file)))

  assert.deepEqual(strange, [])
})

test('files import only the kinds they may', () => {
  const wrong = files.flatMap((file) =>
    ownImportsOf(file)
      .filter((other) => !allows(may.get(kind(file)), kind(other)))
      .map((other) => `${file} (${kind(file)}) imports ${other} (${kind(other)})`),
  )

  assert.deepEqual(wrong, [])
})

test('only the kinds that may reach the world outside import what reaches it', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => outside.has(name) && !allows(outside.get(name), kind(file)))
      .map((name) => `${file} (${kind(file)}) imports ${name}`),
  )

  assert.deepEqual(wrong, [])
})

test('no file can reach itself through its imports', () => {
  const seen = new Map<string, 'open' | 'done'>()
  const walk = (file: string, trail: readonly string[]) => {
    if (seen.get(file) === 'done') return
    assert.notEqual(seen.get(file), 'open', `import circle: ${[...trail, file].join(' -> ')}`)
    seen.set(file, 'open')
    for (const other of circlingImportsOf(file)) walk(other, [...trail, file])
    seen.set(file, 'done')
  }
  for (const file of files) walk(file, [])
})

test('nothing imports what starts everything, and what is imported is there', () => {
  const wrong = files.flatMap((file) =>
    ownImportsOf(file)
      .filter((other) => !files.includes(other) || (kind(other) === 'main' && kind(file) !== 'main'))
      .map((other) => `${file} imports ${other}`),
  )

  assert.deepEqual(wrong, [])
})

test('no file is over 400 lines', () => {
  const long = kept.map((file) => `${textOf(file).split('\n').length} ${file}`).filter((line) => Number.parseInt(line, 10) > 401)

  assert.deepEqual(long, [])
})

test('no file is a heap of things without a name', () => {
  assert.deepEqual(
    matching(kept, /.*/, (file) => /(^|\/)(index|utils?|types|helpers?|common|misc)\.ts$/.test(file)),
    [],
  )
})

test('templates never print markup unescaped', () => {
  assert.deepEqual(
    matching(kept, /\|\s*safe\b/, (file) => file.endsWith('.njk')),
    [],
  )
})

test('the product prints through what it is handed, never to the console', () => {
  assert.deepEqual(
    matching(kept, /\bconsole\.\w+\(/, (file) => file.startsWith('src/') && file.endsWith('.ts')),
    [],
  )
})

test('only what starts everything reads the clock', () => {
  const clocks = /\bnew Date\(\)|\bDate\.now\(\)/
  // The lock says since when it is held, which nothing is computed from.
  const others = files.filter((file) => kind(file) !== 'main' && file !== 'db/lock.ts').map((file) => `src/${file}`)

  assert.ok(others.length > 40)
  assert.deepEqual(matching(others, clocks), [])
})

test('every test runs and can fail', () => {
  const left = /\b(test|it|describe)\.(only|skip|todo)\(|\{ ?(only|skip|todo): ?true/

  assert.deepEqual(
    matching(kept, left, (file) => file.endsWith('.test.ts') && file !== 'test/layout.test.ts'),
    [],
  )
})

test('no check is switched off, and nothing is left for later without saying so', () => {
  const off = new RegExp(['@ts-(ignore|nocheck|expect-error)', '(as|:) any\\b(?! [a-z])', '\\b(TODO|FIXME|XXX|HACK)\\b'].join('|'))

  assert.deepEqual(
    matching(kept, off, (file) => file !== 'test/layout.test.ts'),
    [],
  )
})

test('versions are exact, and the lock file holds no download addresses', () => {
  const wanted: unknown = JSON.parse(textOf('package.json'))
  const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((part) => Object.entries(fieldOf(wanted, part)))
  const lock = textOf('package-lock.json')

  assert.ok(versions.length > 20)
  assert.deepEqual(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version))), []) // prettier-ignore
  assert.equal(lock.includes('"resolved"'), false)
  assert.ok(lock.includes('"integrity"'))
})

test('the lock file names every package made for another system, or npm ci would refuse it', () => {
  const lock: unknown = JSON.parse(textOf('package-lock.json'))
  const packages = Object.entries(fieldOf(lock, 'packages'))
  const names = new Set(packages.map(([at]) => at.split('node_modules/').at(-1)))
  const lacking = packages
    .flatMap(([, described]) => Object.keys(fieldOf(described, 'optionalDependencies')))
    .filter((name) => !names.has(name))

  assert.ok(packages.length > 100)
  assert.deepEqual(lacking, [], 'run "node scripts/complete-lock.mjs"')
})

/** The rows of a table of docs/layout.md: a name, and the kinds beside it. */
function tableUnder(heading: string): ReadonlyMap<string, readonly string[]> {
  const from = layout.split(`${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = [...from.matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)].slice(1)
  return new Map(rows.flatMap(([, names = '', kinds = '']) => words(names).map((name) => [name, words(kinds)])))
}

function words(cell: string): string[] {
  return cell.split(',').map((word) => word.replaceAll('`', '').trim())
}

function allows(kinds: readonly string[] | undefined, asked: string): boolean {
  return kinds?.includes('anything') === true || kinds?.includes(asked) === true
}

function kind(file: string): string {
  const [folder = '', ...rest] = file.split('/')
  if (rest.length === 0) return file === 'paths.ts' ? 'paths' : 'main'
  const suffix = /\.(\w+)\.ts$/.exec(file)?.[1]
  if (suffix !== undefined && may.has(suffix)) return suffix
  if (file === 'charts/chart.ts') return 'word'
  if (folder === 'charts') return 'chart'
  return folders.includes(folder) ? folder : 'word'
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(src, file), 'utf8')
  return [...text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
}

function ownImportsOf(file: string): string[] {
  const here = path.posix.dirname(file)
  return importsOf(file)
    .filter((name) => name.startsWith('.') && name.endsWith('.ts'))
    .map((name) => path.posix.join(here, name))
}

/** Within one folder a type may be borrowed back: it is gone when the code runs. Between folders that would be a circle too. */
function circlingImportsOf(file: string): string[] {
  const borrowed = /^import type [^']* from '(\.\/[^']+)'/gm
  const types = [...readFileSync(path.join(src, file), 'utf8').matchAll(borrowed)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1] ?? ''),
  )
  return ownImportsOf(file).filter((other) => !types.includes(other))
}

function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

/** The lines, of those files that are asked about, on which something is. */
function matching(all: readonly string[], what: RegExp, asked: (file: string) => boolean = () => true): string[] {
  const about = all.filter(asked)
  return about.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, i) => (what.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 100)}`] : [])),
  )
}

function fieldOf(value: unknown, name: string): object {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof field === 'object' && field !== null ? field : {}
}
