import { countryOf, nationalCode, type AreaCode, type Country } from '../authorities/area.ts'
import { countryOfUrn, parseUrn } from '../establishments/urn.ts'
import { isEmpty, overflows, type Sorting } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'
import type { Spool } from '../sources/spool.ts'
import { placeOf, type PerformanceRow } from './performance-row.ts'
import type { CellsOf, RowOwner } from './row-owner.ts'
import type { PublishedTable } from './table-sources.ts'

/** A row ready to be held: whose it is, and its cells with tabs between them. */
export type HeldRow = Pick<PerformanceRow, 'level' | 'code' | 'covers' | 'authority' | 'line'> & { readonly cells: string }

/** A row of which only the last row of its file lets it be known whose it is. */
interface Waiting {
  readonly owner: RowOwner
  readonly line: number
  readonly cells: string
}

/** Rows of a file of the performance tables on their way, and whose they are. */
export interface HeldRows extends Spool<HeldRow> {
  readonly codes: ReadonlySet<string>
  readonly authorities: ReadonlySet<AreaCode>
  /** The codes of those that belong to no authority. */
  readonly others: ReadonlySet<string>
  /** How many are of schools, or of trusts. */
  readonly units: () => number
}

/** Notes whose rows are while they go into a spool. */
export function heldRows(spool: Spool<HeldRow>): HeldRows {
  const codes = new Set<string>()
  const authorities = new Set<AreaCode>()
  const others = new Set<string>()
  let units = 0
  return {
    ...spool,
    get rows() {
      return spool.rows
    },
    add(row) {
      codes.add(row.code)
      if (row.authority === null) others.add(row.code)
      else authorities.add(row.authority)
      if (row.level === 'school' || row.level === 'trust') units += 1
      spool.add(row)
    },
    codes,
    authorities,
    others,
    units: () => units,
  }
}

/**
 * Gathers the rows of a file of the performance tables, one after the other. Those of the country, and those that name their authority
 * in place of its code, wait until all are read: only then is it known which country the file is of, and which authorities it names.
 */
export function rowGatherer(headings: readonly string[], { ownerOf }: Pick<PublishedTable, 'ownerOf'>, { spool, refuse }: Sorting) {
  const rows = heldRows(spool())
  const waiting = spool<Waiting>()
  const lines = new Map<string, number>()
  const named = new Set<string>()
  let country: Country | undefined

  function add(row: Row): void {
    const owner = ownerIn(row)
    if (typeof owner === 'string') return refuse({ line: row.line, reason: owner })
    const cells = joined(row.cells)
    if (owner.named !== undefined) named.add(owner.named)
    if (owner.named === undefined && owner.level !== 'country') hold(owner, row.line, cells)
    else waiting.add({ owner, line: row.line, cells })
  }

  function ownerIn(row: Row): RowOwner | string {
    if (isEmpty(row)) return 'The row is empty'
    if (overflows(row, headings)) return 'The row has more cells than there are headings'
    const owner = ownerOf(cellsOf(row, headings))
    if (typeof owner === 'string') return owner
    const of = countryOfOwner(owner)
    if (of !== undefined && country !== undefined && of !== country) return 'The row is of another country than the rows before it'
    country ??= of
    return owner
  }

  function hold({ level, code, covers, authority }: RowOwner, line: number, cells: string): void {
    const key = `${code} ${covers}`
    const before = lines.get(key)
    if (before !== undefined) {
      return refuse({ line, reason: `${whoseInWords({ level, code, covers })} stands on line ${before} already` })
    }
    lines.set(key, line)
    rows.add({ level, code, covers, authority, line, cells })
  }

  /** All rows that are used. `codes` are those of the authorities that rows name. */
  async function gathered(
    codes: ReadonlyMap<string, AreaCode>,
  ): Promise<{ readonly rows: HeldRows; readonly country: Country | undefined }> {
    for await (const some of waiting.read()) {
      for (const { owner, line, cells } of some) {
        const known = settled(owner, codes, country)
        if (typeof known === 'string') refuse({ line, reason: known })
        else hold(known, line, cells)
      }
    }
    return { rows, country: country ?? (rows.rows > 0 ? 'real' : undefined) }
  }

  return { add, gathered, named: () => [...named], authorities: rows.authorities }
}

/** What a row's cells say under a heading in any case. */
export function cellsOf(row: Row, headings: readonly string[]): CellsOf {
  return (heading) => {
    const place = placeOf(headings, heading)
    return place === undefined ? undefined : (row.cells[place] ?? '').trim()
  }
}

/** One text for all cells of a row, so that a file of hundreds of columns stays small while it is read. */
function joined(cells: readonly string[]): string {
  return cells.map((cell) => (cell.includes('\t') ? cell.replaceAll('\t', ' ') : cell)).join('\t')
}

function settled(owner: RowOwner, codes: ReadonlyMap<string, AreaCode>, country: Country = 'real'): RowOwner | string {
  if (owner.named === undefined) return { ...owner, code: nationalCode(country) }
  const found = codes.get(owner.named)
  if (!found) return `The row is of the authority "${owner.named}", whose code no row of this file gives, nor any file held`
  return { ...owner, code: found, authority: found }
}

/** Made-up trusts begin with 9, which no real one does. The country's own rows do not say which it is. */
function countryOfOwner({ level, code, authority }: RowOwner): Country | undefined {
  if (authority !== null) return countryOf(authority)
  const urn = level === 'school' ? parseUrn(code) : undefined
  if (urn) return countryOfUrn(urn)
  return level === 'trust' ? (/^9\d{4}$/.test(code) ? 'made-up' : 'real') : undefined
}

function whoseInWords({ level, code, covers }: Pick<RowOwner, 'level' | 'code' | 'covers'>): string {
  if (level === 'school') return `URN ${code}`
  if (level === 'trust') return `The trust ${code}`
  const whose = level === 'country' ? 'The country’s row' : `The row of the authority ${code}`
  return covers === '' ? whose : `${whose} for ${covers}`
}
