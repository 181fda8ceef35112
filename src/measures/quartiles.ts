/** The three cut points between the four quarters of the authorities. */
export type Quartiles = readonly [number, number, number]

/**
 * Where the lowest quarter, half and three quarters of the figures end: R's `quantile`, type 7, its default.
 *
 * - The place of quartile q among n figures, lowest first, is (n - 1) x q, counted from 0.
 * - A place between two figures is filled along the straight line between them; equal neighbours give themselves, exactly.
 * - Undefined when nobody has a figure.
 *
 * Source: the Local Authority Interactive Tool takes `quantile(values, na.rm = TRUE)` over the authorities, without regions
 * or England. `ascending` holds known figures only, lowest first.
 *
 * @example
 * quartiles([1, 2, 3, 4]) // => [1.75, 2.5, 3.25]
 * quartiles([42, 42, 42, 47, 52]) // => [42, 42, 47]
 * quartiles([]) // => undefined
 */
export function quartiles(ascending: ArrayLike<number>): Quartiles | undefined {
  if (ascending.length === 0) return undefined
  return [quantile(ascending, 0.25), quantile(ascending, 0.5), quantile(ascending, 0.75)]
}

function quantile(ascending: ArrayLike<number>, share: number): number {
  const place = (ascending.length - 1) * share
  const below = ascending[Math.floor(place)] ?? Number.NaN
  const above = ascending[Math.ceil(place)] ?? Number.NaN
  const along = place - Math.floor(place)
  return below === above ? below : (1 - along) * below + along * above
}
