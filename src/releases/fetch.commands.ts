import path from 'node:path'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { inWords } from '../lib/day.ts'
import type { Importing } from '../sources/import-run.import.ts'
import { addressesOn } from './address.ts'
import { standingWords } from './calendar.view.ts'
import type { Network } from './download.import.ts'
import { fetchRelease, type FetchResult } from './fetch.import.ts'
import { calendarFrom } from './fetching.import.ts'
import type { Freshness } from './freshness.ts'
import type { FetchedFile, Release, ReleaseCalendar } from './release.ts'
import { fetchedFiles, releasesOn } from './release.store.ts'

interface FetchCommands extends Pick<Importing, 'importers' | 'rebuild' | 'inspect'> {
  /** How publishers are reached, through a proxy where somebody names one. */
  readonly network: (proxy: string | undefined) => Network
  /** The file of addresses that stand in place of the calendar's own, where the installation keeps one. */
  readonly addresses: string | undefined
}

/** Commands that fetch what publishers put out. */
export function fetchCommands(how: FetchCommands): readonly Command[] {
  return [
    {
      usage: 'fetch [release...]',
      summary: 'Fetch published files from their publishers and import them: those named, or all that can be fetched',
      options: [
        { flags: '--dry-run', summary: 'say what would be fetched from where, and what is known of each; nothing is fetched' },
        { flags: '--proxy <address>', summary: 'go through this proxy (or HTTPS_PROXY, HTTP_PROXY and NO_PROXY)' },
        { flags: '--addresses <file>', summary: 'take addresses from this file in place of the calendar’s own (or FIVEDAY_ADDRESSES)' },
        { flags: '--json', summary: 'Print what a program can read' },
      ],
      wrongUse({ proxy }) {
        const sound = typeof proxy !== 'string' || (URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol))
        return sound ? [] : [`--proxy must be an address like http://proxy.example.gov.uk:8080, not "${proxy}"`]
      },
      does: (called) => fetchOrSay(called, how),
    },
  ]
}

async function fetchOrSay(called: Called, how: FetchCommands): Promise<ExitCode> {
  const { args, options, out, folder } = called
  const named = typeof options.addresses === 'string' ? options.addresses : how.addresses
  const calendar = await calendarFrom(named === undefined ? undefined : path.resolve(folder, named))
  if (!calendar.ok) {
    for (const { text } of calendar.problems) out.complain(text)
    return 2
  }
  const { releases } = calendar.value
  const unknown = args.filter((key) => !releases.some((release) => release.key === key))
  if (unknown.length > 0) {
    out.complain(`There is no release ${unknown.join(', ')}. Fiveday knows: ${releases.map(({ key }) => key).join(', ')}.`)
    return 2
  }
  const asked =
    args.length > 0 ? releases.filter(({ key }) => args.includes(key)) : releases.filter(({ getting }) => getting.kind !== 'by hand')
  return options.dryRun ? dryRun(called, calendar.value, asked) : fetchAll(called, calendar.value, asked, how)
}

async function fetchAll(called: Called, { origins }: ReleaseCalendar, asked: readonly Release[], how: FetchCommands): Promise<ExitCode> {
  const { db, options, out, now, today, signal } = called
  const network = how.network(typeof options.proxy === 'string' ? options.proxy : undefined)
  const results: FetchResult[] = []
  for (const release of asked) {
    if (signal.aborted) break
    // A place that could not be reached a moment ago is asked once more, and not again and again.
    const lost = results.some(({ unreachable }) => unreachable !== undefined)
    const result = await fetchRelease(db, release, {
      ...how,
      origins,
      today,
      now,
      signal,
      network: lost ? { ...network, attempts: 1 } : network,
      startedBy: { who: 'Command line', account: null },
      progress: (stage, done) => out.progress(`${release.key}: ${stage}`, done),
    })
    results.push(result)
    if (!options.json && result.unreachable === undefined) report(result, out)
  }
  const lost = results.filter(({ unreachable }) => unreachable !== undefined)
  if (options.json) out.print(JSON.stringify(results.map(asData), null, 2))
  else if (lost.length > 0) out.complain(outOfReach(lost, results.length))
  return !signal.aborted && results.every(({ state }) => state === 'imported' || state === 'unchanged') ? 0 : 1
}

function report({ release, state, says }: FetchResult, out: Called['out']): void {
  const line = `${release}: ${says.replace(/\.$/, '')}.`
  if (state === 'imported' || state === 'unchanged') out.print(line)
  else out.complain(line)
}

/** One sentence for all that could not be reached, whether one place or the whole network is away. */
function outOfReach(lost: readonly FetchResult[], of: number): string {
  const [first] = lost
  const which = lost.length === of ? 'None of the publishers' : `${lost.map(({ release }) => release).join(', ')}: the publisher`
  return `${which} could be reached from here (${first?.says}): check the network, or name a proxy with --proxy; everything else works without.`
}

async function dryRun({ reads, today, options, out }: Called, calendar: ReleaseCalendar, asked: readonly Release[]): Promise<ExitCode> {
  const fresh = await releasesOn(reads, calendar, today)
  const fetched = await fetchedFiles(reads)
  const plans = asked.map((release) => ({
    release,
    fresh: fresh.find((each) => each.release.key === release.key),
    last: fetched.find((file) => file.release === release.key),
    from: whereFrom(release, today),
  }))
  if (options.json) out.print(JSON.stringify(plans.map(planAsData), null, 2))
  else for (const plan of plans) for (const line of planned(plan)) out.print(line)
  return 0
}

interface Plan {
  readonly release: Release
  readonly fresh: Freshness | undefined
  readonly last: FetchedFile | undefined
  readonly from: readonly string[]
}

function whereFrom({ getting, rhythm }: Release, today: Called['today']): readonly string[] {
  if (getting.kind === 'by hand') return []
  return getting.kind === 'link' ? [getting.page] : addressesOn(getting, rhythm, today)
}

function planned({ release, fresh, last, from }: Plan): readonly string[] {
  const { getting } = release
  const where =
    getting.kind === 'by hand'
      ? `  by hand: ${getting.because}. ${release.page}`
      : getting.kind === 'link'
        ? `  from the page ${from[0]}, the newest file named like ${getting.link}`
        : `  from ${from[0]}${from.length > 1 ? `, else the ${from.length - 1} before it` : ''}`
  return [
    `${release.key}: ${release.title} (${release.publisher})`,
    where,
    `  ${heldInWords(fresh)}`,
    ...(last ? [`  last asked: ${last.answer}`] : []),
    ...(last?.etag || last?.last_modified ? [`  known of it: ${[last.etag, last.last_modified].filter(Boolean).join(', ')}`] : []),
  ]
}

function heldInWords(fresh: Freshness | undefined): string {
  if (!fresh) return ''
  const { held, due, standing } = fresh
  const asAt = held?.as_at ? `, as at ${inWords(held.as_at)}` : ''
  const next = due ? `; next due ${inWords(due.on)}` : ''
  return `${standingWords[standing].text.toLowerCase()}${asAt}${next}`
}

function planAsData({ release, fresh, last, from }: Plan) {
  return {
    release: release.key,
    title: release.title,
    publisher: release.publisher,
    getting: release.getting.kind,
    from,
    standing: fresh?.standing ?? null,
    as_at: fresh?.held?.as_at ?? null,
    run: fresh?.held?.id ?? null,
    due: fresh?.due?.on ?? null,
    etag: last?.etag ?? null,
    last_modified: last?.last_modified ?? null,
    checksum: last?.checksum ?? null,
    fetched_at: last?.fetched_at ?? null,
  }
}

/** What came of a fetch as JSON prints it. */
function asData({ release, state, says, address, checksum, runs }: FetchResult) {
  return {
    release,
    state,
    says,
    address: address ?? null,
    checksum: checksum ?? null,
    runs: runs.map(({ id, state: ended, as_at, rows_read, rows_used, rows_refused }) => ({
      run: id,
      state: ended,
      as_at,
      read: rows_read,
      used: rows_used,
      refused: rows_refused,
    })),
  }
}
