/**
 * The middle of some figures, or half way between the two in the middle. Undefined of none.
 *
 * @example
 * medianOf([9_109, 4_974, 21_541]) // => 9109
 * medianOf([1, 2, 3, 10]) // => 2.5
 */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
