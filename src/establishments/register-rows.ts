import { countryOf, kindOfArea, parseAreaCode, type AreaCode, type Country } from '../authorities/area.ts'
import { parseDay, parsePublishedDay, type Day } from '../lib/day.ts'
import { parseNumber } from '../lib/figure.ts'
import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'
import type { Spool } from '../sources/spool.ts'
import type { Establishment } from './establishment.ts'
import { linkKind, type PublishedLink } from './link.ts'
import { laterColumns, linkedHeading, noLinks, registerColumns } from './register.ts'
import { parseUrn, type Urn } from './urn.ts'

const nobodyKnows = parseDay('1900-01-01')

/**
 * Reads rows of the register, one after the other: a URN counts once, and the first row says which country it is. What a row says
 * its establishment is linked to goes to `links`.
 */
export function registerReader(headings: readonly string[], links: Pick<Spool<PublishedLink>, 'add'>) {
  const at = { ...placesOf(headings, registerColumns), ...placesOf(headings, laterColumns) }
  const leastCells = Math.max(...Object.values(at)) + 1
  const mayOverflow = headings.at(-1) === linkedHeading
  const lines = new Map<Urn, number>()
  let country: Country | undefined
  let newest: Day | undefined

  function read(row: Row): Usable<Establishment> {
    if (row.cells.length < leastCells) return { because: `The row stops after ${row.cells.length} of ${headings.length} cells` }
    if (!mayOverflow && overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const cells = registerCells(row, headings)
    const urn = parseUrn(cell(row, at.urn))
    if (!urn) return { because: `${registerColumns.urn} "${cell(row, at.urn)}" is not six digits` }
    if (lines.has(urn)) return { because: `${registerColumns.urn} ${urn} stands on line ${lines.get(urn)} already` }
    const authority = authorityIn(row)
    if (authority === undefined) return { because: `${registerColumns.authority} "${cell(row, at.authority)}" is not that of an authority` }
    const number = cells.text(at.number)
    if (number !== null && !/^\d{4}$/.test(number)) return { because: `${registerColumns.number} "${number}" is not four digits` }
    const [name, status] = [cells.text(at.name), cells.text(at.status)]
    if (name === null || status === null) return { because: 'The name or the status of the establishment is empty' }
    const establishment = { ...factsIn(cells), urn, dfe_number: authority && number && authority + number, authority, name, status, line: row.line } // prettier-ignore
    const changedOn = cells.day(at.changedOn)
    const linked = mayOverflow ? linksIn(row, urn, headings.length - 1) : []
    const fault = cells.fault() ?? whyElsewhere(authority) ?? (typeof linked === 'string' ? linked : undefined)
    if (fault !== undefined || typeof linked === 'string') return { because: fault ?? '' }
    for (const link of linked) links.add(link)
    if (changedOn !== null && (newest === undefined || changedOn > newest)) newest = changedOn
    lines.set(urn, row.line)
    return { used: establishment }
  }

  /** Null where the register says there is none; undefined where it cannot be read. */
  function authorityIn(row: Row): AreaCode | null | undefined {
    const code = parseAreaCode(cell(row, at.authority))
    if (code === '000') return null
    return code && kindOfArea(code) === 'authority' ? code : undefined
  }

  function whyElsewhere(authority: AreaCode | null): string | undefined {
    if (authority === null) return undefined
    country ??= countryOf(authority)
    return countryOf(authority) === country
      ? undefined
      : `${registerColumns.authority} ${authority} is of another country than the rows before it`
  }

  function factsIn(cells: RegisterCells) {
    return {
      authority_name: cells.text(at.authorityName),
      type: cells.text(at.type),
      type_group: cells.text(at.typeGroup),
      phase: cells.text(at.phase),
      opened_on: cells.day(at.openedOn),
      open_reason: cells.text(at.openReason),
      closed_on: cells.day(at.closedOn),
      close_reason: cells.text(at.closeReason),
      lowest_age: cells.whole(at.lowestAge),
      highest_age: cells.whole(at.highestAge),
      capacity: cells.text(at.capacity),
      pupils: cells.text(at.pupils),
      percentage_fsm: cells.text(at.percentageFsm),
      trust: cells.text(at.trust),
      federation: cells.text(at.federation),
      diocese: cells.text(at.diocese),
      religious_character: cells.text(at.religiousCharacter),
      resourced_provision: cells.text(at.resourcedProvision),
      postcode: cells.text(at.postcode),
      easting: cells.whole(at.easting),
      northing: cells.whole(at.northing),
    }
  }

  return {
    read,
    country: () => country,
    asAt: () => newest,
    urns: () => [...lines.keys()],
    /** Whether it says what establishments are linked to. Only search results do. */
    statesLinks: mayOverflow,
  }
}

/** The links in the last cells of a search result, each `148215 Successor`; or why they cannot be read: then other cells are not to be trusted either. */
function linksIn(row: Row, urn: Urn, from: number): readonly PublishedLink[] | string {
  const found = new Map<string, PublishedLink>()
  for (const text of row.cells.slice(from).map((one) => one.trim())) {
    if (text === '' || text === noLinks) continue
    const [, number = '', type = ''] = /^(\d{6}) (.+)$/.exec(text) ?? []
    const linkUrn = parseUrn(number)
    if (!linkUrn || linkUrn === urn) return `${linkedHeading} "${text}" is not another URN and a type of link`
    found.set(text, { urn, link_urn: linkUrn, link_name: null, link_type: type, ...linkKind(type), established_on: null, line: row.line })
  }
  return [...found.values()]
}

/** Reads cells of one row of the register, and keeps why the first that cannot be read makes the row unusable. */
interface RegisterCells {
  readonly text: (place: number) => string | null
  readonly whole: (place: number) => number | null
  readonly day: (place: number) => Day | null
  readonly fault: () => string | undefined
}

function registerCells(row: Row, headings: readonly string[]): RegisterCells {
  let fault: string | undefined
  const wrong = (place: number, wanted: string): null => {
    fault ??= `${headings[place]} "${cell(row, place)}" is not ${wanted}`
    return null
  }
  const text = (place: number) => cell(row, place) || null
  return {
    text,
    whole(place) {
      const found = text(place)
      if (found === null) return null
      const number = parseNumber(found)
      return number !== undefined && Number.isInteger(number) && number >= 0 && number < 10_000_000
        ? number
        : wrong(place, 'a whole number')
    },
    day(place) {
      const found = text(place)
      if (found === null) return null
      const day = parsePublishedDay(found) ?? wrong(place, 'a day like 31-08-2025')
      return day === nobodyKnows ? null : day
    },
    fault: () => fault,
  }
}
