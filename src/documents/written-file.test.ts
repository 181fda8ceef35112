import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { writeWhole } from './file.renderer.ts'

test('a document is written into a folder that is made for it', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-written-'))
  t.after(() => rm(folder, { recursive: true }))

  const written = await writeWhole(path.join(folder, 'term', 'packs'), 'pack.html', 'The pack')

  assert.equal(await readFile(written, 'utf8'), 'The pack')
})

test(
  'a document cannot be written where no folder can be made, and that is said at once',
  { skip: process.platform !== 'linux' },
  async () => {
    await assert.rejects(writeWhole('/proc/fiveday/packs', 'pack.html', ''), {
      message: 'The folder /proc/fiveday/packs could not be made',
    })
  },
)
