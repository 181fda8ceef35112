import { councilName } from '../accounts/account.store.ts'
import type { AreaCode } from '../authorities/area.ts'
import { neighboursOf } from '../authorities/neighbour.store.ts'
import type { Reads } from '../db/connect.ts'
import { schools } from '../establishments/school.store.ts'
import { everySchool } from '../establishments/school.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { KnownBreak } from '../measures/break.ts'
import { areasCompared, besideOf } from '../measures/comparison.store.ts'
import type { Beside } from '../measures/measure-facts.ts'
import { measures } from '../measures/measure.store.ts'
import { held } from '../sources/import-run.store.ts'
import type { Source } from '../sources/source.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import type { Calendar } from '../terms/term.ts'
import { registersSay } from '../triggers/register-says.store.ts'
import { schoolsBehind } from '../triggers/school-state.store.ts'
import { keyCodes } from './key-measures.ts'
import type { PackFacts, PackSource, ProfileMeasure, YearOfMeasure } from './pack.ts'

/** What the pack of one authority is asked for. `sources` are the published files there can be. */
export interface PackAsked {
  readonly authority: AreaCode
  readonly on: Day | undefined
  readonly framework: Framework
  readonly breaks: readonly KnownBreak[]
  readonly sources: readonly Source[]
  readonly made: Day
  /** When terms begin where the authority gave no days of its own. */
  readonly terms: Calendar
}

/** All that the pack of an authority is written from. Undefined where no file names the authority, or none covers any day. */
export async function packFacts(reads: Reads, asked: PackAsked): Promise<PackFacts | undefined> {
  const { authority, on, framework, breaks, sources, made } = asked
  const calendar = await calendarOf(reads, authority, asked.terms)
  const found = await assessed(reads, framework, authority, { on, today: made })
  if (!found) return undefined

  const beside = besideOf(await areasCompared(reads), authority)
  const day = found.facts.schools
  const listed = day ? await schools(reads, { authority, asAt: day.fileAsAt, filter: everySchool }) : []
  return {
    framework,
    found,
    registers: await registersSay(reads, framework, { authority, on: on ?? made, today: made, calendar, officer: false }),
    on,
    council: (await councilName(reads, authority)) ?? '',
    regionName: beside.region?.name,
    neighbours: await neighboursOf(reads, authority),
    measures: await profileOf(reads, authority, beside, breaks),
    schools: listed,
    schoolsAsAt: day?.fileAsAt,
    behind: day ? await schoolsBehind(reads, authority, day) : [],
    sources: await sourcesHeld(reads, sources),
    made,
  }
}

/** The measures of the profile in the order of the pack, each with its years, oldest first. */
async function profileOf(reads: Reads, authority: AreaCode, beside: Beside, breaks: readonly KnownBreak[]): Promise<ProfileMeasure[]> {
  const known = await measures(reads, breaks, { codes: keyCodes })
  const years = await yearsOf(reads, authority, beside)
  const byCode = new Map(known.map((measure) => [measure.code, measure]))
  return keyCodes.flatMap((code) => {
    const measure = byCode.get(code)
    const found = years.get(code)
    return measure && found ? [{ measure, years: found, latest: measure.latest }] : []
  })
}

async function yearsOf(reads: Reads, authority: AreaCode, { nation, region }: Beside): Promise<ReadonlyMap<string, YearOfMeasure[]>> {
  const rows = await reads
    .selectFrom('series as s')
    .leftJoin('observation as ours', (join) => join.onRef('ours.series', '=', 's.id').on('ours.area', '=', authority))
    .leftJoin('observation as theirs', (join) => join.onRef('theirs.series', '=', 's.id').on('theirs.area', '=', nation))
    .leftJoin('observation as near', (join) => join.onRef('near.series', '=', 's.id').on('near.area', '=', region?.code ?? nation))
    .select(['s.measure', 's.year', 's.ends_in as endsIn', 's.ranked as of', 'ours.value', 'ours.published', 'ours.rank', 'ours.band'])
    .select(['ours.neighbour_mean as neighbourMean', 'theirs.value as england', 'near.value as region'])
    .where('s.measure', 'in', keyCodes)
    .orderBy('s.id')
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ ...row, region: region ? row.region : null })),
    ({ measure }) => measure,
  )
}

/** The files held now, as a person names them. */
async function sourcesHeld(reads: Reads, sources: readonly Source[]): Promise<PackSource[]> {
  const runs = await held(reads)
  return runs.map(({ source, file_name, as_at, rows_used, rows_refused }) => {
    const known = sources.find(({ key }) => key === source)
    return {
      name: known?.name ?? source ?? file_name,
      publisher: known?.publisher ?? '',
      fileName: file_name,
      asAt: as_at,
      rowsUsed: rows_used,
      rowsRefused: rows_refused,
    }
  })
}
