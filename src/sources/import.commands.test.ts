import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { test, type TestContext } from 'node:test'
import { aFile, aLookup, anImport } from '../../test/made-up-files.ts'
import { aDay, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { beginRun } from './import-run.store.ts'
import { writeProcess } from './import-run.ts'
import { importCommands } from './import.commands.ts'

async function give(db: Db, usage: string, args: readonly string[], options: Record<string, boolean> = {}) {
  const said: string[] = []
  const complained: string[] = []
  const command = importCommands(anImport).find((command) => command.usage.startsWith(usage)) ?? assert.fail()
  const code = await command.does({
    db,
    reads: reading(db),
    args,
    options,
    out: { print: (line) => said.push(line), complain: (line) => complained.push(line), progress: () => {} },
    today: aDay('2026-11-23'),
    now: () => new Date('2026-11-23T09:00:00Z'),
    signal: new AbortController().signal,
    folder: '/',
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

const withAFault = (t: TestContext) => aFile(t, `${aLookup}x,,Nowhere,,\n`)

test('an import prints the rows read, used and refused', async (t) => {
  const db = await freshDb(t)

  const { code, said } = await give(db, 'import <', [await withAFault(t)])

  assert.equal(code, 0)
  assert.match(said, /^file: imported\. 3 rows read, 2 used, 1 refused\.\n {2}fiveday imports refused 1 lists/)
})

test('a file that is refused gives exit code 1, and the others are imported all the same', async (t) => {
  const db = await freshDb(t)

  const { code, said, complained } = await give(db, 'import <', [await aFile(t, 'a,b\n1,2\n'), await withAFault(t)])

  assert.equal(code, 1)
  assert.match(complained, /^file: refused\. This is not a file that Fiveday knows/)
  assert.match(said, /2 used/)
})

test('as JSON an import is a list of runs', async (t) => {
  const db = await freshDb(t)

  const { said } = await give(db, 'import <', [await withAFault(t)], { json: true })

  const runs: unknown = JSON.parse(said)
  assert.partialDeepStrictEqual(runs, [{ run: 1, source: 'lookup', state: 'done', read: 3, used: 2, refused: 1 }])
})

test('an import whose process was ended is listed as interrupted, before any other begins', async (t) => {
  const db = await freshDb(t)
  const ended = writeProcess({ machine: hostname(), number: 2 ** 30, began: '1' })
  await beginRun(db, { fileName: 'cut.csv', bytes: 1, startedBy: 'Ama Boateng', process: ended, now: new Date('2026-11-23T08:59:00Z') })

  const { said } = await give(db, 'imports list', [])

  assert.match(said, /23 November 2026 at 08:59 +Interrupted .*cut\.csv/)
})

test('imports are listed, and the rows that one did not use', async (t) => {
  const db = await freshDb(t)
  await give(db, 'import <', [await withAFault(t)])

  const listed = await give(db, 'imports list', [])
  const refused = await give(db, 'imports refused', ['1'])
  const none = await give(db, 'imports refused', ['9'])
  const noNumber = await give(db, 'imports refused', ['abc'])

  assert.match(listed.said, /23 November 2026 at 09:00 +Imported +Lookup of local authorities and regions/)
  assert.match(refused.said, /4 {2}old_la_code "x" is not the three digits/)
  assert.deepEqual([none.code, none.complained], [1, 'There is no import 9. fiveday imports list shows their numbers.'])
  assert.deepEqual([noNumber.code, noNumber.complained], [2, '"abc" is not the number of an import. fiveday imports list shows their numbers.']) // prettier-ignore
})
