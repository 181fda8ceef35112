/** The Department for Education's three digits naming a local authority, a region or the country: `931`, `989`, `970`. */
export type AreaCode = string & { readonly _area: never }

/** A country, one of its regions, or a local authority. */
export type AreaKind = 'country' | 'region' | 'authority'

/** Which country's published files an installation holds: the real one, or the made-up one that a new user first sees. */
export type Country = 'real' | 'made-up'

export function parseAreaCode(text: string): AreaCode | undefined {
  const digits = text.trim()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one parser of these codes
  return /^\d{3}$/.test(digits) ? (digits as AreaCode) : undefined
}

/**
 * What an area code names.
 *
 * - 970 is the country, 980 to 990 are regions (London is 986, with its inner and outer parts 987 and 988).
 * - The made-up country's codes are the same with a leading 0, which no real code has: 070, and 080 to 090.
 * - Anything else is a local authority.
 */
export function kindOfArea(code: AreaCode): AreaKind {
  const place = Number(code.slice(1))
  if (code[0] !== '9' && code[0] !== '0') return 'authority'
  if (place === 70) return 'country'
  return place >= 80 && place <= 90 ? 'region' : 'authority'
}

/** No real area code begins with 0: those are the made-up country's. */
export function countryOf(code: AreaCode): Country {
  return code.startsWith('0') ? 'made-up' : 'real'
}

/**
 * What a country is called where no published file that is held names it.
 *
 * @example
 * nationNamed('970') // => 'England'
 * nationNamed('070') // => 'the country'
 */
export function nationNamed(code: AreaCode): string {
  return code === nationalCode('real') ? 'England' : 'the country'
}

/** The code under which a country's own figures are published. */
export function nationalCode(country: Country): AreaCode {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- two of its codes, written out
  return (country === 'real' ? '970' : '070') as AreaCode
}
