/** An exact fraction of two whole numbers, the lower one above 0. Not shortened: two that are equal may be written differently. */
export interface Rational {
  readonly over: bigint
  readonly under: bigint
}

export const zero: Rational = { over: 0n, under: 1n }

/**
 * A fraction of two whole numbers; the lower one may not be 0.
 *
 * @example
 * asText(rational(255n, 268n)) // => '255/268'
 * asText(rational(-2n, -4n)) // => '1/2'
 */
export function rational(over: bigint, under: bigint): Rational {
  if (under === 0n) throw new Error('A fraction of nothing')
  return under < 0n ? { over: -over, under: -under } : { over, under }
}

/**
 * A published decimal as the fraction it stands for, to nine decimal places, of which published figures have fewer.
 *
 * @example
 * asText(ofDecimal(46.4)) // => '232/5'
 */
export function ofDecimal(value: number): Rational {
  return rational(BigInt(Math.round(value * 1e9)), 1_000_000_000n)
}

export const plus = (a: Rational, b: Rational): Rational =>
  a.under === b.under ? { over: a.over + b.over, under: a.under } : { over: a.over * b.under + b.over * a.under, under: a.under * b.under }

export const minus = (a: Rational, b: Rational): Rational => plus(a, { over: -b.over, under: b.under })

/** The sum of fractions; of none, 0. Those with one lower number between them are added without it growing. */
export function sumOf(all: readonly Rational[]): Rational {
  const byUnder = Map.groupBy(all, ({ under }) => under)
  return [...byUnder].map(([under, ones]): Rational => ({ over: ones.reduce((sum, { over }) => sum + over, 0n), under })).reduce(plus, zero)
}

export const isEqual = (a: Rational, b: Rational): boolean => a.over * b.under === b.over * a.under

export const isZero = ({ over }: Rational): boolean => over === 0n

/**
 * The nearest number, for print and for drawing: nothing is added up with it.
 *
 * @example
 * asNumber(rational(1n, 8n)) // => 0.125
 * asNumber(rational(-1n, 3n)).toFixed(6) // => '-0.333333'
 */
export function asNumber({ over, under }: Rational): number {
  return Number((over * 1_000_000_000_000n) / under) / 1e12
}

/** The fraction shortened, as text: `255/268`. */
export function asText({ over, under }: Rational): string {
  const shared = commonDivisor(over < 0n ? -over : over, under)
  return `${over / shared}/${under / shared}`
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b]
  while (other !== 0n) [one, other] = [other, one % other]
  return one
}
