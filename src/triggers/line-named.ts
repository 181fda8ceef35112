/**
 * A line by its name, with its phase where the name does not say it.
 *
 * @example
 * lineNamed('Schools outstanding', 'all') // => 'Schools outstanding'
 * lineNamed('Schools in a category of concern', 'primary') // => 'Schools in a category of concern: primary'
 * lineNamed('Pupils in good alternative provision', 'alternative provision') // => 'Pupils in good alternative provision'
 */
export function lineNamed(name: string, phase: string): string {
  return phase === 'all' || name.toLowerCase().includes(phase) ? name : `${name}: ${phase}`
}
