import type { Day } from '../lib/day.ts'

/** One published file that its publisher puts out again and again: what it is, where it is, and when the next is due. */
export interface Release {
  /** Names it on a command line: `ofsted`, `register`. */
  readonly key: string
  readonly title: string
  readonly publisher: string
  /** The publisher's own page about it, where people are led. */
  readonly page: string
  /** The sources it is read by, as `Source.key` names them. Its layout may have changed over the years. */
  readonly sources: readonly string[]
  /** Of a source that reads many data sets, those it is. None: all that its sources read. */
  readonly dataSets: readonly string[]
  readonly getting: Getting
  readonly rhythm: Rhythm
  readonly licence: string
  /** The release whose as-at day says how old this one is, where it bears no date and comes out with that one. */
  readonly datedBy: string | undefined
  /** What its rhythm and its address are known from. Undefined: nothing confirms it, and no page states it as a fact. */
  readonly basis: { readonly rhythm: string | undefined; readonly address: string | undefined }
}

/**
 * How to come by it.
 *
 * - `address`: it has an address of its own, in which `{yyyymmdd}` stands for a day and `{academic-year}` for `2024-2025`.
 *   When nothing is there, the one before is asked for, up to `back` times.
 * - `link`: its page links to the newest file, whose name fits `link`, where `*` stands for any text.
 * - `by hand`: somebody has to download it and bring it.
 */
export type Getting =
  | { readonly kind: 'address'; readonly address: string; readonly back: number }
  | { readonly kind: 'link'; readonly page: string; readonly link: string }
  | { readonly kind: 'by hand'; readonly because: string }

/** A publication in a year: the month it comes out in, and the day of the year it describes, as `08-31`. */
export interface Publication {
  readonly month: number
  readonly asAt: string
}

/**
 * When a publisher puts out the next.
 *
 * - `daily`: each day; a copy is good for `keep` days.
 * - `monthly`: as at the end of each month, `after` days later.
 * - `yearly`: the publications of each year, but `without` those as at a day of some years: no tests were held in them.
 * - `dictionary`: on the days that the data dictionary of the Local Authority Interactive Tool gives as next updates, of all
 *   its measures or of those whose links name one of `links`.
 * - `irregular`: now and then; nothing is ever due.
 * - `ended`: never again.
 */
export type Rhythm =
  | { readonly kind: 'daily'; readonly keep: number }
  | { readonly kind: 'monthly'; readonly after: number }
  | { readonly kind: 'yearly'; readonly publications: readonly Publication[]; readonly without?: readonly number[] }
  | { readonly kind: 'dictionary'; readonly links: readonly string[] }
  | { readonly kind: 'irregular' }
  | { readonly kind: 'ended'; readonly because: string }

/** The releases Fiveday knows, and the places it may fetch from. */
export interface ReleaseCalendar {
  readonly version: Day
  /** Where a file may come from: `https://www.gov.uk`. Nothing is fetched from anywhere else, however it is led there. */
  readonly origins: readonly string[]
  readonly releases: readonly Release[]
}

/** A day on which people here expect a release. */
export interface ExpectedRelease {
  readonly id: number
  readonly release: string
  readonly due_on: Day
  readonly note: string
  readonly version: number
  readonly changed_by: string
}

/** Such a day as somebody types it, with where they know it from. */
export type Expectation = Pick<ExpectedRelease, 'due_on' | 'note'>

/** What came of asking for a release last, and of the file that came last. */
export interface FetchedFile {
  readonly release: string
  readonly asked_at: Date
  readonly answer: string
  readonly address: string | null
  readonly etag: string | null
  readonly last_modified: string | null
  readonly checksum: string | null
  readonly fetched_at: Date | null
}

/** When something is said to come next, by the data dictionary: a day, and how many measures then. */
export interface NextUpdate {
  readonly on: Day
  readonly measures: number
  readonly links: string
}
