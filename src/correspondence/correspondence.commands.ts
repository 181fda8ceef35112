import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { inColumns } from '../cli/columns.ts'
import type { Called, Command } from '../cli/command.ts'
import { inWords } from '../lib/day.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { isOverdue, kinds } from './correspondence.ts'
import { correspondence } from './correspondence.store.ts'
import { correspondenceSays } from './correspondence-says.ts'

/** The register of directions and correspondence in the terminal. */
export const correspondenceCommands: readonly Command[] = [
  {
    usage: 'correspondence list',
    summary: 'directions and correspondence from the department in the register of an authority, the latest first; for officers only',
    options: [{ flags: '--authority <code>', summary: 'the three digits of an authority: 931' }],
    wrongUse: (options) => (authorityIn(options) ? [] : ['--authority must be three digits, such as 931']),
    async does({ reads, options, out, today }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const all = await correspondence(reads, authority)
      const calendar = await calendarOf(reads, authority, shippedTerms())
      const says = correspondenceSays(all, { on: today, calendar, officer: true })
      if (options.json === true) {
        const entries = all.map((one) => ({ ...one, overdue: isOverdue(one, today) }))
        out.print(JSON.stringify({ authority, says, correspondence: entries }, undefined, 2))
        return 0
      }
      const rows = all.map((one) => [
        inWords(one.received_on),
        kinds.find(({ key }) => key === one.kind)?.text ?? one.kind,
        one.sender,
        one.subject,
        one.answered_on !== null ? 'yes' : isOverdue(one, today) ? 'overdue' : 'no',
      ])
      for (const line of says) out.print(line)
      if (rows.length > 0)
        for (const line of ['', ...inColumns(['Received', 'What it is', 'From', 'Subject', 'Answered'], rows)]) out.print(line)
      return 0
    },
  },
]

function authorityIn({ authority }: Called['options']): AreaCode | undefined {
  return typeof authority === 'string' ? parseAreaCode(authority) : undefined
}
