import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import { parseDay } from '../lib/day.ts'
import type { Getting, Publication, Release, ReleaseCalendar, Rhythm } from './release.ts'

type Fields = Readonly<Record<string, unknown>>

/** Addresses that stand in place of the release calendar's own, and further places a file may come from. */
export interface OwnAddresses {
  readonly origins: readonly string[]
  readonly addresses: ReadonlyMap<string, Getting>
}

/** Reads the release calendar, or says everything that is wrong with it. */
export function readCalendar(text: string): Checked<ReleaseCalendar> {
  const problems: Problem[] = []
  const fields = fieldsOf(parse(text))
  const version = parseDay(textIn(fields, 'version'))
  if (!version) problems.push(problem('version', 'is the day of the calendar, like 2026-11-23'))
  const origins = originsIn(fields, problems)
  const licence = textIn(fields, 'licence')
  if (!licence) problems.push(problem('licence', 'name the licence'))
  const listed = Array.isArray(fields.releases) ? fields.releases.map(fieldsOf) : []
  if (listed.length === 0) problems.push(problem('releases', 'list the releases'))
  const releases = listed.map((release, i) => readRelease(release, licence, (what) => problems.push(problem(`release ${i + 1}`, what))))
  problems.push(...amongThemselves(releases, origins))
  if (!version || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { version, origins, releases } }
}

/** Reads a file of addresses for `releases` that stand in place of the calendar's own, or says everything that is wrong with it. */
export function readAddresses(text: string, releases: readonly Release[]): Checked<OwnAddresses> {
  const problems: Problem[] = []
  const fields = fieldsOf(parse(text))
  const origins = originsIn(fields, problems)
  const addresses = new Map<string, Getting>()
  for (const [key, given] of Object.entries(fieldsOf(fields.addresses))) {
    if (!releases.some((release) => release.key === key)) problems.push(problem(key, 'there is no such release'))
    const getting = gettingIn(typeof given === 'string' ? { address: given } : fieldsOf(given), '')
    if (typeof getting === 'string') problems.push(problem(key, getting))
    else addresses.set(key, getting)
  }
  if (addresses.size === 0) problems.push(problem('addresses', 'give the address of a release'))
  for (const [key, getting] of addresses) problems.push(...unlisted(key, getting, origins))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { origins, addresses } }
}

function readRelease(fields: Fields, licence: string, wrong: (what: string) => void): Release {
  const text = (name: string) => {
    const found = textIn(fields, name)
    if (!found) wrong(`give its ${name}`)
    return found
  }
  const page = text('page')
  if (!isAddress(page)) wrong(`its page "${page}" is not an address that begins with https://`)
  const sources = listIn(fields.sources)
  if (sources.length === 0) wrong('name the sources it is read by')
  const getting = gettingIn(fields, page)
  if (typeof getting === 'string') wrong(getting)
  const rhythm = rhythmIn(fields)
  if (typeof rhythm === 'string') wrong(rhythm)
  return {
    key: text('key'),
    title: text('title'),
    publisher: text('publisher'),
    page,
    sources,
    dataSets: listIn(fields['data-sets']),
    getting: typeof getting === 'string' ? { kind: 'by hand', because: getting } : getting,
    rhythm: typeof rhythm === 'string' ? { kind: 'irregular' } : rhythm,
    licence: textIn(fields, 'licence') || licence,
    datedBy: textIn(fields, 'dated-by') || undefined,
    basis: basisIn(fieldsOf(fields.basis), wrong),
  }
}

function gettingIn(fields: Fields, page: string): Getting | string {
  const address = textIn(fields, 'address')
  const link = textIn(fields, 'link')
  const because = textIn(fields, 'by-hand')
  if ([address, link, because].filter(Boolean).length !== 1) return 'give one of address, link and by-hand'
  if (because) return { kind: 'by hand', because }
  if (link) return { kind: 'link', page: page || textIn(fields, 'page'), link }
  const back = fields['days-back'] ?? fields['years-back'] ?? 0
  if (!isWhole(back, 0, 31)) return 'how many days or years to go back is a whole number up to 31'
  return { kind: 'address', address, back }
}

function rhythmIn(fields: Fields): Rhythm | string {
  const kind = textIn(fields, 'rhythm')
  if (kind === 'irregular') return { kind }
  if (kind === 'dictionary') return { kind, links: listIn(fields.links) }
  if (kind === 'ended') return textIn(fields, 'ended') ? { kind, because: textIn(fields, 'ended') } : 'say under ended why there is no more'
  if (kind === 'daily') {
    const keep = fields['good-for-days']
    return isWhole(keep, 1, 400) ? { kind, keep } : 'say how many days a copy is good for, under good-for-days'
  }
  if (kind === 'monthly') {
    const after = fields['days-after-month']
    return isWhole(after, 0, 100) ? { kind, after } : 'say how many days after a month it is out, under days-after-month'
  }
  if (kind !== 'yearly') return 'its rhythm is daily, monthly, yearly, dictionary, irregular or ended'
  const listed = Array.isArray(fields.publications) ? fields.publications.map(fieldsOf).map(publicationIn) : []
  const publications = listed.filter((publication) => publication !== undefined)
  if (publications.length === 0 || publications.length < listed.length) return 'list its publications, each with month and as-at'
  const without = Array.isArray(fields['no-edition-for']) ? fields['no-edition-for'] : []
  const years = without.filter((year) => isWhole(year, 2000, 2100))
  if (years.length < without.length) return 'list under no-edition-for the years as at which nothing was published'
  return { kind, publications, without: years }
}

function publicationIn(fields: Fields): Publication | undefined {
  const asAt = textIn(fields, 'as-at')
  if (!isWhole(fields.month, 1, 12) || parseDay(`2025-${asAt}`) === undefined) return undefined
  return { month: fields.month, asAt }
}

/** A basis is where a fact is from, or says that nothing confirms it; never left out. */
function basisIn(fields: Fields, wrong: (what: string) => void): Release['basis'] {
  const from = (name: string) => {
    const text = textIn(fields, name)
    if (!text) wrong(`say what its ${name} is known from, under basis, or "not confirmed"`)
    return text === 'not confirmed' || text === '' ? undefined : text
  }
  return { rhythm: from('rhythm'), address: from('address') }
}

function* amongThemselves(releases: readonly Release[], origins: readonly string[]): Generator<Problem> {
  const keys = releases.map(({ key }) => key)
  for (const { key, sources, dataSets, datedBy, getting } of releases) {
    if (keys.indexOf(key) !== keys.lastIndexOf(key)) yield problem(key, 'stands twice')
    if (datedBy !== undefined && !keys.includes(datedBy)) yield problem(key, `is dated by ${datedBy}, which is no release`)
    const other = releases.find(
      (each) => each.key !== key && overlaps(each.sources, sources) && (dataSets.length === 0 || overlaps(each.dataSets, dataSets)),
    )
    if (other) yield problem(key, `has a source or a data set that ${other.key} has too`)
    yield* unlisted(key, getting, origins)
  }
}

function* unlisted(key: string, getting: Getting, origins: readonly string[]): Generator<Problem> {
  if (getting.kind === 'by hand') return
  const address = getting.kind === 'link' ? getting.page : getting.address
  const origin = URL.canParse(address) ? new URL(address).origin : undefined
  if (!origin || !origins.includes(origin)) yield problem(key, `"${address}" is at none of the places listed under from`)
}

function originsIn(fields: Fields, problems: Problem[]): readonly string[] {
  const listed = listIn(fields.from)
  if (listed.length === 0) problems.push(problem('from', 'list the places a file may come from, like https://www.gov.uk'))
  for (const place of listed) {
    if (!URL.canParse(place) || new URL(place).origin !== place)
      problems.push(problem('from', `"${place}" is not a place like https://www.gov.uk`))
  }
  return listed
}

const overlaps = (some: readonly string[], others: readonly string[]) => some.some((each) => others.includes(each))
const problem = (field: string, text: string): Problem => ({ field, text: `${field}: ${text}` })
const isAddress = (text: string) => URL.canParse(text) && new URL(text).protocol === 'https:'
const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value.trim().replaceAll(/\s+/g, ' ') : ''
}

function listIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
