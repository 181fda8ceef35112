import type { Db, Reads } from '../db/connect.ts'
import { parseUpdate } from '../measures/measure.ts'
import { countryHeld } from '../sources/country.store.ts'
import { held } from '../sources/import-run.store.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { freshnessOfAll, type Freshness } from './freshness.ts'
import type { Day } from '../lib/day.ts'
import type { ExpectedRelease, FetchedFile, NextUpdate, ReleaseCalendar } from './release.ts'

const columns = ['id', 'release', 'due_on', 'note', 'version', 'changed_by'] as const

/** Of each release how fresh it is, what wants doing first. Of the real files none is held while the made-up country is. */
export async function releasesOn(reads: Reads, calendar: ReleaseCalendar, today: Day): Promise<readonly Freshness[]> {
  const published = await keptPublished(reads, 'published', () => publishedFacts(reads))
  return freshnessOfAll(calendar, { ...published, expected: await expectedReleases(reads) }, today)
}

const keptPublished = keptUntilImport<Awaited<ReturnType<typeof publishedFacts>>>(1)

async function publishedFacts(reads: Reads) {
  const real = (await countryHeld(reads)) === 'real'
  return {
    held: real ? await held(reads) : [],
    dataSets: await dataSetsHeld(reads),
    updates: real ? await nextUpdates(reads) : [],
  }
}

async function dataSetsHeld(reads: Reads): Promise<ReadonlyMap<number, string>> {
  const files = await reads.selectFrom('statistic_file').select(['run', 'data_set']).orderBy('run').execute()
  return new Map(files.map(({ run, data_set }) => [run, data_set]))
}

/** The days on which people here expect releases, by release and day. */
export async function expectedReleases(reads: Reads): Promise<ExpectedRelease[]> {
  return reads.selectFrom('expected_release').select(columns).orderBy('release').orderBy('due_on').execute()
}

/** The next updates that the data dictionary gives, of measures that have a day for theirs, by day. */
export async function nextUpdates(reads: Reads): Promise<readonly NextUpdate[]> {
  const rows = await reads
    .selectFrom('dictionary_entry')
    .select(['next_update', 'links'])
    .select(({ fn }) => fn.count<number>('code').distinct().as('measures'))
    .groupBy(['next_update', 'links'])
    .orderBy('next_update')
    .orderBy('links')
    .execute()
  return rows.flatMap(({ next_update, links, measures }) => {
    const update = parseUpdate(next_update)
    return 'on' in update ? [{ on: update.on, measures, links }] : []
  })
}

/** What was fetched of each release, by its key. */
export async function fetchedFiles(reads: Reads): Promise<FetchedFile[]> {
  return reads
    .selectFrom('fetched_file')
    .select(['release', 'asked_at', 'answer', 'address', 'etag', 'last_modified', 'checksum', 'fetched_at'])
    .orderBy('release')
    .execute()
}

/** The file of a release that came last, if all that it was imported as still stands. */
export async function standingFile(reads: Reads, release: string): Promise<FetchedFile | undefined> {
  const file = (await fetchedFiles(reads)).find((each) => each.release === release)
  const contents = await reads
    .selectFrom('fetched_content as c')
    .leftJoin('import_run as r', (join) =>
      join.onRef('r.source', '=', 'c.source').onRef('r.checksum', '=', 'c.checksum').on('r.stands', '=', true),
    )
    .select(['c.source', 'r.id'])
    .where('c.release', '=', release)
    .orderBy('c.source')
    .execute()
  return file && contents.length > 0 && contents.every(({ id }) => id !== null) ? file : undefined
}

/** Keeps what came of asking for a release; the file that came before stays known. */
export async function noteAnswer(db: Db, release: string, answer: string, now: Date): Promise<void> {
  await db
    .insertInto('fetched_file')
    .values({ release, answer, asked_at: now })
    .onConflict((conflict) => conflict.column('release').doUpdateSet({ answer, asked_at: now }))
    .execute()
}

/** A file that came, and what it was imported as. */
export interface Fetched {
  readonly release: string
  readonly answer: string
  readonly address: string
  readonly etag: string | null
  readonly last_modified: string | null
  readonly checksum: string
  readonly bytes: number
  readonly contents: readonly { readonly source: string; readonly checksum: string }[]
}

/** Keeps a file that came in place of the one before it. */
export async function keepFetched(tx: Db, { contents, ...file }: Fetched, now: Date): Promise<void> {
  const facts = { ...file, asked_at: now, fetched_at: now }
  await tx
    .insertInto('fetched_file')
    .values(facts)
    .onConflict((conflict) => conflict.column('release').doUpdateSet(facts))
    .execute()
  await tx.deleteFrom('fetched_content').where('release', '=', file.release).execute()
  if (contents.length === 0) return
  await tx
    .insertInto('fetched_content')
    .values(contents.map((content) => ({ release: file.release, ...content })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
