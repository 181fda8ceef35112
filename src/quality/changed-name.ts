import { counted } from '../lib/count.ts'
import type { QualityFinding, RowBehind } from './quality-finding.ts'
import type { Day } from '../lib/day.ts'
import type { AreaCode } from '../authorities/area.ts'

/** What a file calls a school, and the number it gives it. */
export interface NamedSchool {
  readonly urn: string
  readonly name: string
  readonly dfeNumber: string | null
  readonly authority: AreaCode | null
  readonly line: number | null
  readonly closedOn?: Day | null
}

/**
 * A name without what files write in different ways: capitals, full stops, apostrophes, `and` for `&`, `CofE` for Church of England.
 *
 * @example
 * plainName("St. Mary's C of E Primary School") === plainName('St Mary’s Church of England Primary School') // => true
 */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/\b(church of england|c ?of ?e|c\.? ?e\.?)\b/g, 'ce')
    .replaceAll(/\b(roman catholic|r\.? ?c\.?)\b/g, 'rc')
    .replaceAll(/\bsaint\b/g, 'st')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .replaceAll(/ s\b/g, 's')
    .trim()
}

/** Schools that go by another name or DfE number than an earlier or another file gave them, and numbers that two schools share. */
export function nameFindings(now: readonly NamedSchool[], before: readonly NamedSchool[], other: string): readonly QualityFinding[] {
  const known = new Map(before.map((school) => [school.urn, school]))
  const pairs = now.flatMap((school) => {
    const was = known.get(school.urn)
    return was ? [{ school, was }] : []
  })
  const renamed = pairs.filter(({ school, was }) => plainName(school.name) !== plainName(was.name))
  const renumbered = pairs.filter(
    ({ school, was }) => school.dfeNumber !== null && was.dfeNumber !== null && school.dfeNumber !== was.dfeNumber,
  )
  return [
    ...found('name', `goes by another name than in ${other}`, renamed.map((pair) => behind(pair, 'name'))), // prettier-ignore
    ...found('DfE number', `has another DfE number than in ${other}`, renumbered.map((pair) => behind(pair, 'DfE number'))), // prettier-ignore
    ...sharedNumbers(now),
  ]
}

function found(what: string, says: string, rows: readonly RowBehind[]): readonly QualityFinding[] {
  const [first] = rows
  if (!first) return []
  const whom = rows.length === 1 ? first.name : counted(rows.length, 'school')
  const verb = rows.length === 1 ? says : says.replace('goes by another name', 'go by other names').replace('has another', 'have another')
  const it = rows.length === 1 ? 'it' : 'them'
  const advice =
    what === 'name'
      ? `The URN is the same: look ${it} up by that, and say both names where readers may know the old one.`
      : `Files that are joined by DfE number will miss ${it}: join by URN.`
  return [
    {
      rule: 'names',
      weight: what === 'name' ? 'to know' : 'look into',
      authority: rows.length === 1 ? first.authority : null,
      subject: `${whom}: ${what} changed`,
      sentence: `${whom} ${verb}. ${advice}`,
      key: `names ${what} ${rows.length} ${first.code} ${first.cells.map(([, cell]) => cell).join(' ')}`,
      behind: rows,
    },
  ]
}

function behind({ school, was }: { readonly school: NamedSchool; readonly was: NamedSchool }, what: 'name' | 'DfE number'): RowBehind {
  const cells = what === 'name' ? [['was', was.name]] as const : ([['was', was.dfeNumber ?? ''], ['is', school.dfeNumber ?? '']] as const) // prettier-ignore
  return { line: school.line, code: school.urn, name: school.name, authority: school.authority, cells }
}

function sharedNumbers(schools: readonly NamedSchool[]): readonly QualityFinding[] {
  const byNumber = Map.groupBy(schools.filter(({ dfeNumber, closedOn }) => dfeNumber !== null && !closedOn), ({ dfeNumber }) => dfeNumber) // prettier-ignore
  const shared = [...byNumber.values()].filter((same) => same.length > 1).flat()
  const [first] = shared
  if (!first) return []
  return [
    {
      rule: 'names',
      weight: 'look into',
      authority: null,
      subject: `${counted(shared.length, 'school')} share a DfE number with another`,
      sentence: `${counted(shared.length, 'school')} that are not closed share a DfE number with another of the same file, ${first.dfeNumber} for one. One of each may be about to open or close, or the number mistaken: join files by URN.`,
      key: `names shared ${shared.length} ${first.urn} ${first.dfeNumber}`,
      behind: shared.map(({ line, urn, name, authority, dfeNumber }) => ({ line, code: urn, name, authority, cells: [['DfE number', dfeNumber ?? '']] })), // prettier-ignore
    },
  ]
}
