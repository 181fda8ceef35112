import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { aFile, aLookup, anImport } from '../../test/made-up-files.ts'
import { aPublisher, sends, type Publisher } from '../../test/publisher.ts'
import { aDay, freshDb } from '../../test/support.ts'
import { runCommandLine } from '../cli/run.ts'
import { reading, type Db } from '../db/connect.ts'
import { fetchCommands } from './fetch.commands.ts'
import { networkOf } from './fetching.import.ts'
import { fetchedFiles } from './release.store.ts'

/** Runs a command line, and gives what it printed and how it ended. */
async function run(db: Db, argv: readonly string[], env: Record<string, string> = {}) {
  const printed: string[] = []
  const code = await runCommandLine(argv, {
    commands: fetchCommands({
      ...anImport,
      network: (proxy) => ({ ...networkOf(env, proxy), attempts: 1 }),
      addresses: env.FIVEDAY_ADDRESSES,
    }),
    db: async () => db,
    out: { print: (line) => void printed.push(line), complain: (line) => void printed.push(`! ${line}`), progress: () => {} },
    today: () => aDay('2026-11-23'),
    now: () => new Date('2026-11-23T09:00:00Z'),
    signal: new AbortController().signal,
    folder: '/',
    debug: true,
  })
  return { code, printed }
}

async function addressesAt(t: TestContext, publisher: Publisher): Promise<string> {
  const file = path.join(path.dirname(await aFile(t, 'x')), 'addresses.yaml')
  await writeFile(file, `from: ["${publisher.origin}"]\naddresses: { lookup: "${publisher.origin}/lookup.csv" }\n`)
  return file
}

test('fiveday fetch imports what is named, and says so; the second time nothing is newer', async (t) => {
  const db = await freshDb(t)
  const publisher = await aPublisher(t)
  publisher.at('/lookup.csv', sends(aLookup))
  const addresses = await addressesAt(t, publisher)

  const first = await run(db, ['fetch', 'lookup', '--addresses', addresses])
  const again = await run(db, ['fetch', 'lookup', '--json'], { FIVEDAY_ADDRESSES: addresses })

  assert.deepEqual(first, { code: 0, printed: ['lookup: Imported: 2 rows read, 0 rows not used.'] })
  assert.equal(again.code, 0)
  assert.match(again.printed.join(''), /"release": "lookup",\s+"state": "unchanged"/)
})

test('a dry run asks nobody, and says what would be fetched from where and what is known of it', async (t) => {
  const db = await freshDb(t)
  const publisher = await aPublisher(t)
  publisher.at('/lookup.csv', sends(aLookup, { etag: '"one"' }))
  const addresses = await addressesAt(t, publisher)
  await run(db, ['fetch', 'lookup', '--addresses', addresses])

  const { code, printed } = await run(db, ['fetch', 'lookup', '--dry-run', '--addresses', addresses])

  assert.deepEqual([code, publisher.asked.length], [0, 1])
  assert.deepEqual(printed.slice(1), [
    `  from ${publisher.origin}/lookup.csv`,
    '  up to date',
    '  last asked: Imported: 2 rows read, 0 rows not used.',
    '  known of it: "one"',
  ])
  assert.equal((await run(db, ['fetch', '--dry-run', '--json'])).code, 0)
})

test('without a network one sentence says so, and nothing else is harmed', async (t) => {
  const db = await freshDb(t)
  const nowhere = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' }
  const publisher = await aPublisher(t)
  const addresses = await addressesAt(t, publisher)

  const { code, printed } = await run(db, ['fetch', 'lookup', '--addresses', addresses], nowhere)

  assert.equal(code, 1)
  assert.equal(printed.length, 1)
  assert.match(
    printed[0] ?? '',
    /^! None of the publishers could be reached from here \(.* the connection was refused.*\): check the network, or name a proxy with --proxy; everything else works without\.$/,
  )
})

test('a release that there is not, a proxy that is none and a file of addresses that is not there are wrong use', async (t) => {
  const db = await freshDb(t)

  const unknown = await run(db, ['fetch', 'nonsense'])
  const proxy = await run(db, ['fetch', '--proxy', 'nonsense'])
  const addresses = await run(db, ['fetch', '--addresses', '/nowhere.yaml'])

  assert.deepEqual([unknown.code, proxy.code, addresses.code], [2, 2, 2])
  assert.deepEqual(await fetchedFiles(reading(db)), [])
  assert.match(unknown.printed[0] ?? '', /^! There is no release nonsense\. Fiveday knows: ofsted, /)
  assert.match(addresses.printed[0] ?? '', /There is no file of addresses at \/nowhere\.yaml/)
})
