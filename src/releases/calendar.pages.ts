import { mayDo } from '../accounts/permission.ts'
import type { SignedIn } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { countryHeld } from '../sources/country.store.ts'
import { held } from '../sources/import-run.store.ts'
import { ofOneAuthority } from '../sources/one-authority.store.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { calendarView, releaseView } from './calendar.view.ts'
import { readExpectation, readSeen } from './expected-release.form.ts'
import { changeExpected, expectRelease, forgetAllExpected, forgetExpected, type Clash } from './expected-release.store.ts'
import type { Expectation, Release } from './release.ts'
import { expectedReleases, fetchedFiles, nextUpdates, releasesOn } from './release.store.ts'
import type { FetchesUnderWay } from './under-way.import.ts'

/**
 * The release calendar: what is held, what is due, fetching it, and the days on which people here expect a release.
 *
 * Outside the fence, as the data pages are: what a publisher puts out belongs to no single authority.
 */
export function calendarPages(fetches: FetchesUnderWay): readonly Page[] {
  const named = async (key: string | undefined) => (await fetches.calendar()).releases.find((release) => release.key === key)
  return [
    {
      method: 'GET',
      path: '/data/calendar',
      may: 'data.see',
      fenced: false,
      async does({ reads, today, who }) {
        const calendar = await fetches.calendar()
        const madeUp = (await countryHeld(reads)) === 'made-up'
        const facts = {
          calendar,
          releases: await releasesOn(reads, calendar, today),
          fetched: await fetchedFiles(reads),
          updates: await nextUpdates(reads),
          progress: fetches.progress(),
          // Of the real files none is held while the made-up country is.
          standing: madeUp ? [] : await held(reads),
          alone: await ofOneAuthority(reads),
          madeUp,
          mayFetch: mayDo(who?.role, 'data.import'),
          mayChange: mayDo(who?.role, 'releases.change'),
          today,
        }
        return show('releases/calendar.njk', calendarView({ ...facts, updates: facts.madeUp ? [] : facts.updates }))
      },
    },
    {
      method: 'GET',
      path: '/data/calendar/:release',
      may: 'data.see',
      fenced: false,
      async does({ reads, params, today, who }) {
        const release = await named(params.release)
        return release ? showRelease(reads, release, { fetches, who, today }) : missing
      },
    },
    {
      method: 'POST',
      path: '/data/calendar/:release',
      may: 'releases.change',
      fenced: false,
      async does({ db, reads, params, body, today, who, now }) {
        const release = await named(params.release)
        if (!release) return missing
        const read = readExpectation(body, '')
        const clash = read.ok ? await expectRelease(db, release, read.value, { ...changerOf(who), now }) : undefined
        return answered(reads, release, { fetches, who, today }, { read, clash, body, id: 0 })
      },
    },
    {
      method: 'POST',
      path: '/data/calendar/:release/change',
      may: 'releases.change',
      fenced: false,
      async does({ db, reads, params, body, today, who, now }) {
        const release = await named(params.release)
        if (!release) return missing
        const seen = readSeen(body)
        const read = readExpectation(body, `-${seen.id}`)
        const clash = read.ok ? await changeExpected(db, release, seen, read.value, { ...changerOf(who), now }) : undefined
        return answered(reads, release, { fetches, who, today }, { read, clash, body, id: seen.id })
      },
    },
    {
      method: 'POST',
      path: '/data/calendar/:release/remove',
      may: 'releases.change',
      fenced: false,
      async does({ db, reads, params, body, today, who, now }) {
        const release = await named(params.release)
        if (!release) return missing
        const clash = await forgetExpected(db, release, readSeen(body), { ...changerOf(who), now })
        return clash ? showRelease(reads, release, { fetches, who, today }, { clash }) : go(paths.release(release.key))
      },
    },
    {
      method: 'POST',
      path: '/data/calendar/:release/defaults',
      may: 'releases.change',
      fenced: false,
      async does({ db, params, who, now }) {
        const release = await named(params.release)
        if (!release) return missing
        await forgetAllExpected(db, release, { ...changerOf(who), now })
        return go(paths.release(release.key))
      },
    },
    {
      // The fetch goes on when the page has answered.
      method: 'POST',
      path: '/data/calendar/:release/fetch',
      may: 'data.import',
      fenced: false,
      async does({ db, params, who, today }) {
        const release = await named(params.release)
        if (!release) return missing
        await fetches.start(db, release, changerOf(who), today)
        return go(paths.releaseCalendar())
      },
    },
    {
      method: 'POST',
      path: '/data/calendar/:release/cancel',
      may: 'data.import',
      fenced: false,
      async does({ params }) {
        fetches.cancel(params.release ?? '')
        return go(paths.releaseCalendar())
      },
    },
  ]
}

const changerOf = (who: SignedIn | undefined) => ({ who: who?.name ?? '', account: who?.account ?? null })

interface Asked {
  readonly fetches: FetchesUnderWay
  readonly who: SignedIn | undefined
  readonly today: Day
}

interface Given {
  readonly read: Checked<Expectation>
  readonly clash: Clash | undefined
  readonly body: Readonly<Record<string, string>>
  readonly id: number
}

async function answered(reads: Reads, release: Release, asked: Asked, { read, clash, body, id }: Given): Promise<Outcome> {
  const typed = { id, on: body.on ?? '', note: body.note ?? '' }
  if (!read.ok) return showRelease(reads, release, asked, { problems: read.problems, typed })
  return clash ? showRelease(reads, release, asked, { clash, typed }) : go(paths.release(release.key))
}

interface NotKept {
  readonly problems?: readonly Problem[]
  readonly clash?: Clash
  readonly typed?: { readonly id: number; readonly on: string; readonly note: string }
}

async function showRelease(reads: Reads, release: Release, { fetches, who, today }: Asked, not: NotKept = {}): Promise<Outcome> {
  const fresh = (await releasesOn(reads, await fetches.calendar(), today)).find((each) => each.release.key === release.key)
  if (!fresh) return missing
  const expected = (await expectedReleases(reads)).filter((each) => each.release === release.key)
  const { clash, typed } = not
  const field = `on${typed && typed.id > 0 ? `-${typed.id}` : ''}`
  const there = clash?.kind === 'there already' ? [{ field, text: 'That day is there already' }] : []
  const problems = [...(not.problems ?? []), ...there]
  const view = releaseView({
    fresh,
    expected,
    mayChange: mayDo(who?.role, 'releases.change'),
    problems,
    typed,
    clash: clash?.kind === 'changed' ? whatStands(clash, typed) : undefined,
  })
  return show('releases/release.njk', view, problems.length > 0 || clash ? (clash?.kind === 'changed' ? 409 : 400) : 200)
}

/** Both texts of a clash: what somebody else made of the day, and what was typed and not kept. */
function whatStands({ stands }: Clash & { kind: 'changed' }, typed: NotKept['typed']): string {
  const theirs = stands
    ? `${stands.changed_by} changed this day while you looked at it. It now says ${[inWords(stands.due_on), stands.note].filter(Boolean).join(', ')}.`
    : 'Somebody removed this day while you looked at it.'
  const yours = typed ? ` You typed ${[typed.on, typed.note].filter(Boolean).join(', ')}, which was not kept.` : ' Nothing was removed.'
  return theirs + yours
}
