import type { AreaCode } from '../authorities/area.ts'
import { count, counted } from '../lib/count.ts'
import { someOf, type QualityFinding, type RowBehind } from './quality-finding.ts'

/** How much a file gives of each authority. */
export interface FileSize {
  readonly name: string
  /** How many rows it has of each authority. */
  readonly rows: ReadonlyMap<AreaCode, number>
}

/** A file with fewer than this share of the rows of the one before it may have been cut. */
const fewer = 0.85

/**
 * Whether a file lacks much of what the one before it had: authorities, or rows of those it has.
 *
 * An authority's own file is not held against a national one: only where both have several authorities are missing ones told.
 */
export function sizeFindings(now: FileSize, before: FileSize, nameOf: (code: AreaCode) => string): readonly QualityFinding[] {
  const missing = now.rows.size > 1 ? [...before.rows.keys()].filter((code) => !now.rows.has(code)) : []
  const shared = [...now.rows.keys()].filter((code) => before.rows.has(code))
  const sum = ({ rows }: FileSize) => shared.reduce((total, code) => total + (rows.get(code) ?? 0), 0)
  const cut = sum(before) >= 20 && sum(now) < fewer * sum(before)
  const thin = shared.filter(
    (code) => (before.rows.get(code) ?? 0) >= 20 && (now.rows.get(code) ?? 0) < fewer * (before.rows.get(code) ?? 0),
  )
  return [
    ...(missing.length > 0 ? [missingAuthorities(now, before, missing, nameOf)] : []),
    ...(cut || thin.length > 0 ? [thinner(now, before, cut ? shared : thin, nameOf)] : []),
  ]
}

function missingAuthorities(
  now: FileSize,
  before: FileSize,
  missing: readonly AreaCode[],
  nameOf: (code: AreaCode) => string,
): QualityFinding {
  return {
    rule: 'size',
    weight: missing.length * 10 > before.rows.size ? 'likely wrong' : 'look into',
    authority: missing.length === 1 ? (missing[0] ?? null) : null,
    subject: `${counted(missing.length, 'authority').replace('authoritys', 'authorities')} missing`,
    sentence: `${someOf(missing.map(nameOf))} ${missing.length === 1 ? 'has' : 'have'} no row in ${now.name}, and had some in ${before.name}. Look up whether ${missing.length === 1 ? 'it was' : 'they were'} reorganised; if not, fetch the file again: it may have been cut.`,
    key: `size missing ${now.name} ${missing.join(' ')}`,
    behind: missing.map((code): RowBehind => ({ line: null, code, name: nameOf(code), authority: code, cells: [['rows before', String(before.rows.get(code) ?? 0)]] })), // prettier-ignore
  }
}

function thinner(now: FileSize, before: FileSize, codes: readonly AreaCode[], nameOf: (code: AreaCode) => string): QualityFinding {
  const sum = ({ rows }: FileSize) => codes.reduce((total, code) => total + (rows.get(code) ?? 0), 0)
  return {
    rule: 'size',
    weight: 'look into',
    authority: codes.length === 1 ? (codes[0] ?? null) : null,
    subject: `${count(sum(now))} rows where there were ${count(sum(before))}`,
    sentence: `${now.name} has ${count(sum(now))} rows of ${someOf(codes.map(nameOf))}, and ${before.name} had ${count(sum(before))}. Compare it with the publisher’s file: it may have been cut, or cover fewer schools.`,
    key: `size fewer ${now.name} ${codes.length} ${sum(now)}`,
    behind: codes.map((code): RowBehind => ({ line: null, code, name: nameOf(code), authority: code, cells: [['rows before', String(before.rows.get(code) ?? 0)], ['rows now', String(now.rows.get(code) ?? 0)]] })), // prettier-ignore
  }
}
