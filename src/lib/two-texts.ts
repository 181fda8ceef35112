/**
 * Sets what two people made of one thing against what both began with, part by part:
 * - what only one of them changed is as they have it
 * - what both changed alike is so
 * - what both changed, each in their way, collides: mine is left in its place, for its writer to settle
 * - parts that are one thing `together` are changed, and collide, as one
 *
 * @example
 * const base = { name: 'a', place: 'b' }
 * twoTexts(['name'], { base, mine: { ...base, name: 'mine' }, theirs: { ...base, place: 'theirs' } }).stands('place') // => 'theirs'
 * twoTexts(['name'], { base, mine: { ...base, name: 'mine' }, theirs: { ...base, place: 'theirs' } }).stands('name') // => 'mine'
 * twoTexts(['name'], { base, mine: { ...base, name: 'mine' }, theirs: { ...base, name: 'theirs' } }).collide // => ['name']
 */
export function twoTexts<Said extends object, Part extends keyof Said>(
  parts: readonly Part[],
  { base, mine, theirs }: { readonly base: Said; readonly mine: Said; readonly theirs: Said },
  together: readonly (keyof Said)[] = [],
): { readonly collide: readonly Part[]; readonly stands: <One extends keyof Said>(part: One) => Said[One] } {
  const one = (part: keyof Said) => (together.includes(part) ? together : [part])
  const changed = (said: Said, part: keyof Said) => one(part).some((each) => said[each] !== base[each])
  const differ = (part: keyof Said) => one(part).some((each) => mine[each] !== theirs[each])
  return {
    collide: parts.filter((part) => changed(mine, part) && changed(theirs, part) && differ(part)),
    stands: (part) => (changed(mine, part) ? mine[part] : theirs[part]),
  }
}
