import type { Country } from '../authorities/area.ts'
import { parsePublishedDay, type Day } from '../lib/day.ts'
import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOfUrn, parseUrn, type Urn } from './urn.ts'

const columns = { urn: 'URN', linkUrn: 'LinkURN', name: 'LinkName', type: 'LinkType', on: 'LinkEstablishedDate' } as const

export const registerLinks: Source = {
  key: 'register-links',
  name: 'Get Information about Schools: links between establishments',
  publisher: 'Department for Education',
  gives: 'Which establishment came of which: predecessors and successors, with mergers, amalgamations and splits.',
  form: 'csv',
  headings: Object.values(columns),
  kept: 'one',
  quirks: [
    'No cell says the day the file is of; days of links may lie ahead of it, and many are empty.',
    'Most links are stated from both sides, with a day each: they are kept as stated, and count once.',
    '"Result of Amalgamation", "Merged - ...", "Sixth Form Centre ...", "Expansion", "Closure" and "Other" do not say which establishment came first. They are kept, and no lineage is made of them.',
    'A row is refused when a URN is not six digits, when a school is linked to itself, when its day cannot be read, when its type is empty, when the same link stands on an earlier line, or when it is of another country than the first row.',
  ],
}

/** How one establishment became another, when that was more than a change of name, type or trust. */
export type Manner = 'amalgamation' | 'merger' | 'split'

/** What `link_urn` is to `urn`. `other`: linked, without saying which came first. */
export type LinkKind = 'predecessor' | 'successor' | 'other'

/** A link as the register states it, from the side of `urn`. */
export interface PublishedLink {
  readonly urn: Urn
  readonly link_urn: Urn
  readonly link_name: string | null
  readonly link_type: string
  readonly kind: LinkKind
  readonly manner: Manner | null
  readonly established_on: Day | null
  readonly line: number
}

/**
 * What a published type of link says.
 *
 * - `Predecessor` and `Successor`, alone or with what follows them: which came first.
 * - `merged`, `amalgamated` and `Split School`: how.
 * - Anything else says neither: `Result of Amalgamation` stands on both sides alike.
 */
export function linkKind(type: string): { readonly kind: LinkKind; readonly manner: Manner | null } {
  const [, side = '', how = ''] = /^(predecessor|successor)\b(?:\s*-\s*(.*))?$/i.exec(type.trim()) ?? []
  if (side === '') return { kind: 'other', manner: null }
  return { kind: side.toLowerCase() === 'predecessor' ? 'predecessor' : 'successor', manner: mannerOf(how) }
}

function mannerOf(how: string): Manner | null {
  if (/^amalgamat/i.test(how)) return 'amalgamation'
  if (/^merge/i.test(how)) return 'merger'
  return /^split/i.test(how) ? 'split' : null
}

/** Reads rows of links, one after the other: a link counts once, and the first row says which country it is. */
export function linkReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const lines = new Map<string, number>()
  let country: Country | undefined

  function read(row: Row): Usable<PublishedLink> {
    if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const [urn, linkUrn] = [parseUrn(cell(row, at.urn)), parseUrn(cell(row, at.linkUrn))]
    if (!urn) return { because: `${columns.urn} "${cell(row, at.urn)}" is not six digits` }
    if (!linkUrn) return { because: `${columns.linkUrn} "${cell(row, at.linkUrn)}" is not six digits` }
    if (urn === linkUrn) return { because: `${urn} is linked to itself` }
    const type = cell(row, at.type)
    if (type === '') return { because: `${columns.type} is empty` }
    const day = parsePublishedDay(cell(row, at.on))
    if (!day && cell(row, at.on) !== '') return { because: `${columns.on} "${cell(row, at.on)}" is not a day like 31-08-2025` }
    const first = lines.get(`${urn} ${linkUrn} ${type}`)
    if (first !== undefined) return { because: `The link of ${urn} and ${linkUrn} as "${type}" stands on line ${first} already` }
    country ??= countryOfUrn(urn)
    if (countryOfUrn(urn) !== country || countryOfUrn(linkUrn) !== country)
      return { because: `The link of ${urn} and ${linkUrn} is of another country than the rows before it` }
    lines.set(`${urn} ${linkUrn} ${type}`, row.line)
    const name = cell(row, at.name)
    const said = { link_name: name === '' ? null : name, link_type: type, established_on: day ?? null }
    return { used: { urn, link_urn: linkUrn, ...said, ...linkKind(type), line: row.line } }
  }

  return { read, country: () => country }
}
