/**
 * Whether two files' names are of one region.
 *
 * The Local Authority Interactive Tool says an authority lies in `Outer London` and gives that region's figures under
 * `London (Outer)`; capitals differ too. So names are the same when their words are.
 *
 * @example
 * isSameRegion('Outer London', 'London (Outer)') // => true
 * isSameRegion('Yorkshire and The Humber', 'Yorkshire and the Humber') // => true
 * isSameRegion('London', 'London (Outer)') // => false
 */
export function isSameRegion(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b)
}

function wordsOf(name: string): string {
  return (name.toLowerCase().match(/\p{L}+/gu) ?? []).sort().join(' ')
}
