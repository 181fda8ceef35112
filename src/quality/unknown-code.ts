import type { AreaCode } from '../authorities/area.ts'
import { count, counted } from '../lib/count.ts'
import type { Naming, PublishedRow } from './published-table.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'

/**
 * Codes that stand in the place of an authority's and are of none, as the register of establishments names them.
 *
 * Source: public programs of the Department for Education that leave these codes out as being of no authority of England.
 */
const elsewhere: Readonly<Record<string, string>> = {
  '000': 'does not apply',
  '673': 'Vale of Glamorgan, in Wales',
  '702': 'British Forces (BFPO) overseas establishments',
  '704': 'fieldwork overseas establishments',
  '708': 'Gibraltar overseas establishments',
}

/** A table of a year with its rows, as this rule needs it. */
interface Coded {
  readonly name: string
  readonly rows: readonly PublishedRow[]
}

/**
 * Authorities that rows name by codes no file that is held knows: in one finding those that are of no authority of England, and in
 * another those nobody can say anything of. Each code with how many rows it has, and the rows behind it.
 */
export function codesReport({ name, rows }: Coded, areas: ReadonlyMap<string, string>, naming: Naming): RuleReport {
  const byCode = Map.groupBy(rows, ({ authority }) => authority)
  const codes = [...byCode.keys()].filter((code) => code !== null).sort()
  const said = (words: string): RuleReport => ({ rule: 'codes', said: words, findings: [] })
  if (areas.size < 20) return said('Too few areas are known yet to tell an unknown code: import the lookup of authorities.')
  const unknown = codes.filter((code) => !areas.has(code))
  const kinds = [
    { is: unknown.filter((code) => elsewhere[code] !== undefined), of: 'no authority of England', advice: 'They are of schools elsewhere: count them with no authority.', weight: 'to know' }, // prettier-ignore
    { is: unknown.filter((code) => elsewhere[code] === undefined), of: 'an authority that no other file held names', advice: 'It may have begun or ended: look it up among the reorganisations, and do not add its schools to another’s.', weight: 'look into' }, // prettier-ignore
  ] as const
  return {
    ...said(`Codes of ${counted(codes.length, 'authority').replace('authoritys', 'authorities')} looked up among those that other files name.`), // prettier-ignore
    findings: kinds.flatMap(({ is, of, advice, weight }): readonly QualityFinding[] => {
      if (is.length === 0) return []
      const behind = is.flatMap((code) => byCode.get(code) ?? [])
      const listed = is.map((code) => `${codeInWords(code)}, ${counted(byCode.get(code)?.length ?? 0, 'row')}`).join('; ')
      return [
        {
          rule: 'codes',
          weight,
          authority: null,
          subject: `${counted(is.length, 'code')} of ${of}`,
          sentence: `${name} has ${counted(behind.length, 'row')} under ${is.length === 1 ? 'a code' : `${count(is.length)} codes`} of ${of}: ${listed}. ${advice}`,
          key: `codes ${name} ${is.join(' ')}`,
          behind: behind.map((row) => ({ line: row.line, code: row.code, name: naming.row(row), authority: row.authority, cells: [['authority', codeInWords(row.authority ?? '')]] })), // prettier-ignore
        },
      ]
    }),
  }
}

/**
 * A code of an authority with what it is of, where that is no authority of England.
 *
 * @example
 * codeInWords('702') // => '702 (British Forces (BFPO) overseas establishments)'
 * codeInWords('999') // => '999'
 */
export function codeInWords(code: AreaCode | string): string {
  const words = elsewhere[code]
  return words === undefined ? code : `${code} (${words})`
}
