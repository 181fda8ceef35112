import { cellUnder, type PerformanceRow } from './performance-row.ts'

/** Which schools a school is set beside. Results are of mainstream or of special schools, whatever their phase. */
export const schoolKinds = [
  { key: 'mainstream', name: 'mainstream schools' },
  { key: 'primary', name: 'primary schools' },
  { key: 'secondary', name: 'secondary schools' },
  { key: 'special', name: 'special schools' },
  { key: 'alternative', name: 'alternative provision' },
  { key: 'nursery', name: 'nursery schools' },
  { key: 'independent', name: 'independent schools' },
  { key: 'other', name: 'schools of a kind that is not stated' },
] as const

export type SchoolKind = (typeof schoolKinds)[number]['key']

export const isSchoolKind = (text: string): text is SchoolKind => schoolKinds.some(({ key }) => key === text)

export const kindInWords = (kind: SchoolKind): string => schoolKinds.find(({ key }) => key === kind)?.name ?? kind

/**
 * What kind of school a row is of, by the row itself.
 *
 * - Results and destinations: `RECTYPE` 2 is a special school; the publisher's letters of independent schools make one
 *   independent; all others are mainstream, pupil referral units being in no table of results.
 * - Pupils: by `SCHOOLTYPE`. Income and spending: by `MEDIAN`, which names the schools whose median stands beside it.
 * - Undefined where the row does not say, as in a table of absence: the table of pupils does.
 *
 * @example
 * kindIn({ table: 'ks2', headings: ['RECTYPE', 'NFTYPE'], cells: ['2', 'CYS'] }) // => 'special'
 * kindIn({ table: 'ks4', headings: ['RECTYPE', 'NFTYPE'], cells: ['1', 'IND'] }) // => 'independent'
 * kindIn({ table: 'census', headings: ['SCHOOLTYPE'], cells: ['State-funded primary'] }) // => 'primary'
 * kindIn({ table: 'absence', headings: ['PERCTOT'], cells: ['4.1'] }) // => undefined
 */
export function kindIn(row: Pick<PerformanceRow, 'table' | 'headings' | 'cells'>): SchoolKind | undefined {
  switch (row.table) {
    case 'ks2':
    case 'ks4':
    case 'ks4-destinations':
      if (cellUnder(row, 'NFTYPE')?.startsWith('IND')) return 'independent'
      return cellUnder(row, 'RECTYPE') === '2' ? 'special' : 'mainstream'
    case 'census':
      return kindNamed(cellUnder(row, 'SCHOOLTYPE') ?? '')
    case 'spending':
      return kindNamed(cellUnder(row, 'MEDIAN') ?? '')
    default:
      return undefined
  }
}

function kindNamed(words: string): SchoolKind | undefined {
  if (/independent/i.test(words)) return 'independent'
  if (/special/i.test(words)) return 'special'
  if (/referral|\bAP\b|alternative/i.test(words)) return 'alternative'
  if (/nursery/i.test(words)) return 'nursery'
  if (/primary/i.test(words)) return 'primary'
  return /secondary/i.test(words) ? 'secondary' : undefined
}
