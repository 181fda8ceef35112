import type { Country } from '../authorities/area.ts'

/**
 * Unique Reference Number: the six digits that name an establishment in the register of schools.
 *
 * A school that becomes an academy closes under its old URN and opens under a new one, so a URN names an
 * establishment, not a building or a community.
 */
export type Urn = string & { readonly _urn: never }

export function parseUrn(text: string): Urn | undefined {
  const digits = text.trim()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one parser of URNs
  return /^[1-9]\d{5}$/.test(digits) ? (digits as Urn) : undefined
}

/** Whose register a URN is of. Those of the made-up country begin with a 9, which the real register is far from reaching. */
export function countryOfUrn(urn: Urn): Country {
  return urn.startsWith('9') ? 'made-up' : 'real'
}
