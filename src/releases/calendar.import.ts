import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { YAMLError } from 'yaml'
import type { Checked } from '../lib/checked.ts'
import { readAddresses, readCalendar, type OwnAddresses } from './calendar.form.ts'
import type { Release, ReleaseCalendar } from './release.ts'

let shipped: ReleaseCalendar | undefined

/** The release calendar that ships with Fiveday. Read and checked once; a file that is not sound stops the start. */
export function shippedCalendar(): ReleaseCalendar {
  shipped ??= soundCalendar(readFileSync(new URL('../../data/releases/calendar.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundCalendar(text: string): ReleaseCalendar {
  const read = readCalendar(text)
  if (read.ok) return read.value
  throw new Error(`data/releases/calendar.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}

/** The addresses in a file that somebody keeps, which stand in place of the calendar's own. */
export async function addressesIn(file: string, releases: readonly Release[]): Promise<Checked<OwnAddresses>> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return { ok: false, problems: [{ field: 'addresses', text: `There is no file of addresses at ${file}` }] }
  try {
    return readAddresses(text, releases)
  } catch (problem) {
    if (!(problem instanceof YAMLError)) throw problem
    return { ok: false, problems: [{ field: 'addresses', text: `The file of addresses is not YAML: ${problem.message.split('\n')[0]}` }] }
  }
}

/** The calendar with such addresses in place of its own. Its own places stay allowed. */
export function calendarWith(calendar: ReleaseCalendar, own: OwnAddresses): ReleaseCalendar {
  return {
    ...calendar,
    origins: [...new Set([...calendar.origins, ...own.origins])],
    releases: calendar.releases.map((release) => ({ ...release, getting: own.addresses.get(release.key) ?? release.getting })),
  }
}
