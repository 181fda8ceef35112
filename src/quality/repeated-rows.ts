import { count, counted } from '../lib/count.ts'
import type { Heap, RuleReport } from './quality-finding.ts'

/** A row that was not used because an earlier row of its file is of the same thing. */
export interface RepeatedRow {
  readonly line: number
  readonly reason: string
}

/**
 * The line of the row that a reason says was there first; undefined when the reason is another.
 *
 * @example
 * repeatedLine('URN 100001 stands on line 5 already') // => 5
 * repeatedLine('The same period, area and filters stand on line 1204') // => 1204
 * repeatedLine('The row is empty') // => undefined
 */
export function repeatedLine(reason: string): number | undefined {
  const line = /\bstands? on line (\d+)(?: already)?$/.exec(reason)?.[1]
  return line === undefined ? undefined : Number(line)
}

/** Rows that repeat others, as one finding with both lines of each. No report where there is none. */
export function repeatedReport(file: string, { count: rows, first }: Heap<RepeatedRow>): readonly RuleReport[] {
  const [one] = first
  if (!one) return []
  const repeats = rows === 1 ? 'row repeats' : 'rows repeat'
  return [
    {
      rule: 'names',
      said: `${counted(rows, 'row')} not used, because an earlier row is of the same thing.`,
      findings: [
        {
          rule: 'names',
          weight: 'look into',
          authority: null,
          subject: `${count(rows)} ${rows === 1 ? 'row' : 'rows'} twice in the file`,
          sentence: `${count(rows)} ${repeats} an earlier row of the file: line ${one.line}, for one (${one.reason}). The earlier row is used and the later is not. Where the two differ, ask the publisher which is right.`,
          key: `names repeated ${file} ${rows} ${one.line} ${one.reason}`,
          rowsBehind: rows,
          behind: first.map(({ line, reason }) => ({
            line,
            code: '',
            name: reason.replace(/ stands? on line \d+(?: already)?$/, ''),
            authority: null,
            cells: [['first on line', String(repeatedLine(reason) ?? '')]],
          })),
        },
      ],
    },
  ]
}
