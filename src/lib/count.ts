// Made once: making one takes longer than all it will ever print.
const inThousands = new Intl.NumberFormat('en-GB')

/**
 * A whole number as people read it.
 *
 * @example
 * count(21990) // => '21,990'
 */
export function count(amount: number): string {
  return inThousands.format(amount)
}

/**
 * How many of something, one or many.
 *
 * @example
 * counted(1, 'line') // => '1 line'
 * counted(3200, 'school') // => '3,200 schools'
 */
export function counted(amount: number, one: string): string {
  return `${count(amount)} ${amount === 1 ? one : `${one}s`}`
}
