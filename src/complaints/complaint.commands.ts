import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { inColumns } from '../cli/columns.ts'
import type { Called, Command } from '../cli/command.ts'
import { inWords } from '../lib/day.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { complaintsTold, daysToAnswer, outcomes, themes, yearsOver } from './complaint.ts'
import { complaints, complaintsCounted } from './complaint.store.ts'
import { countRows } from './complaint.view.ts'
import { complaintsSay } from './complaints-say.ts'

const authorityOption = { flags: '--authority <code>', summary: 'the three digits of an authority: 931' }

/** The register of qualifying complaints in the terminal: its entries, and the counts that may leave officers' hands. */
export const complaintCommands: readonly Command[] = [
  {
    usage: 'complaints list',
    summary: 'the qualifying complaints in the register of an authority, the latest first; for officers only',
    options: [authorityOption],
    wrongUse,
    async does({ reads, options, out, today }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const all = await complaints(reads, authority)
      const says = complaintsSay(all, today, await calendarOf(reads, authority, shippedTerms()))
      if (options.json === true) {
        const entries = all.map((one) => ({ ...one, days_to_answer: daysToAnswer(one) ?? null }))
        out.print(JSON.stringify({ authority, says, complaints: entries }, undefined, 2))
        return 0
      }
      const rows = all.map((one) => [
        one.urn,
        inWords(one.received_on),
        textOf(themes, one.theme),
        textOf(outcomes, one.outcome),
        one.answered_on === null ? 'not yet' : `after ${daysToAnswer(one) ?? 0} days`,
      ])
      for (const line of says) out.print(line)
      if (rows.length > 0)
        for (const line of ['', ...inColumns(['School', 'Received', 'About', 'Outcome', 'Answered'], rows)]) out.print(line)
      return 0
    },
  },
  {
    usage: 'complaints counts',
    summary: 'how many complaints an authority had in each academic year that is over, as may leave officers’ hands: small counts withheld',
    options: [authorityOption],
    wrongUse,
    async does({ reads, options, out, today }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const all = await complaintsCounted(reads, authority)
      const years = yearsOver(all, today).map((year) => ({ year, ...complaintsTold(all, year) }))
      const { head, rows } = countRows(all, today)
      if (options.json === true) out.print(JSON.stringify({ authority, years }, undefined, 2))
      else if (rows.length === 0) out.print('No complaint of an academic year that is over is in the register.')
      else for (const line of inColumns(head, rows)) out.print(line)
      return 0
    },
  },
]

const textOf = (list: readonly { readonly key: string; readonly text: string }[], key: string) => list.find((one) => one.key === key)?.text ?? key // prettier-ignore

function authorityIn({ authority }: Called['options']): AreaCode | undefined {
  return typeof authority === 'string' ? parseAreaCode(authority) : undefined
}

function wrongUse(options: Called['options']): readonly string[] {
  return authorityIn(options) ? [] : ['--authority must be three digits, such as 931']
}
