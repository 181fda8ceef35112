/** The ends of a 95% confidence interval. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

const z = 1.959963984540054

/**
 * Wilson's 95% score interval of a percentage of some pupils, in percent: what the school's pupils could have come to by chance.
 *
 * The percentage is published rounded; the number of pupils behind it is the nearest whole one, which for 100 pupils or fewer
 * is the number itself. Undefined without pupils. Source: E B Wilson (1927), Journal of the American Statistical Association
 * 22, 209-212; as the Department for Education recommends for small groups, it stays within 0 and 100.
 *
 * @example
 * wilson(45, 60) // => { lower: 33.09, upper: 57.51 }
 * wilson(100, 12) // => { lower: 75.75, upper: 100 }
 * wilson(50, 0) // => undefined
 */
export function wilson(percent: number, pupils: number): Interval | undefined {
  if (pupils <= 0) return undefined
  const share = Math.min(1, Math.max(0, Math.round((percent / 100) * pupils) / pupils))
  const middle = share + z ** 2 / (2 * pupils)
  const reach = z * Math.sqrt((share * (1 - share)) / pupils + z ** 2 / (4 * pupils ** 2))
  const whole = 1 + z ** 2 / pupils
  return { lower: inPercent((middle - reach) / whole), upper: inPercent((middle + reach) / whole) }
}

/** To two decimals: the pupils behind it are known no better. */
function inPercent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100
}
