/** A year from which a measure's figures stand on another basis, so that they do not compare with earlier ones. */
export interface NewBasis {
  readonly kind: 'new basis'
  /** The calendar year in which the first year on the new basis ends. */
  readonly from: number
  readonly because: string
  readonly source: string
}

/** Years a measure has no figures for by design, or after which it ended. */
export interface NoFigures {
  readonly kind: 'no figures'
  readonly years: readonly number[]
  readonly because: string
  readonly source: string
}

export type Break = NewBasis | NoFigures

/** A break, and the measures it is of: codes, where `*` stands for any letters. */
export interface KnownBreak {
  readonly measures: readonly string[]
  readonly break: Break
}

/**
 * The breaks of one measure, earliest first as they are written.
 *
 * @example
 * knownBreaks('AVG_Attain8_Score', [{ measures: ['*Attain8*'], break: { kind: 'new basis', from: 2017, because: 'b', source: 's' } }]).length // => 1
 * knownBreaks('KS1P_all', [{ measures: ['*Attain8*'], break: { kind: 'new basis', from: 2017, because: 'b', source: 's' } }]).length // => 0
 */
export function knownBreaks(code: string, known: readonly KnownBreak[]): readonly Break[] {
  return known.filter(({ measures }) => measures.some((pattern) => fits(code, pattern))).map((found) => found.break)
}

/** The years from which a measure stands on a new basis: a change into one of them is no change. */
export function newBases(breaks: readonly Break[]): readonly number[] {
  return breaks.flatMap((found) => (found.kind === 'new basis' ? [found.from] : []))
}

const expressions = new Map<string, RegExp>()

function fits(code: string, pattern: string): boolean {
  let expression = expressions.get(pattern)
  if (!expression) {
    const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    expression = new RegExp(`^${literal.join('.*')}$`)
    expressions.set(pattern, expression)
  }
  return expression.test(code)
}
