import { answersSay } from '../complaints/complaints-say.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { Correspondence } from '../correspondence/correspondence.ts'
import { entries } from '../correspondence/correspondence-says.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { Urn } from './urn.ts'

/** What officers' own registers have about one school: how much, the latest of it, and where it is. Both are in order, the latest first. */
export function registersView(urn: Urn, complaints: readonly Complaint[], letters: readonly Correspondence[], today: Day) {
  const last = (list: readonly { readonly received_on: Day }[]) => (list[0] ? `, the last received on ${inWords(list[0].received_on)}` : '')
  const about =
    `${counted(complaints.length, 'qualifying complaint')} about it${last(complaints)}. ${answersSay(complaints, today).join(' ')}`.trim()
  return [
    ...(complaints.length === 0
      ? []
      : [{ says: about, href: withQuery(paths.complaints(), { school: urn }), text: 'Complaints about it' }]),
    ...(letters.length === 0
      ? []
      : [
          {
            says: `${entries(letters.length)} from the department about it${last(letters)}.`,
            href: withQuery(paths.correspondence(), { school: urn }),
            text: 'Correspondence about it',
          },
        ]),
  ]
}
