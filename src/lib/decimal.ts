/**
 * A difference of two published decimals, free of binary dust.
 *
 * 50.9 - 50.4 is 0.5, but 1.1 - 0.6 leaves 0.5000000000000001 in binary, which would be above a limit of 0.5. Published
 * figures have few decimals; nine places keep all of them and drop the dust.
 */
export function difference(a: number, b: number): number {
  return settled(a - b)
}

/** The same number to nine decimal places. */
export function settled(value: number): number {
  return Math.round(value * 1e9) / 1e9
}
