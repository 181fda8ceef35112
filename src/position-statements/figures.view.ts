import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { LiveFigure, PlacedFigure } from './live-figure.ts'
import { figureMark } from './markdown.ts'
import type { FrozenFigure, PositionStatement } from './position-statement.ts'

const absent = ({ value, why }: FrozenFigure) => value ?? `no figure: ${why.replace(/\.$/, '')}`

/** A figure of a statement as it is printed: in the text, and in the list under it. */
export function figureRow({ key, shown, now, since }: PlacedFigure) {
  return {
    key,
    says: shown.says,
    inText: shown.value ?? `[${absent(shown)}]`,
    value: absent(shown),
    source: shown.source,
    dated: shown.dated,
    moved: since !== undefined && since !== 'the same',
    /** What stands beside it in the text when it has moved. */
    now: since === 'moved' || since === 'new' ? `now ${now.value ?? ''}` : since === 'gone' ? 'no longer known' : '',
    since: sinceSays(since, now),
  }
}

export type FigureRow = ReturnType<typeof figureRow>

function sinceSays(since: PlacedFigure['since'], now: FrozenFigure): string {
  if (since === undefined) return 'Not agreed yet'
  if (since === 'the same') return 'The same'
  if (since === 'gone') return `Can no longer be told: ${now.why}`
  return `${since === 'new' ? 'Known now' : 'Moved'}: ${now.value ?? ''}${now.dated === '' ? '' : ` (${now.dated})`}`
}

/** The figures that can be placed, under their headings, each with the mark that places it. */
export function offeredFigures(figures: readonly LiveFigure[]) {
  const groups = Map.groupBy(figures, ({ group }) => group)
  return [...groups].map(([heading, all]) => ({
    heading,
    figures: all.map((figure) => ({
      mark: figureMark(figure.key),
      says: figure.says,
      value: absent(figure),
      source: figure.source,
      dated: figure.dated,
    })),
  }))
}

/** How far a statement has come, as a sentence. */
export function stateSays(statement: PositionStatement): string {
  const { state, number, drafted_by: drafter, challenged_by: challenger } = statement
  const on = (at: Date | null) => (at ? inWords(dayInLondon(at)) : '')
  const agreed = `agreed by ${statement.agreed_by ?? ''} on ${on(statement.agreed_at)}`
  if (state === 'published')
    return `Statement ${number}: ${agreed}, published by ${statement.published_by ?? ''} on ${on(statement.published_at)}.`
  if (state === 'agreed') return `Statement ${number}: ${agreed}, not published yet.`
  const written = `begun by ${drafter} on ${on(statement.drafted_at)}, last written on ${on(statement.written_at)}`
  if (state === 'draft') return `Statement ${number}: a draft, ${written}. Its figures are as they are now.`
  const challenged =
    challenger === null ? 'it waits for the challenge partner' : `challenged by ${challenger} on ${on(statement.challenged_at)}`
  return `Statement ${number}: ${written}; ${challenged}. Its figures are as they are now.`
}
