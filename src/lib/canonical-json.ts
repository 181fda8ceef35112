/**
 * A value as JSON that is the same text for the same value: the parts of an object in the order of their names, and no spaces.
 *
 * @example
 * canonicalJson({ b: [1, null], a: 'x', c: undefined }) // => '{"a":"x","b":[1,null]}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
