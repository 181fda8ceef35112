/** All that a figure may be, its ends among them: what rounding and withheld cells leave open. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** A binary fraction is not quite the decimal it stands for; ends this close are one end. */
const dust = 1e-9

/**
 * A number that is known to the last place.
 *
 * @example
 * exactly(7) // => { low: 7, high: 7 }
 */
export function exactly(value: number): Interval {
  return { low: value, high: value }
}

/**
 * What a number may have been before it was printed with so many decimals: half a unit of the last place either way.
 *
 * @example
 * printed(62, 0) // => { low: 61.5, high: 62.5 }
 * printed(46.5, 1) // => { low: 46.45, high: 46.55 }
 */
export function printed(value: number, decimals: number): Interval {
  const half = 0.5 / 10 ** decimals
  return { low: clean(value - half), high: clean(value + half) }
}

/** The sum of figures, each somewhere within its own bounds. */
export function sumOf(parts: readonly Interval[]): Interval {
  let low = 0
  let high = 0
  for (const part of parts) {
    low += part.low
    high += part.high
  }
  return { low: clean(low), high: clean(high) }
}

/**
 * What a share that was printed rounded can have been, when it is of a whole number of pupils: 33% of 3 pupils is one of them,
 * a third exactly. As it was printed, when no whole number of pupils gives it.
 *
 * @example
 * wholeShare({ low: 32.5, high: 33.5 }, 3) // => { low: 33.333333333, high: 33.333333333 }
 * wholeShare({ low: 49.5, high: 50.5 }, 3) // => { low: 49.5, high: 50.5 }
 */
export function wholeShare(percent: Interval, pupils: number): Interval {
  const least = Math.ceil((percent.low * pupils) / 100 - dust)
  const most = Math.floor((percent.high * pupils) / 100 + dust)
  if (pupils <= 0 || !Number.isInteger(pupils) || least > most) return percent
  return { low: clean((100 * least) / pupils), high: clean((100 * most) / pupils) }
}

/** A figure of some pupils, and how many they are. */
export interface Weighed {
  readonly value: Interval
  readonly weight: Interval
}

/**
 * The mean of figures that rest on different numbers of pupils, where neither need be known exactly. Undefined when there may be no
 * pupils at all.
 *
 * The highest mean takes every figure at its highest, the weight of those above the mean at its highest and of those below it
 * at its lowest; the lowest mean is the other way about.
 *
 * @example
 * meanOf([{ value: exactly(50), weight: exactly(10) }, { value: exactly(80), weight: exactly(20) }]) // => { low: 70, high: 70 }
 * meanOf([{ value: exactly(50), weight: exactly(10) }, { value: { low: 0, high: 100 }, weight: { low: 0, high: 10 } }]) // => { low: 25, high: 75 }
 */
export function meanOf(parts: readonly Weighed[]): Interval | undefined {
  const weighing = parts.filter(({ weight }) => weight.high > 0)
  if (weighing.every(({ weight }) => weight.low <= 0)) return undefined
  const high = highestMean(weighing, ({ high }) => high)
  const low = -highestMean(weighing, ({ low }) => -low)
  return { low: clean(low), high: clean(high) }
}

/** Whether two figures can be the same one. */
export function meet(a: Interval, b: Interval): boolean {
  return a.low <= b.high + dust && b.low <= a.high + dust
}

/** How far apart two figures are at the least; 0 when they can be the same. Below 0 when the first is the lower. */
export function apart(a: Interval, b: Interval): number {
  if (meet(a, b)) return 0
  return clean(a.low > b.high ? a.low - b.high : a.high - b.low)
}

function highestMean(parts: readonly Weighed[], figure: (value: Interval) => number): number {
  const open: { readonly value: number; readonly more: number }[] = []
  let weight = 0
  let total = 0
  for (const part of parts) {
    const value = figure(part.value)
    const more = part.weight.high - part.weight.low
    weight += part.weight.low
    total += value * part.weight.low
    if (more > 0) open.push({ value, more })
  }
  for (const { value, more } of open.sort((a, b) => b.value - a.value)) {
    if (value * weight <= total) continue
    weight += more
    total += value * more
  }
  return total / weight
}

const clean = (value: number) => (Number.isFinite(value) ? Math.round(value * 1e9) / 1e9 : value)
