import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import described from '../package.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '..')

test('every package that an installation brings is used by something', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'src', 'scripts', 'bin', 'test'], {
    cwd: root,
    encoding: 'utf8',
  })
  const code = files
    .split('\0')
    .filter((file) => /(?<!dependencies\.test)\.(ts|mjs|scss|njk|typ|js)$/.test(file))
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n')

  const unused = Object.keys(described.dependencies).filter((name) => !code.includes(name))

  assert.deepEqual(unused, [])
})
