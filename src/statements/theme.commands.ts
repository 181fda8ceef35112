import { parseAreaCode } from '../authorities/area.ts'
import { inColumns } from '../cli/columns.ts'
import type { Command } from '../cli/command.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { dutiesOf } from './duty.store.ts'
import { inPlace, themeDuty } from './duty.ts'
import { criteriaStand } from './theme.store.ts'
import { themeCounts } from './theme.ts'

export const themeCommands: readonly Command[] = [
  {
    usage: 'self-evaluation',
    summary: 'the themes of the self-evaluation of an authority: lead, challenge partner, and how far the criteria have come',
    options: [{ flags: '--authority <code>', summary: 'the three digits of an authority: 931' }],
    wrongUse: ({ authority }) =>
      parseAreaCode(String(authority)) === undefined ? ['Give --authority with the three digits of an authority, as in 931'] : [],
    async does({ reads, options, out, today }) {
      const authority = parseAreaCode(String(options.authority))
      if (authority === undefined) return 2
      const framework = await frameworkInUse(reads, authority)
      const duties = await dutiesOf(reads, authority, framework.key)
      const themes = themeCounts(framework, await criteriaStand(reads, authority, framework.key), today).map((counted) => {
        const { lead, partner } = themeDuty(duties, counted.theme)
        return { ...counted, lead: inPlace(lead)?.name ?? null, partner: inPlace(partner)?.name ?? null }
      })
      if (options.json === true) {
        out.print(JSON.stringify({ authority, framework: framework.key, themes }, undefined, 2))
        return 0
      }
      out.print(`The self-evaluation of authority ${authority} under ${framework.shortTitle}`)
      out.print('')
      const head = ['Theme', 'Lead', 'Challenge partner', 'Criteria', 'Agreed', 'Ready', 'Challenged', 'Draft', 'Not judged']
      const rows = themes.map((one) => [one.theme, one.lead ?? 'vacant', one.partner ?? 'vacant', ...[one.criteria, one.agreed, one.ready, one.challenged, one.draft, one.notJudged].map(String)]) // prettier-ignore
      for (const line of inColumns(head, rows)) out.print(line)
      return 0
    },
  },
]
