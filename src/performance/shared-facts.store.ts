import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import type { Likened, Traits } from './likeness.ts'
import type { TableKey } from './performance-row.ts'
import type { FiguresReader } from './figures-in.ts'
import type { AreaFigures, Spreads } from './school-page.ts'

/** What the performance tables held are: the same for every school. */
export interface FilesHeld {
  readonly country: 'real' | 'made-up'
  /** Of each import its file's headings, which are as long as its rows: read once, and rows without them. */
  readonly headings: ReadonlyMap<number, readonly string[]>
  readonly names: ReadonlyMap<number, string>
  /** What areas are called. */
  readonly areas: ReadonlyMap<string, string>
  readonly held: ReadonlyMap<TableKey, ReadonlySet<number>>
  /** Which measure stands where among the figures kept of a table and year. */
  readonly columns: ReadonlyMap<string, readonly string[]>
}

/** The schools of a kind in a table and year, and the deviations of their traits. */
export interface LikenedSchools {
  readonly schools: readonly Likened[]
  readonly deviations: Traits
}

/** Answers by what was asked, each in a box so that an answer of nothing is one too. */
export type Answers<T> = Map<string, { readonly answer: T }>

/** Answers that several schools' pages share, kept until something is imported. */
export interface SharedFacts {
  readonly files: FilesHeld
  readonly areas: Answers<AreaFigures>
  readonly spreads: Answers<Spreads>
  readonly likened: Answers<LikenedSchools>
  /** By authority, the years of each table whose files name schools of it. */
  readonly ofAuthorities: Answers<ReadonlyMap<TableKey, ReadonlySet<number>>>
  readonly readers: Map<string, FiguresReader>
}

/** What the pages of schools share. Asked for once a page, so that whether something was imported is asked once. */
export function sharedFacts(reads: Reads): Promise<SharedFacts> {
  return kept(reads, 'shared', async () => ({ files: await filesHeld(reads), areas: new Map(), spreads: new Map(), likened: new Map(), ofAuthorities: new Map(), readers: new Map() })) // prettier-ignore
}

const kept = keptUntilImport<SharedFacts>(1)

/** Keeps the last `most` answers for as long as what schools share: until something is imported. */
export function keptBeside<T>(most: number): (shared: SharedFacts, key: string, find: () => Promise<T>) => Promise<T> {
  const answers = new WeakMap<SharedFacts, Answers<T>>()
  return (shared, key, find) => {
    const held = answers.get(shared) ?? new Map<string, { readonly answer: T }>()
    answers.set(shared, held)
    return remembered(held, key, most, find)
  }
}

/** The answer under a key, or the one that `find` gives; the oldest goes when there are more than `most`. */
export async function remembered<T>(answers: Answers<T>, key: string, most: number, find: () => Promise<T>): Promise<T> {
  const known = answers.get(key)
  if (known) return known.answer
  const answer = await find()
  answers.set(key, { answer })
  const [oldest] = answers.keys()
  if (answers.size > most && oldest !== undefined) answers.delete(oldest)
  return answer
}

async function filesHeld(reads: Reads): Promise<FilesHeld> {
  const { country } = await reads.selectFrom('installation').select('country').executeTakeFirstOrThrow()
  const rows = await reads
    .selectFrom('performance_file as f')
    .innerJoin('import_run as r', 'r.id', 'f.run')
    .select(['f.run', 'f.table_key', 'f.year', 'f.headings', 'r.file_name'])
    .orderBy('f.run')
    .execute()
  const made = await reads.selectFrom('school_comparison').select(['table_key', 'year', 'measures']).orderBy('table_key').orderBy('year').execute() // prettier-ignore
  const areas = await reads.selectFrom('area').select(['code', 'name']).orderBy('code').execute()
  const held = new Map<TableKey, Set<number>>()
  for (const { table_key: table, year } of rows) held.set(table, (held.get(table) ?? new Set<number>()).add(year))
  return {
    country: country ?? 'real',
    headings: new Map(rows.map(({ run, headings }) => [run, headings.split('\t')])),
    areas: new Map(areas.map(({ code, name }) => [code, name])),
    names: new Map(rows.map(({ run, file_name }) => [run, file_name])),
    held,
    columns: new Map(made.map(({ table_key: table, year, measures }) => [`${table} ${year}`, measures])),
  }
}
