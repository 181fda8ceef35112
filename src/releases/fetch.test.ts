import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { aLookup, anImport, aZip } from '../../test/made-up-files.ts'
import { aCertificate, aProxy, aPublisher, sends, status, type Publisher } from '../../test/publisher.ts'
import { aDay, freshDb } from '../../test/support.ts'
import { auditEntries } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { runs } from '../sources/import-run.store.ts'
import type { Network } from './download.import.ts'
import { fetchRelease, type FetchHow, type FetchResult } from './fetch.import.ts'
import type { Getting, Release } from './release.ts'
import { fetchedFiles } from './release.store.ts'

const network: Network = { proxy: {}, attempts: 3, silence: 5_000, longest: 60_000, most: 1_000_000, wait: async () => {} }

function aRelease(getting: Getting, facts: Partial<Release> = {}): Release {
  return {
    key: 'lookup',
    title: 'Names of authorities',
    publisher: 'A publisher',
    page: 'https://publisher.example',
    sources: ['lookup'],
    dataSets: [],
    getting,
    rhythm: { kind: 'irregular' },
    licence: 'A licence',
    datedBy: undefined,
    basis: { rhythm: undefined, address: undefined },
    ...facts,
  }
}

const file = (publisher: Publisher, path = '/lookup.csv') => aRelease({ kind: 'address', address: publisher.origin + path, back: 0 })

/** Fetches a release of a publisher on this machine. */
function fetching(db: Db, release: Release, from: Publisher, how: Partial<FetchHow> = {}): Promise<FetchResult> {
  return fetchRelease(db, release, { ...anImport, network, origins: [from.origin], today: aDay('2026-11-23'), ...how })
}

// Whoever else fetches on this machine meanwhile has their own folder of temporary files.
before(async () => {
  process.env.TMPDIR = await mkdtemp(path.join(tmpdir(), 'fiveday-fetching-'))
})
after(() => rm(tmpdir(), { recursive: true }))

const foldersLeft = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('fiveday-fetch-'))

/** Nothing of what was fetched is left anywhere. */
async function nothingLeft(db: Db): Promise<void> {
  assert.deepEqual(await runs(reading(db)), [])
  assert.deepEqual(await foldersLeft(), [])
}

async function bothReady(t: TestContext): Promise<[Db, Publisher]> {
  return [await freshDb(t), await aPublisher(t)]
}

test('a file is fetched and imported, and the audit trail says where it is from', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup))

  const result = await fetching(db, file(publisher), publisher)

  assert.deepEqual([result.state, result.says], ['imported', 'Imported: 2 rows read, 0 rows not used.'])
  const [entry] = await auditEntries(reading(db), { words: 'Fetched', limit: 1, offset: 0 })
  assert.match(JSON.stringify(entry?.after), /"from":"http:\/\/127\.0\.0\.1:\d+\/lookup\.csv","sha256":"[0-9a-f]{64}"/)
  assert.deepEqual(await foldersLeft(), [])
})

test('a file that its publisher has not changed is not sent again', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup, { etag: '"one"', 'last-modified': 'Mon, 02 Nov 2026 09:00:00 GMT' }), status(304))
  await fetching(db, file(publisher), publisher)

  const again = await fetching(db, file(publisher), publisher)

  assert.deepEqual([again.state, again.says], ['unchanged', 'Its publisher has nothing newer than the file of 23 November 2026'])
  assert.equal(publisher.asked.at(-1)?.headers['if-none-match'], '"one"')
  assert.equal(publisher.asked.at(-1)?.headers['if-modified-since'], 'Mon, 02 Nov 2026 09:00:00 GMT')
})

test('without a mark of its publisher’s, the very same file is known by its checksum, and not imported again', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup))
  await fetching(db, file(publisher), publisher)

  const again = await fetching(db, file(publisher), publisher)

  assert.deepEqual([again.state, again.says], ['unchanged', 'The file is the very one of 23 November 2026'])
  assert.equal((await runs(reading(db))).length, 1)
})

test('a file that is held no more is asked for whole, whatever came last', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup, { etag: '"one"' }))
  await fetching(db, file(publisher), publisher)
  await db.updateTable('import_run').set({ stands: false }).execute()

  const again = await fetching(db, file(publisher), publisher)

  assert.equal(again.state, 'imported')
  assert.equal(publisher.asked.at(-1)?.headers['if-none-match'], undefined)
})

test('a ZIP is opened, and a file packed on its way is unpacked', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(gzipSync(aLookup), { 'content-encoding': 'gzip' }))
  publisher.at('/lookup.zip', sends(aZip({ 'names.csv': aLookup.replace('Oxfordshire', 'Oxon') })))

  const packed = await fetching(db, file(publisher), publisher)
  const zipped = await fetching(db, file(publisher, '/lookup.zip'), publisher)

  assert.deepEqual([packed.state, zipped.state], ['imported', 'imported'])
})

test('a publisher that fails is asked again, and one that is too busy when it says', async (t) => {
  const [db, publisher] = await bothReady(t)
  const waits: number[] = []
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  publisher.at('/lookup.csv', status(500), status(429, { 'retry-after': '7' }), sends(aLookup))

  const result = await fetching(db, file(publisher), publisher, { network: { ...network, wait } })

  assert.equal(result.state, 'imported')
  assert.deepEqual(waits, [1000, 7000])
})

const refusals = [
  ['fails each time', [status(503)], /127\.0\.0\.1:\d+ answered 503, however often it was asked/],
  [
    'wants to be left alone for an hour',
    [status(429, { 'retry-after': '3600' })],
    /is asked too often, and asks to be left alone for 60 minutes/,
  ],
  ['has nothing there', [status(404)], /has nothing at this address$/],
  ['does not let us have it', [status(403)], /answered 403$/],
  ['sends nothing', [sends('')], /sent an empty file/],
  ['says the file is larger than Fiveday reads', [sends('a', { 'content-length': '2000000' })], /The file is larger than 1 MB/],
  ['packs it in a way not asked for', [sends(aLookup, { 'content-encoding': 'br' })], /packed as br, which was not asked for/],
  [
    'leads to another place',
    [status(302, { location: 'https://elsewhere.example/lookup.csv' })],
    /leads to elsewhere\.example, which is not on the list/,
  ],
  ['leads round in a circle', [status(302, { location: '/lookup.csv' })], /leads round in a circle/],
  ['leads nowhere', [status(302)], /leads to no address/],
] as const

test('whatever a publisher answers instead of the file gives one sentence, and nothing is kept', async (t) => {
  const [db, publisher] = await bothReady(t)
  for (const [what, answers, says] of refusals) {
    publisher.at('/lookup.csv', ...answers)

    const result = await fetching(db, file(publisher), publisher)

    assert.equal(result.state, 'failed', `a publisher that ${what}`)
    assert.match(result.says, says)
    assert.deepEqual((await fetchedFiles(reading(db))).map(({ answer }) => answer), [result.says]) // prettier-ignore
  }
  await nothingLeft(db)
})

test('a file cut short is asked for again, and never imported in part', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', (_, reply) => {
    reply.writeHead(200, { 'content-length': 10_000 })
    reply.write(aLookup, () => reply.destroy())
  })

  const result = await fetching(db, file(publisher), publisher)

  assert.deepEqual([result.state, publisher.asked.length], ['failed', 3])
  assert.match(result.says, /could not be read: the connection broke off, however often it was asked/)
  await nothingLeft(db)
})

test('a packed file cut short is not imported in part either', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(gzipSync(aLookup).subarray(0, 60), { 'content-encoding': 'gzip' }))

  const result = await fetching(db, file(publisher), publisher)

  assert.match(result.says, /could not be read: the file broke off/)
  await nothingLeft(db)
})

test('a connection that is broken off is tried again', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', (asked) => void asked.socket.resetAndDestroy(), sends(aLookup))

  assert.equal((await fetching(db, file(publisher), publisher)).state, 'imported')
})

test('a publisher that is silent, or stops half way, is given up', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/silent.csv', () => {})
  publisher.at('/lookup.csv', (_, reply) => void reply.writeHead(200).write(aLookup))
  const impatient = { network: { ...network, silence: 60 } }

  const silent = await fetching(db, file(publisher, '/silent.csv'), publisher, impatient)
  const stopped = await fetching(db, file(publisher), publisher, impatient)

  assert.match(silent.says, /could not be read: it did not answer in time/)
  assert.match(stopped.says, /could not be read: it did not answer in time/)
  await nothingLeft(db)
})

test('a file without end is given up as soon as it is larger than Fiveday reads, packed or not', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', (_, reply) => {
    reply.writeHead(200)
    const more = () => void (reply.destroyed || reply.write('1,2,3\n'.repeat(10_000), () => setImmediate(more)))
    more()
  })
  publisher.at('/packed.csv', sends(gzipSync('1,2,3\n'.repeat(1_000_000)), { 'content-encoding': 'gzip' }))

  assert.match((await fetching(db, file(publisher), publisher)).says, /^The file is larger than 1 MB/)
  assert.match((await fetching(db, file(publisher, '/packed.csv'), publisher)).says, /^The file is larger than 1 MB/)
  await nothingLeft(db)
})

test('a file that comes drop by drop is given up after the longest it may take', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', (_, reply) => {
    reply.writeHead(200)
    const dripping = setInterval(() => reply.write('a'), 5)
    reply.on('close', () => clearInterval(dripping))
  })

  const result = await fetching(db, file(publisher), publisher, { network: { ...network, longest: 80 } })

  assert.match(result.says, /took longer than 1 second$/)
  await nothingLeft(db)
})

test('a web page or a message that says it is a table is refused', async (t) => {
  const [db, publisher] = await bothReady(t)
  for (const [what, body] of [
    ['a web page', '\n<!DOCTYPE html><html><body>Sorry</body></html>'],
    ['an XML message', '<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>'],
    ['a JSON message', '{"error": "not found"}'],
  ]) {
    publisher.at('/lookup.csv', sends(body ?? ''))

    const result = await fetching(db, file(publisher), publisher)

    assert.equal(result.state, 'refused')
    assert.match(result.says, new RegExp(`sent ${what} in place of the file$`))
  }
  await nothingLeft(db)
})

test('a file whose columns have changed is refused, and the ones it lacks are named', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup.replace('region_name', 'region'), { etag: '"new"' }))

  const result = await fetching(db, file(publisher), publisher)

  assert.equal(result.state, 'refused')
  assert.match(result.says, /lacks the column "region_name"/)
  await fetching(db, file(publisher), publisher)
  assert.equal(publisher.asked.at(-1)?.headers['if-none-match'], undefined, 'a later Fiveday may read it')
})

test('a file of another release than the one asked for is refused', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/lookup.csv', sends(aLookup))
  const other = { ...file(publisher), key: 'ofsted', sources: ['ofsted-state-funded'] }

  const result = await fetching(db, other, publisher)

  assert.match(result.says, /^This is not a file that Fiveday knows.*Fiveday knows: State-funded schools inspections and outcomes\.$/)
})

test('the newest file that a page links to is fetched', async (t) => {
  const [db, publisher] = await bothReady(t)
  const link = (name: string) => `<p><a href="/media/1/${name}">${name}</a></p>`
  publisher.at(
    '/page',
    sends(`<html><body>${['outcomes_31_Jan_2026.csv', 'outcomes_31_August_2026.csv', 'all_30_Sep_2026.csv'].map(link).join('')}`),
  )
  publisher.at('/media/1/outcomes_31_August_2026.csv', sends(aLookup))
  const release = aRelease({ kind: 'link', page: `${publisher.origin}/page`, link: 'outcomes_*.csv' })

  const result = await fetching(db, release, publisher)

  assert.deepEqual([result.state, result.address], ['imported', `${publisher.origin}/media/1/outcomes_31_August_2026.csv`])
})

test('a page that links to no such file, or to one elsewhere, says so', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/page', sends('<a href="https://elsewhere.example/outcomes_1.csv">Outcomes</a>'))
  const release = (link: string) => aRelease({ kind: 'link', page: `${publisher.origin}/page`, link })

  const none = await fetching(db, release('grades_*.csv'), publisher)
  const elsewhere = await fetching(db, release('outcomes_*.csv'), publisher)

  assert.match(none.says, /links to no file named like grades_\*\.csv\. It may have changed$/)
  assert.match(elsewhere.says, /links to elsewhere\.example, which is not on the list of places to fetch from$/)
})

test('a file that is named by its day is looked for on the days before', async (t) => {
  const [db, publisher] = await bothReady(t)
  publisher.at('/register20261121.csv', sends(aLookup))
  const release = aRelease({ kind: 'address', address: `${publisher.origin}/register{yyyymmdd}.csv`, back: 3 })

  const found = await fetching(db, release, publisher)
  const none = await fetching(db, { ...release, key: 'other' }, publisher, { today: aDay('2026-01-01') })

  assert.equal(found.state, 'imported')
  assert.deepEqual(publisher.asked.slice(0, 3).map(({ url }) => url), ['/register20261123.csv', '/register20261122.csv', '/register20261121.csv']) // prettier-ignore
  assert.match(none.says, /has nothing at this address, nor at the 3 tried before it$/)
})

test('over https a file comes with encryption to the end, and never by a way without', async (t) => {
  const db = await freshDb(t)
  const certificate = aCertificate()
  const secure = await aPublisher(t, certificate)
  const plain = await aPublisher(t)
  secure.at('/lookup.csv', sends(aLookup))
  secure.at('/away.csv', status(301, { location: `${plain.origin}/lookup.csv` }))
  const how = { network: { ...network, trusted: certificate.certificate }, origins: [secure.origin, plain.origin] }

  const away = await fetching(db, file(secure, '/away.csv'), secure, how)
  const untrusted = await fetching(db, file(secure), secure)
  const came = await fetching(db, file(secure), secure, how)

  assert.match(away.says, /leads to 127\.0\.0\.1:\d+ without encryption$/)
  assert.match(untrusted.says, /its certificate is not trusted/)
  assert.equal(came.state, 'imported')
})

test('a proxy between us and the publishers is gone through, but not to where it is not to be', async (t) => {
  const db = await freshDb(t)
  const certificate = aCertificate()
  const secure = await aPublisher(t, certificate)
  const plain = await aPublisher(t)
  const proxy = await aProxy(t)
  for (const publisher of [secure, plain]) publisher.at('/lookup.csv', sends(aLookup))
  const through = { ...network, trusted: certificate.certificate, proxy: { HTTPS_PROXY: proxy.origin, HTTP_PROXY: proxy.origin } }

  await fetching(db, file(secure), secure, { network: through })
  await fetching(db, { ...file(plain), key: 'plain' }, plain, { network: through })
  await fetching(db, { ...file(plain), key: 'other' }, plain, {
    network: { ...through, proxy: { ...through.proxy, NO_PROXY: '127.0.0.1' } },
  })

  assert.deepEqual(proxy.asked, [`CONNECT 127.0.0.1:${secure.port}`, `GET ${plain.origin}/lookup.csv`])
  assert.deepEqual([secure.asked.length, plain.asked.length], [1, 2])
})

test('a publisher or a proxy that cannot be reached is named as out of reach', async (t) => {
  const [db, publisher] = await bothReady(t)
  const nobody = { HTTP_PROXY: 'http://127.0.0.1:1' }

  const result = await fetching(db, file(publisher), publisher, { network: { ...network, proxy: nobody } })

  assert.equal(result.unreachable, `127.0.0.1:${publisher.port}`)
  assert.match(result.says, /the connection was refused/)
})

test('a fetch that is stopped half way leaves nothing, neither in the database nor on disk', async (t) => {
  const [db, publisher] = await bothReady(t)
  const stop = new AbortController()
  publisher.at('/lookup.csv', (_, reply) => {
    reply.writeHead(200, { 'content-length': 10_000 })
    reply.write(aLookup)
  })

  const result = await fetching(db, file(publisher), publisher, { signal: stop.signal, progress: () => stop.abort() })

  assert.equal(result.state, 'cancelled')
  assert.deepEqual(await fetchedFiles(reading(db)), [])
  await nothingLeft(db)
})

test('a fetch that is stopped while it waits to ask again ends at once', async (t) => {
  const [db, publisher] = await bothReady(t)
  const stop = new AbortController()
  publisher.at('/lookup.csv', status(500))
  const wait = async (_: number, signal: AbortSignal) => {
    stop.abort()
    signal.throwIfAborted()
  }

  const result = await fetching(db, file(publisher), publisher, { signal: stop.signal, network: { ...network, wait } })

  assert.deepEqual([result.state, publisher.asked.length], ['cancelled', 1])
})
