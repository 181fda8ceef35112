import { countryOf, nationalCode, type AreaCode, type Country } from '../authorities/area.ts'
import { countryOfUrn, parseUrn } from '../establishments/urn.ts'
import { overflows } from '../sources/cells.ts'
import type { Refused, Row } from '../sources/source.ts'
import { placeOf, type PerformanceRow } from './performance-row.ts'
import type { CellsOf, RowOwner } from './row-owner.ts'
import type { PublishedTable } from './table-sources.ts'

/** A row ready to be held: whose it is, and its cells with tabs between them. */
export type HeldRow = Pick<PerformanceRow, 'level' | 'code' | 'covers' | 'authority' | 'line'> & { readonly cells: string }

interface Gathered {
  readonly rows: readonly HeldRow[]
  readonly refused: readonly Refused[]
  readonly country: Country | undefined
}

interface Waiting {
  readonly owner: RowOwner
  readonly line: number
  readonly cells: string
}

/**
 * Gathers the rows of a file of the performance tables, one after the other, and says of each whose it is once all are read: only
 * then is it known which country the file is of, and which authorities its rows name.
 */
export function rowGatherer({ headings }: { readonly headings: readonly string[] }, { ownerOf }: Pick<PublishedTable, 'ownerOf'>) {
  const waiting: Waiting[] = []
  const refused: Refused[] = []
  let country: Country | undefined

  function add(row: Row): void {
    const owner = ownerIn(row)
    if (typeof owner === 'string') refused.push({ line: row.line, reason: owner })
    else waiting.push({ owner, line: row.line, cells: joined(row.cells) })
  }

  function ownerIn(row: Row): RowOwner | string {
    if (row.cells.every((cell) => cell.trim() === '')) return 'The row is empty'
    if (overflows(row, headings)) return 'The row has more cells than there are headings'
    const owner = ownerOf(cellsOf(row, headings))
    if (typeof owner === 'string') return owner
    const of = countryOfOwner(owner)
    if (of !== undefined && country !== undefined && of !== country) return 'The row is of another country than the rows before it'
    country ??= of
    return owner
  }

  /** Names of authorities, in the order they came, that rows give in place of a code. */
  const named = (): readonly string[] => [...new Set(waiting.flatMap(({ owner }) => owner.named ?? []))]

  /** All rows, each used or refused. `codes` are those of the authorities that rows name. */
  function gathered(codes: ReadonlyMap<string, AreaCode>): Gathered {
    const rows: HeldRow[] = []
    const lines = new Map<string, number>()
    for (const { owner, line, cells } of waiting) {
      const known = settled(owner, codes, country)
      const key = typeof known === 'string' ? '' : `${known.code} ${known.covers}`
      const before = lines.get(key)
      if (typeof known === 'string') refused.push({ line, reason: known })
      else if (before !== undefined) refused.push({ line, reason: `${whoseInWords(known)} stands on line ${before} already` })
      else {
        lines.set(key, line)
        rows.push({ ...known, line, cells })
      }
    }
    return { rows, refused: refused.toSorted((a, b) => a.line - b.line), country: country ?? (rows.length > 0 ? 'real' : undefined) }
  }

  /** The authorities whose schools the file has. */
  const authorities = (): readonly AreaCode[] => [...new Set(waiting.flatMap(({ owner }) => owner.authority ?? []))]

  return { add, named, authorities, gathered }
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

type Known = Pick<HeldRow, 'level' | 'code' | 'covers' | 'authority'>

function settled(
  { level, code, covers, authority, named }: RowOwner,
  codes: ReadonlyMap<string, AreaCode>,
  country: Country = 'real',
): Known | string {
  if (level === 'country') return { level, code: nationalCode(country), covers, authority }
  if (named === undefined) return { level, code, covers, authority }
  const found = codes.get(named)
  if (!found) return `The row is of the authority "${named}", whose code no row of this file gives, nor any file held`
  return { level, code: found, covers, authority: found }
}

/** Made-up trusts begin with 9, which no real one does. The country's own rows do not say which it is. */
function countryOfOwner({ level, code, authority }: RowOwner): Country | undefined {
  if (authority !== null) return countryOf(authority)
  const urn = level === 'school' ? parseUrn(code) : undefined
  if (urn) return countryOfUrn(urn)
  return level === 'trust' ? (/^9\d{4}$/.test(code) ? 'made-up' : 'real') : undefined
}

function whoseInWords({ level, code, covers }: Known): string {
  if (level === 'school') return `URN ${code}`
  if (level === 'trust') return `The trust ${code}`
  const whose = level === 'country' ? 'The country’s row' : `The row of the authority ${code}`
  return covers === '' ? whose : `${whose} for ${covers}`
}
