/**
 * The mean of the statistical neighbours' figures.
 *
 * - A simple mean: no weight for closeness or size.
 * - A neighbour without a figure is left out, and the rest divided by how many there are.
 * - None when no neighbour has a figure.
 * - Not rounded. What is left over after a first division is shared out again, as R's `mean` does: the sum of ten figures of
 *   one decimal carries binary dust, which this all but removes.
 *
 * Source: the Local Authority Interactive Tool's statistical neighbour average.
 *
 * @example
 * neighbourMean([62, 60, null, 64]) // => 62
 * neighbourMean([0.1, 0.2, 0.3]) // => 0.2
 * neighbourMean([null, null]) // => null
 */
export function neighbourMean(figures: readonly (number | null)[]): number | null {
  let count = 0
  let total = 0
  for (const figure of figures) {
    if (figure === null) continue
    total += figure
    count += 1
  }
  if (count === 0) return null

  const mean = total / count
  let left = 0
  for (const figure of figures) if (figure !== null) left += figure - mean
  return mean + left / count
}
