import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { record } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { importFile, type Importing } from '../sources/import-run.import.ts'
import type { ImportRun } from '../sources/import-run.ts'
import { addressesOn, isAllowed, yearAsked } from './address.ts'
import { mistakenAnswer } from './answer.ts'
import { download, type Came, type Downloaded, type Failed, type Network } from './download.import.ts'
import { newestLinked } from './linked-file.ts'
import type { FetchedFile, Release } from './release.ts'
import { keepFetched, noteAnswer, standingFile } from './release.store.ts'

/** How a fetch ended. `failed`: nothing came; `refused`: something did, and cannot be used. */
export type FetchState = 'imported' | 'unchanged' | 'refused' | 'failed' | 'cancelled' | 'by hand'

/** What came of a fetch, in a sentence, with the imports it gave. */
export interface FetchResult {
  readonly release: string
  readonly state: FetchState
  readonly says: string
  readonly address: string | undefined
  readonly checksum: string | undefined
  readonly runs: readonly ImportRun[]
  /** The place that could not be reached at all, if that is why. */
  readonly unreachable: string | undefined
}

export interface FetchHow extends Importing {
  readonly network: Network
  readonly origins: readonly string[]
  readonly today: Day
}

type Ended = Partial<FetchResult> & Pick<FetchResult, 'state' | 'says'>

/**
 * Fetches a release from its publisher and imports it, like a file that somebody brings.
 *
 * 1. Its page is read for the newest file, where the page only links to it.
 * 2. The file is asked for, with what its publisher said of the one held, so that an unchanged one is not sent again.
 * 3. What came is looked at: a web page or a message in place of a table is refused, and so is a file of another release.
 * 4. It is imported whole or not at all, and what to ask with next time is kept, with the audit trail saying where it is from.
 *
 * The file is kept in a temporary folder until it is imported, and goes with it, however the fetch ends.
 */
export async function fetchRelease(db: Db, release: Release, how: FetchHow): Promise<FetchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-fetch-'))
  try {
    const ended = await fetchInto(db, release, how, folder)
    if (ended.state !== 'imported' && ended.state !== 'cancelled') await noteAnswer(db, release.key, ended.says, how.now())
    return { release: release.key, address: undefined, checksum: undefined, runs: [], unreachable: undefined, ...ended }
  } catch (problem) {
    if (!how.signal.aborted) throw problem
    const says = 'Stopped before it was finished. Nothing of it was kept'
    return { release: release.key, state: 'cancelled', says, address: undefined, checksum: undefined, runs: [], unreachable: undefined }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchInto(db: Db, release: Release, how: FetchHow, folder: string): Promise<Ended> {
  const { getting } = release
  if (getting.kind === 'by hand') return { state: 'by hand', says: `${getting.because}. Download it from ${release.page}, and import it` }
  const known = await standingFile(reading(db), release.key)
  const found =
    getting.kind === 'link' ? await linkedFrom(getting.page, getting.link, how, folder) : addressesOn(getting, release.rhythm, how.today)
  if ('because' in found) return failed(found)
  const file = path.join(folder, 'file')
  const came = await firstOf(found, known, how, file)
  if (came.kind === 'unchanged')
    return {
      state: 'unchanged',
      says: `Its publisher has nothing newer than the file of ${dayOf(known)}`,
      address: known?.address ?? undefined,
    }
  if (came.kind !== 'came') return failed(came)
  const { address, checksum } = came
  if (known?.checksum === checksum) {
    return { state: 'unchanged', says: `The file is the very one of ${dayOf(known)}`, address: address.href, checksum }
  }
  const wrong = await whyMistaken(file, release, came)
  if (wrong) return { state: 'refused', says: wrong, address: address.href, checksum }
  return importCame(db, release, came, file, how)
}

const failed = ({ because, unreachable }: Failed): Ended => ({ state: 'failed', says: because, unreachable })
const dayOf = (file: FetchedFile | undefined) => (file?.fetched_at ? inWords(dayInLondon(file.fetched_at)) : 'an earlier day')

/** The newest file that a page links to. */
async function linkedFrom(page: string, pattern: string, how: FetchHow, folder: string): Promise<readonly string[] | Failed> {
  const into = path.join(folder, 'page')
  const came = await downloadTo(new URL(page), undefined, { ...how, network: { ...how.network, most: 10_000_000 } }, into)
  if (came.kind === 'unchanged') return { kind: 'failed', because: `${page} did not come` }
  if (came.kind !== 'came') return came
  const linked = await newestLinked(await readFile(into, 'utf8'), came.address, pattern)
  if (!linked) return { kind: 'failed', because: `The page ${page} links to no file named like ${pattern}. It may have changed` }
  if (isAllowed(linked, how.origins)) return [linked.href]
  return { kind: 'failed', because: `The page ${page} links to ${linked.host}, which is not on the list of places to fetch from` }
}

/** The file at the first of several addresses that has one. */
async function firstOf(addresses: readonly string[], known: FetchedFile | undefined, how: FetchHow, file: string): Promise<Downloaded> {
  let came: Downloaded = { kind: 'missing', because: 'There is no address to ask' }
  for (const address of addresses) {
    came = await downloadTo(new URL(address), known?.address === address ? known : undefined, how, file)
    if (came.kind !== 'missing') return came
  }
  const missing: Failed = came
  return addresses.length < 2 ? missing : { ...missing, because: `${missing.because}, nor at the ${addresses.length - 1} tried before it` }
}

function downloadTo(address: URL, known: FetchedFile | undefined, how: FetchHow, into: string): Promise<Downloaded> {
  const { signal, now, origins, network } = how
  const progress = (bytes: number, of: number | undefined) => how.progress('downloading', of ? bytes / of : 0)
  const held = { etag: known?.etag ?? undefined, lastModified: known?.last_modified ?? undefined }
  return download({ address, origins, into, signal, now, progress, ...held }, network)
}

/** Looks at how a file begins: a page or a message is no table, whatever it says it is. */
async function whyMistaken(file: string, release: Release, { address }: Came): Promise<string | undefined> {
  const opened = await open(file)
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(1_000), 0, 1_000, 0)
    const mistaken = mistakenAnswer(buffer.subarray(0, bytesRead).toString('latin1'), { map: release.sources.includes('boundaries') })
    return mistaken && `${address.host} sent ${mistaken} in place of the file`
  } finally {
    await opened.close()
  }
}

async function importCame(db: Db, release: Release, came: Came, file: string, how: FetchHow): Promise<Ended> {
  // A file of another release would be imported in silence as what nobody asked for.
  const importers = how.importers.filter(({ source }) => release.sources.includes(source.key))
  const year = yearAsked(came.asked, release.getting)
  const runs = await importFile(db, { path: file, name: came.name, ...(year === undefined ? {} : { year }) }, { ...how, importers })
  const ended = { address: came.address.href, checksum: came.checksum, runs }
  if (runs.some(({ state }) => state === 'cancelled')) return { state: 'cancelled', says: 'Stopped before it was finished', ...ended }
  const says = runs.map(saidOf).join(' ')
  const kept = runs.flatMap(({ state, source, checksum }) =>
    (state === 'done' || state === 'unchanged') && source && checksum ? [{ source, checksum }] : [],
  )
  const refused = kept.length < runs.length
  await db.transaction().execute(async (tx) => {
    // Of a file that was not used whole nothing is asked with next time: a later Fiveday may read it.
    const contents = refused ? [] : kept
    const { etag = null, lastModified = null, checksum, bytes } = came
    await keepFetched(
      tx,
      { release: release.key, answer: says, address: came.asked.href, etag, last_modified: lastModified, checksum, bytes, contents },
      how.now(),
    )
    const after = {
      file: came.name,
      from: came.address.href,
      sha256: checksum,
      imports: runs.map(({ id, state }) => `${id} ${state}`).join(', '),
    }
    await record(tx, {
      ...how.startedBy,
      authority: null,
      what: 'Fetched a file',
      subject: release.title,
      before: null,
      after,
      at: how.now(),
    })
  })
  const news = runs.some(({ state }) => state === 'done')
  return { state: refused ? 'refused' : news ? 'imported' : 'unchanged', says, ...ended }
}

function saidOf({ state, as_at, rows_read, rows_refused, message }: ImportRun): string {
  if (state !== 'done') return `${message ?? 'It was not imported'}.`
  const asAt = as_at ? `, as at ${inWords(as_at)}` : ''
  return `Imported${asAt}: ${counted(rows_read, 'row')} read, ${counted(rows_refused, 'row')} not used.`
}
