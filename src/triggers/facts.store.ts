import { sql } from 'kysely'
import { nationalCode, type AreaCode, type Country } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { reportCardsOn } from '../judgements/report-card.store.ts'
import { cardStanding } from '../judgements/report-card.ts'
import { academicYearOf, inWords, parseDay, yearBefore, type Day } from '../lib/day.ts'
import { held as filesHeld } from '../sources/import-run.store.ts'
import type { ImportRun } from '../sources/import-run.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import {
  figureKey,
  withTotals,
  type Facts,
  type PublishedFigure,
  type ReportCardCounts,
  type SchoolCounts,
  type SchoolDay,
} from './facts.ts'
import { paceOn } from './pace.store.ts'
import { concerns, schoolStates, type StateOf } from './school-state.store.ts'

/**
 * What the triggers of every authority are judged on as at a day; without a day, the latest that the held files cover.
 * Undefined when no day is given and nothing is held.
 */
export async function factsOn(reads: Reads, framework: Framework, asked: Day | undefined): Promise<Facts | undefined> {
  // By its measures and not by its key: two authorities may each have loaded a set of triggers under one key.
  return kept(reads, `${publishedCodes(framework).join(' ')} ${asked ?? ''}`, async () => {
    const held = await whatIsHeld(reads)
    const on = asked ?? held.newestFile ?? (await endOfNewestYear(reads, framework))
    return on && gathered(reads, framework, held, on)
  })
}

// Counting every school of the country on two days is the dearest question a page asks, and the answer is the same for every
// authority.
const kept = keptUntilImport<Facts | undefined>(6)

interface Held {
  readonly country: Country | null
  readonly newestFile: Day | null
}

async function whatIsHeld(reads: Reads): Promise<Held> {
  return reads
    .selectFrom(
      sql<Held>`(
    select country,
      (select max(as_at) from school_record) as "newestFile"
    from installation)`.as('held'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
}

async function gathered(reads: Reads, framework: Framework, { country, newestFile }: Held, on: Day): Promise<Facts> {
  const nation = nationalCode(country ?? 'real')
  const days = await schoolDays(reads, nation, on, newestFile)
  const files = await filesHeld(reads)
  const figuresFile = files.find(({ source }) => source === 'lait')
  return {
    on,
    nation,
    schools: days.schools,
    schoolsBefore: days.schoolsBefore,
    ...(days.schools && days.schools.how !== 'listed' ? { pace: await paceOn(reads, days.schools, nation) } : {}),
    reportCards: await reportCards(reads, days.schools, nation),
    figures: await publishedFigures(reads, framework, on),
    schoolsFile: days.schools ? fileInWords(days.schools, files) : '',
    figuresFile: figuresFile ? `Department for Education, Local Authority Interactive Tool${inBrackets(figuresFile)}` : '',
  }
}

function fileInWords({ fileAsAt, how }: SchoolDay, files: readonly ImportRun[]): string {
  const sources = how === 'listed' ? ['ofsted-graded-schools'] : ['ofsted-state-funded', 'ofsted-report-cards']
  const file = files.find(({ source, as_at }) => sources.includes(source ?? '') && as_at === fileAsAt)
  const schools = how === 'listed' ? 'schools with a grade' : 'state-funded schools'
  return `Ofsted, ${schools} as at ${inWords(fileAsAt)}${inBrackets(file)}`
}

async function reportCards(reads: Reads, day: SchoolDay | undefined, nation: AreaCode): Promise<Facts['reportCards']> {
  const alike = day === undefined || day.how === 'listed' ? [] : await reportCardsOn(reads, day.fileAsAt, day.on)
  const counts = new Map<AreaCode, ReportCardCounts>()
  for (const { authority, grades, schools } of alike) {
    const standing = cardStanding(grades)
    for (const area of [authority, nation]) {
      const { cards, atExpected, notKnown } = counts.get(area) ?? { cards: 0, atExpected: 0, notKnown: 0 }
      counts.set(area, {
        cards: cards + schools,
        atExpected: atExpected + (standing === 'at expected' ? schools : 0),
        notKnown: notKnown + (standing === 'not known' ? schools : 0),
      })
    }
  }
  return counts
}

interface SchoolDays {
  readonly schools?: SchoolDay
  readonly schoolsBefore?: SchoolDay
}

async function schoolDays(reads: Reads, nation: AreaCode, on: Day, newestFile: Day | null): Promise<SchoolDays> {
  const answers = await fileFor(reads, on)
  if (answers !== undefined) return countSchools(reads, answers, nation)
  if (newestFile === null) return {}
  const newest = { fileAsAt: newestFile, gradedOnly: false, on: newestFile }
  const { schools, schoolsBefore } = await countSchools(reads, newest, nation)
  return { schools: { ...schools, how: 'newest' }, schoolsBefore }
}

/**
 * The file that answers for a day: the earliest file of schools that is as at that day or later, or a list of graded schools of
 * that very day.
 */
async function fileFor(reads: Reads, on: Day): Promise<StateOf | undefined> {
  const { schools, listed } = await reads
    .selectFrom(
      sql<{ schools: Day | null; listed: boolean }>`(
    select (select min(as_at) from school_record where as_at >= ${on}::date) as schools,
      exists (select 1 from graded_school where as_at = ${on}::date) as listed)`.as('files'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
  if (listed && schools !== on) return { fileAsAt: on, gradedOnly: true, on }
  return schools === null ? undefined : { fileAsAt: schools, gradedOnly: false, on }
}

async function countSchools(reads: Reads, now: StateOf, nation: AreaCode): Promise<Required<SchoolDays>> {
  const on = yearBefore(now.on)
  const before = (await fileFor(reads, on)) ?? { ...now, gradedOnly: false, on }
  const rows = await reads
    .selectFrom(
      sql<SchoolCounts & { area: AreaCode | null; phase: string; at: 'now' | 'before' }>`(
    with now as (${schoolStates(now)}), before as (${schoolStates(before)}), both_days as (
      select 'now' as at, n.*, coalesce(b.category in (${concerns}), false) as was,
        coalesce(b.category in (${concerns}) and n.known and coalesce(n.category not in (${concerns}), true), false) as has_left
      from now n left join before b on b.urn = n.urn
      union all
      select 'before', b.*, false, false from before b
    )
    select at, authority as area, phase,
      count(*) as schools,
      count(*) filter (where known) as known,
      count(*) filter (where overall in ('1', '2', '3', '4')) as graded,
      count(*) filter (where overall in ('1', '2')) as good,
      count(*) filter (where overall = '1') as outstanding,
      count(*) filter (where category in (${concerns})) as "inCategory",
      coalesce(sum(pupils) filter (where overall in ('1', '2', '3', '4')), 0)::int as "gradedPupils",
      coalesce(sum(pupils) filter (where overall in ('1', '2')), 0)::int as "goodPupils",
      count(*) filter (where was) as "wereInCategory",
      count(*) filter (where has_left) as "leftCategory"
    from both_days group by at, authority, phase)`.as('counted'),
    )
    .selectAll()
    .orderBy('at')
    .orderBy('area')
    .orderBy('phase')
    .execute()
  const dayOf = ({ on, fileAsAt, gradedOnly }: StateOf, at: 'now' | 'before'): SchoolDay => {
    const counts = withTotals(
      rows.filter((row) => row.at === at),
      nation,
    )
    const whole = gradedOnly ? 'listed' : 'whole'
    return { on, fileAsAt, how: on === fileAsAt ? whole : 'rebuilt', counts }
  }
  return { schools: dayOf(now, 'now'), schoolsBefore: dayOf(before, 'before') }
}

/** Every area's figures of the framework's measures, of the academic year of the day and the three before. */
async function publishedFigures(reads: Reads, framework: Framework, on: Day) {
  const year = academicYearOf(on)
  const rows = await reads
    .selectFrom('series as s')
    .innerJoin('observation as o', 'o.series', 's.id')
    .select(['s.measure', 's.year', 's.ends_in', 'o.area', 'o.value', 'o.published'])
    .where('s.measure', 'in', publishedCodes(framework))
    .where('s.ends_in', '>=', year - 3)
    .where('s.ends_in', '<=', year)
    .orderBy('s.id')
    .orderBy('o.area')
    .execute()
  const figures = new Map<string, PublishedFigure>()
  for (const { measure, area, ends_in, year: label, value, published } of rows) {
    const key = figureKey(measure, area, ends_in)
    if (settledness(label) >= settledness(figures.get(key)?.label ?? '(none)')) figures.set(key, { value, published, label })
  }
  return figures
}

/** A final year stands before a revised one, and that before a provisional one, when a file carries more than one. */
function settledness(label: string): number {
  if (label === '(none)') return 0
  if (/\(prov\)/i.test(label)) return 1
  return /\(rev\)/i.test(label) ? 2 : 3
}

const publishedCodes = ({ measures }: Framework) => measures.filter(({ from }) => from === 'lait').map(({ code }) => code)

/** Where no file of schools is held: the last day of the newest academic year that the triggers' measures have. */
async function endOfNewestYear(reads: Reads, framework: Framework): Promise<Day | undefined> {
  const { year } = await reads
    .selectFrom('series')
    .select(({ fn }) => fn.max<number | null>('ends_in').as('year'))
    .where('measure', 'in', publishedCodes(framework))
    .executeTakeFirstOrThrow()
  return parseDay(`${year}-08-31`)
}

const inBrackets = (file: ImportRun | undefined) => (file === undefined ? '' : ` (${file.file_name})`)
