import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Theme } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { themeDuty, type Duty } from '../statements/duty.ts'
import { dutiesOf } from '../statements/duty.store.ts'
import { frameworkAsked } from '../statements/framework-asked.import.ts'
import type { FrameworkAsked } from '../statements/theme.ts'
import { liveFigures, type FiguresAsked } from './live-figure.import.ts'
import { figureKeys, partsOf } from './markdown.ts'
import { placedFigures, type PlacedFigure } from './live-figure.ts'
import type { PositionStatement, Written } from './position-statement.ts'
import { statementsOfTheme, writersOf } from './position-statement.store.ts'
import type { OfTheme } from './statement-text.store.ts'

/** What a page of a statement rests on: the theme, its duty, and its statements, the newest first. */
export interface StatementAsked {
  readonly asked: FrameworkAsked
  readonly theme: Theme
  readonly duty: Duty
  readonly all: readonly PositionStatement[]
  readonly of: OfTheme
}

interface Asking {
  readonly reads: Reads
  readonly who: Person
  readonly theme: string | undefined
  readonly framework: string | undefined
}

/** The theme asked for with its statements. Who may not write sees those that were agreed. Undefined where there is no such theme. */
export async function statementAsked({ reads, who, ...named }: Asking): Promise<StatementAsked | undefined> {
  const asked = await frameworkAsked(reads, who.authority, named.framework)
  const theme = asked?.framework.themes.find(({ key }) => key === named.theme)
  if (!asked || !theme) return undefined
  const key = asked.framework.key
  const duty = themeDuty(await dutiesOf(reads, who.authority, key), theme.key)
  const every = await statementsOfTheme(reads, who.authority, key, theme.key)
  const all = mayDo(who.role, 'evaluation.write') ? every : every.filter(({ agreed_at: at }) => at !== null)
  return { asked, theme, duty, all, of: { framework: key, theme: theme.key, title: theme.title } }
}

/** A statement with who wrote in it. */
export async function withWriters(reads: Reads, who: Person, statement: PositionStatement): Promise<PositionStatement & Written> {
  return { ...statement, writers: await writersOf(reads, who.authority, statement.id) }
}

export function figuresAsked({ asked, theme }: StatementAsked, who: Person, today: Day): FiguresAsked {
  return { authority: who.authority, framework: asked.framework, theme, today }
}

/** The figures of a text as agreed, where it was, and as they are now. */
export async function figuresOf(
  reads: Reads,
  on: FiguresAsked,
  { text, figures }: Pick<PositionStatement, 'text' | 'figures'>,
): Promise<readonly PlacedFigure[]> {
  const keys = figureKeys(partsOf(text))
  return keys.length === 0 ? [] : placedFigures(keys, await liveFigures(reads, on, keys), figures)
}
