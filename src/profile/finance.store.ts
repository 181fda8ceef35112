import { sql } from 'kysely'
import { countryOf, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { newestSpending } from '../finance/spending.store.ts'
import { countryAbout } from '../statistics/beside.ts'
import { dataSet, statisticsOf } from '../statistics/data-set.store.ts'
import type { KnownDataSet } from '../statistics/known-data-set.ts'
import { areasBeside } from '../statistics/looked-after.store.ts'
import type { FinanceFacts, PupilsOfYear, Reserves } from './finance.ts'

/** What an authority spends on education in the newest year held, and the reserves of its maintained schools over the years. */
export async function financeFacts(reads: Reads, authority: AreaCode, known: readonly KnownDataSet[]): Promise<FinanceFacts> {
  const spending = countryOf(authority) === 'real' ? await newestSpending(reads, authority) : undefined
  const pupils = spending && (await pupilsIn(reads, authority, spending.year))
  return { spending, pupils, reserves: await reservesOf(reads, authority, known) }
}

/** The pupils of the authority's schools by the newest of Ofsted's files of a calendar year. */
async function pupilsIn(reads: Reads, authority: AreaCode, year: number): Promise<PupilsOfYear | undefined> {
  const file = await reads
    .selectFrom('school_record as s')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .select(['s.as_at', 'r.file_name'])
    .where('s.authority', '=', authority)
    .where(sql<number>`extract(year from s.as_at)`, '=', year)
    .orderBy('s.as_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!file) return undefined
  const { schools, numbers, pupils } = await reads
    .selectFrom('school_record as s')
    .select(({ fn }) => [
      fn.countAll<number>().as('schools'),
      fn.count<number>('s.pupils').as('numbers'),
      fn.sum<number | string | null>('s.pupils').as('pupils'),
    ])
    .where('s.authority', '=', authority)
    .where('s.as_at', '=', file.as_at)
    .executeTakeFirstOrThrow()
  return { asAt: file.as_at, file: file.file_name, schools, withoutNumber: schools - numbers, pupils: Number(pupils) }
}

async function reservesOf(reads: Reads, authority: AreaCode, known: readonly KnownDataSet[]): Promise<Reserves | undefined> {
  const set = await dataSet(reads, known, 'maintained-school-reserves')
  if (!set) return undefined
  const country = countryAbout(await areasBeside(reads, authority), authority)
  const filters = Object.fromEntries(set.filters.map(({ name, usual }) => [name, usual]))
  const rows = await statisticsOf(reads, set, [authority, country.code], { filters })
  if (!rows.some(({ area }) => area === authority)) return undefined
  const cellsOf = (sorts: number, area: string) => rows.find((row) => row.period.sorts === sorts && row.area === area)?.cells ?? {}
  return {
    years: set.periods.map(({ label, endsIn, sorts }) => ({
      label,
      endsIn,
      ours: cellsOf(sorts, authority),
      country: cellsOf(sorts, country.code),
    })),
    countryName: country.name,
    breaks: set.breaks,
    files: set.files.map(({ file, imported_at }) => ({ file, imported_at })),
  }
}
