import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import { nationalCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import {
  spendingFigures,
  type PublishedSpending,
  type Spending,
  type SpendingBeside,
  type SpendingLevel,
  type SpendingOf,
} from './spending.ts'

/** What a file of the summary came to, ready to be held. */
export interface SpendingOfYear {
  readonly year: number
  readonly title: string
  readonly headings: readonly string[]
  readonly rows: readonly PublishedSpending[]
}

const columns = ['gss', 'e_code', 'name', 'level', 'class', 'certification', 'note', 'line'] as const

/** Holds a financial year's spending, in place of what was held of that year. */
export async function holdSpending(tx: Db, { year, title, headings, rows }: SpendingOfYear, run: number): Promise<void> {
  await tx.deleteFrom('spending_file').where('year', '=', year).execute()
  await tx
    .insertInto('spending_file')
    .values({ run, year, title, headings: headings.join('\t') })
    .execute()
  const lines = rows.map((row) => copyLine([year, run, ...columns.map((column) => row[column]), row.cells.map((text) => text.replaceAll('\t', ' ')).join('\t')])) // prettier-ignore
  await copyInto(tx, 'spending_row', ['year', 'run', ...columns, 'cells'], inChunks(lines))
}

/**
 * What an authority, or the country, spent: the newest year first. An authority is found by the code of nine characters that the
 * files which name areas give it; one of which no such file is held has no spending.
 */
export async function spendingOf(reads: Reads, area: AreaCode): Promise<readonly Spending[]> {
  const rows = await reads
    .selectFrom('spending_row as s')
    .innerJoin('spending_file as f', 'f.run', 's.run')
    .select(['s.year', 's.name', 's.level', 's.certification', 's.cells', 'f.title', 'f.headings'])
    .where((eb) =>
      area === nationalCode('real')
        ? eb('s.level', '=', 'country')
        : eb('s.gss', '=', eb.selectFrom('area as a').select('a.gss').where('a.code', '=', area)),
    )
    .orderBy('s.year', 'desc')
    .execute()
  return rows.map(({ headings, cells, ...row }) => ({ ...row, figures: spendingFigures(headings.split('\t'), cells.split('\t')) }))
}

/** An authority's spending in the newest financial year that has a row of it, with its class of authority and the country. */
export async function newestSpending(reads: Reads, area: AreaCode): Promise<SpendingBeside | undefined> {
  const rows = await reads
    .with('own', (db) =>
      db
        .selectFrom('spending_row as s')
        .innerJoin('area as a', 'a.gss', 's.gss')
        .select(['s.year', 's.gss'])
        .where('a.code', '=', area)
        .orderBy('s.year', 'desc')
        .limit(1),
    )
    .selectFrom('own')
    .innerJoin('spending_row as s', 's.year', 'own.year')
    .innerJoin('spending_file as f', 'f.run', 's.run')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .select(['s.year', 's.name', 's.level', 's.certification', 's.cells', 'f.title', 'f.headings', 'r.file_name', 'r.started_at'])
    // The code of a class is the first three characters of the codes of those in it.
    .where(sql<boolean>`s.gss = own.gss or s.gss = left(own.gss, 3) or s.level = 'country'`)
    .orderBy('s.level')
    .orderBy('s.gss')
    .execute()
  const of = (level: SpendingLevel): SpendingOf | undefined => {
    const row = rows.find((one) => one.level === level)
    return (
      row && { name: row.name, certification: row.certification, figures: spendingFigures(row.headings.split('\t'), row.cells.split('\t')) }
    )
  }
  const [first] = rows
  const ours = of('authority')
  if (!first || !ours) return undefined
  return {
    year: first.year,
    title: first.title,
    file: first.file_name,
    importedAt: first.started_at,
    ours,
    alike: of('class'),
    country: of('country'),
  }
}
