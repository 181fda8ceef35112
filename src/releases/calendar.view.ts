import { academicYearInWords } from '../lib/academic-year.ts'
import { count, counted } from '../lib/count.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { dayInLondon, momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { timeOf, type ImportRun } from '../sources/import-run.ts'
import { skippedYears, standings, type Due, type Freshness, type SkippedYears, type Standing } from './freshness.ts'
import type { ExpectedRelease, FetchedFile, NextUpdate, ReleaseCalendar } from './release.ts'

/** Each standing as a person reads it, with the colour of its tag. */
export const standingWords: Readonly<Record<Standing, { readonly text: string; readonly tag: string }>> = {
  overdue: { text: 'Overdue', tag: 'red' },
  'never held': { text: 'Never held', tag: 'yellow' },
  'due soon': { text: 'Due soon', tag: 'blue' },
  'up to date': { text: 'Up to date', tag: 'green' },
  discontinued: { text: 'Publisher discontinued', tag: 'grey' },
}

const stages: Readonly<Record<string, string>> = {
  waiting: 'Waiting for its turn',
  downloading: 'Downloading',
  checking: 'Checking',
  reading: 'Reading',
  writing: 'Storing',
  comparing: 'Comparing',
}

interface CalendarFacts {
  readonly calendar: ReleaseCalendar
  readonly releases: readonly Freshness[]
  readonly fetched: readonly FetchedFile[]
  /** Every import that stands. */
  readonly standing: readonly ImportRun[]
  /** Imports of one authority only, and which. */
  readonly alone: ReadonlyMap<number, string>
  readonly updates: readonly NextUpdate[]
  readonly progress: ReadonlyMap<string, { readonly stage: string; readonly done: number }>
  readonly madeUp: boolean
  readonly mayFetch: boolean
  readonly mayChange: boolean
  readonly today: Day
}

/** Every release: what is held of it, what is due next and how that stands, what wants doing first. */
export function calendarView(facts: CalendarFacts) {
  const { calendar, releases, fetched, standing, alone, updates, progress, madeUp, mayFetch, mayChange, today } = facts
  return {
    title: 'What is held, and what is due',
    madeUp,
    mayFetch,
    mayChange,
    on: inWords(today),
    version: inWords(calendar.version),
    counts: standings.flatMap((standing) => {
      const many = releases.filter((each) => each.standing === standing).length
      return many === 0 ? [] : [{ ...standingWords[standing], many: count(many) }]
    }),
    working: progress.size > 0,
    releases: releases.map((fresh) => {
      const { release } = fresh
      const last = fetched.find((file) => file.release === release.key)
      const far = progress.get(release.key)
      return {
        ...releaseRow(fresh),
        only: fresh.held && alone.get(fresh.held.id),
        skipped: skippedInWords(skippedYears(release, standing)),
        last: last && { on: momentInWords(last.asked_at), answer: last.answer },
        byHand: release.getting.kind === 'by hand' ? release.getting.because : '',
        fetching: far && `${stages[far.stage] ?? far.stage}${far.done > 0 && far.done < 1 ? `, ${Math.floor(far.done * 100)}%` : ''}`,
        fetch: release.getting.kind === 'by hand' ? '' : paths.fetchRelease(release.key),
        cancel: paths.cancelFetch(release.key),
      }
    }),
    updates: byDay(updates, today),
  }
}

interface ReleaseFacts {
  readonly fresh: Freshness
  readonly expected: readonly ExpectedRelease[]
  readonly mayChange: boolean
  readonly problems: readonly Problem[]
  /** What somebody typed that was not kept: of which day (0 for a new one), and what. */
  readonly typed?: { readonly id: number; readonly on: string; readonly note: string } | undefined
  /** What was changed by somebody else meanwhile, if that is why it was not kept. */
  readonly clash?: string | undefined
}

/** One release: what its calendar says, from where, and the days on which people here expect it. */
export function releaseView({ fresh, expected, mayChange, problems, typed, clash }: ReleaseFacts) {
  const { release } = fresh
  const { getting, basis } = release
  return {
    title: release.title,
    mayChange,
    problems,
    clash: clash ?? '',
    release: releaseRow(fresh),
    facts: [
      ['Publisher', release.publisher],
      ['Licence', release.licence],
      ['Comes out', rhythmSaid(fresh)],
      ...(basis.rhythm === undefined ? [] : [['Known from', basis.rhythm]]),
      [
        'Fetched from',
        getting.kind === 'by hand'
          ? `Not fetched. ${getting.because}`
          : getting.kind === 'link'
            ? `The newest file on its page named like ${getting.link}`
            : getting.address,
      ],
      ...(basis.address === undefined || getting.kind === 'by hand' ? [] : [['Address known from', basis.address]]),
    ],
    expected: expected.map(({ id, due_on, note, version, changed_by }) => {
      const own = typed?.id === id ? typed : undefined
      return { id, version, by: changed_by, day: inWords(due_on), on: own?.on ?? inFigures(due_on), note: own?.note ?? note }
    }),
    added: typed?.id === 0 ? typed : { on: '', note: '' },
    add: paths.release(release.key),
    change: paths.changeExpected(release.key),
    remove: paths.removeExpected(release.key),
    defaults: paths.defaultRelease(release.key),
  }
}

/** The line that the first page has when something is overdue; empty otherwise. */
export function overdueLine(releases: readonly Freshness[]): string {
  const overdue = releases.filter(({ standing }) => standing === 'overdue')
  const [first] = overdue
  if (!first) return ''
  const others = overdue.length === 1 ? '' : ` and ${counted(overdue.length - 1, 'other')}`
  return `${first.release.title}${others} ${overdue.length === 1 ? 'is' : 'are'} overdue`
}

function releaseRow(fresh: Freshness) {
  const { release, held, standing, due } = fresh
  return {
    title: release.title,
    publisher: release.publisher,
    page: release.page,
    href: paths.release(release.key),
    standing: standingWords[standing],
    held: held && {
      asAt: whenOf(held),
      rows: counted(held.rows_used, 'row'),
      imported: `Imported on ${inWords(dayInLondon(held.ended_at ?? held.started_at))} by ${held.started_by}`,
      href: paths.importRun(held.id),
    },
    due: due && { on: inWords(due.on), because: whyDue(due) },
    noDue: held && release.rhythm.kind !== 'ended' ? 'No day is known' : rhythmSaid(fresh),
  }
}

/** The years passed over between those held, in sentences; empty where there is none. */
function skippedInWords({ missing, unpublished }: SkippedYears): string {
  const listed = (years: readonly number[]) => years.map(academicYearInWords).join(', ')
  return [
    ...(missing.length === 0 ? [] : [`Not held of the years between: ${listed(missing)}.`]),
    ...(unpublished.length === 0 ? [] : [`None was published for ${listed(unpublished)}.`]),
  ].join(' ')
}

function whenOf(held: ImportRun): string {
  const time = timeOf(held)
  if (time === undefined) return 'Not dated by its publisher'
  return held.as_at ? `As at ${time}` : `Academic year ${time}`
}

function whyDue({ because, ours, confirmed }: Due): string {
  if (ours) return `Expected here: ${because}`
  return confirmed ? because : `${because}. Nothing confirms this`
}

function rhythmSaid(fresh: Freshness): string {
  return fresh.release.basis.rhythm === undefined ? `${rhythmOf(fresh)}. Nothing confirms this` : rhythmOf(fresh)
}

function rhythmOf({ release: { rhythm } }: Freshness): string {
  if (rhythm.kind === 'daily') return `Daily; a copy is good for ${counted(rhythm.keep, 'day')}`
  if (rhythm.kind === 'monthly') return `Monthly, about ${counted(rhythm.after, 'day')} after the end of the month it is as at`
  if (rhythm.kind === 'yearly') return rhythm.publications.length === 1 ? 'Once a year' : `${rhythm.publications.length} times a year`
  if (rhythm.kind === 'dictionary') return "As the tool's data dictionary says, measure by measure"
  return rhythm.kind === 'ended' ? rhythm.because : 'Now and then'
}

function byDay(updates: readonly NextUpdate[], today: Day) {
  return [...Map.groupBy(updates, ({ on }) => on)].map(([on, all]) => ({
    on: inWords(on),
    measures: count(all.reduce((sum, { measures }) => sum + measures, 0)),
    passed: on < today,
  }))
}

/** As people type it: `31/08/2025`. */
const inFigures = (day: Day) => day.split('-').toReversed().join('/')
