import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { makeDataFolder } from './data-folder.ts'

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-data-folder-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

test('a data folder is made with those above it, for its owner alone', async (t) => {
  const folder = path.join(await aFolder(t), 'kept', 'here')

  makeDataFolder(folder)

  assert.equal((await stat(folder)).mode & 0o777, 0o700)
})

test('a data folder that is a file is told in a sentence', async (t) => {
  const file = path.join(await aFolder(t), 'file')
  await writeFile(file, '')

  assert.throws(() => makeDataFolder(file), { message: `Fiveday cannot keep its data in ${file}: it is a file, or lies in one. Name another folder with --data` }) // prettier-ignore
})

test('a data folder that may only be read is not said to be another process’s', async (t) => {
  const folder = await aFolder(t)
  await chmod(folder, 0o555)
  // The system lets its own administrator write anywhere.
  if (process.getuid?.() === 0) process.seteuid?.(65_534)

  try {
    assert.throws(() => makeDataFolder(folder), /this user may not write there/)
  } finally {
    if (process.getuid?.() === 0) process.seteuid?.(0)
  }
})

test('a folder where the system makes none is refused, and does not keep Fiveday waiting', { skip: process.platform !== 'linux' }, () => {
  assert.throws(() => makeDataFolder('/proc/fiveday/data'), /\/proc\/fiveday\/data: the system makes no folders there/)
})
