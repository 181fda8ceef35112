/** Whether a high figure is good or a low one is; `-` when the publisher says neither. */
export type Polarity = 'High' | 'Low' | '-'

/**
 * Reads a polarity of the Local Authority Interactive Tool's data dictionary. Its `-`, `NA` and blank all say neither.
 *
 * @example
 * parsePolarity('High') // => 'High'
 * parsePolarity('NA') // => '-'
 * parsePolarity('Upwards') // => undefined
 */
export function parsePolarity(text: string): Polarity | undefined {
  const word = text.trim()
  if (word === 'High' || word === 'Low') return word
  return word === '-' || word === 'NA' || word === '' ? '-' : undefined
}
