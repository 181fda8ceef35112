import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { AgreedGrade } from './criteria-figure.ts'
import type { FrozenFigure, FrozenFigures, PositionStatement, SavedText, StatementComment } from './position-statement.ts'

const columns = [
  'id',
  'theme',
  'number',
  'state',
  'text',
  'figures',
  'version',
  'drafted_by',
  'drafted_account',
  'drafted_at',
  'written_at',
  'challenge',
  'challenged_by',
  'challenged_account',
  'challenged_at',
  'agreed_by',
  'agreed_at',
  'published_by',
  'published_at',
  'carried_from',
  'needs_look',
] as const

/** The newest statement of each theme that has one, whatever its state. By theme. */
export async function statementsOf(reads: Reads, authority: AreaCode, framework: string): Promise<PositionStatement[]> {
  const rows = await reads
    .selectFrom('position_statement')
    .select(columns)
    .distinctOn('theme')
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('theme')
    .orderBy('number', 'desc')
    .execute()
  return rows.map(withFigures)
}

/** Every statement of one theme, the newest first. */
export async function statementsOfTheme(reads: Reads, authority: AreaCode, framework: string, theme: string): Promise<PositionStatement[]> {
  const rows = await reads
    .selectFrom('position_statement')
    .select(columns)
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .where('theme', '=', theme)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(withFigures)
}

/** Every text saved of a theme's statements without the texts themselves, the newest first. */
export async function savedTexts(reads: Reads, authority: AreaCode, framework: string, theme: string): Promise<Omit<SavedText, 'text'>[]> {
  return reads
    .selectFrom('statement_text as t')
    .innerJoin('position_statement as s', 's.id', 't.statement')
    .select(['t.statement', 's.number', 't.version', 't.saved_by', 't.saved_account', 't.saved_at'])
    .where('s.authority', '=', authority)
    .where('s.framework', '=', framework)
    .where('s.theme', '=', theme)
    .orderBy('s.number', 'desc')
    .orderBy('t.version', 'desc')
    .execute()
}

/** One text of a statement by its version; undefined where none of it was saved. */
export async function textAt(reads: Reads, authority: AreaCode, statement: number, version: number): Promise<string | undefined> {
  const row = await reads
    .selectFrom('statement_text')
    .select('text')
    .where('authority', '=', authority)
    .where('statement', '=', statement)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.text
}

/** The accounts of everybody who saved a text of a statement. */
export async function writersOf(reads: Reads, authority: AreaCode, statement: number): Promise<number[]> {
  const rows = await reads
    .selectFrom('statement_text')
    .select('saved_account')
    .distinct()
    .where('authority', '=', authority)
    .where('statement', '=', statement)
    .orderBy('saved_account')
    .execute()
  return rows.flatMap(({ saved_account: account }) => account ?? [])
}

/** The comments on a statement, the oldest first. */
export async function commentsOn(reads: Reads, authority: AreaCode, statement: number): Promise<StatementComment[]> {
  return reads
    .selectFrom('statement_comment')
    .select(['id', 'version', 'passage', 'says', 'made_by', 'made_account', 'made_at', 'settled_by', 'settled_at', 'settled_how'])
    .where('authority', '=', authority)
    .where('statement', '=', statement)
    .orderBy('id')
    .execute()
}

/** The grade of each criterion in its newest agreed judgement. By criterion. */
export async function agreedGrades(reads: Reads, authority: AreaCode, framework: string): Promise<AgreedGrade[]> {
  const rows = await reads
    .selectFrom('criterion_judgement')
    .select(['criterion', 'grade', 'agreed_at'])
    .distinctOn('criterion')
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .where('state', '=', 'agreed')
    .orderBy('criterion')
    .orderBy('number', 'desc')
    .execute()
  return rows.flatMap(({ agreed_at: at, ...row }) => (at ? [{ ...row, agreed_at: at }] : []))
}

function withFigures<Row extends { readonly figures: unknown }>(
  row: Row,
): Omit<Row, 'figures'> & { readonly figures: FrozenFigures | null } {
  return { ...row, figures: row.figures === null ? null : frozenIn(row.figures) }
}

function frozenIn(kept: unknown): FrozenFigures {
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
  return Object.fromEntries(entries.flatMap(([key, figure]: [string, unknown]) => (isFrozen(figure) ? [[key, figure]] : [])))
}

function isFrozen(figure: unknown): figure is FrozenFigure {
  if (typeof figure !== 'object' || figure === null) return false
  const { says, value, why, source, dated } = { says: '', value: '', why: '', source: '', dated: '', ...figure }
  return [says, why, source, dated].every((text) => typeof text === 'string') && (value === null || typeof value === 'string')
}
