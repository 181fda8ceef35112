import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import type { Document } from '../documents/document.ts'
import { asWord } from '../documents/word.renderer.ts'
import { paths } from '../paths.ts'
import { under } from '../statements/theme.view.ts'
import { areaNames } from '../triggers/area-names.store.ts'
import { made, missing, show, type Page } from '../web/page.ts'
import { compared } from './compare.ts'
import { compareView, sittings } from './compare.view.ts'
import { partsOf } from './markdown.ts'
import { statementDocument } from './position-statement.document.ts'
import { readVersion } from './position-statement.form.ts'
import { savedTexts, textAt } from './position-statement.store.ts'
import { figuresAsked, figuresOf, statementAsked } from './statement-asked.import.ts'

/** The texts of a theme's statements side by side, and a statement as a document. */
export const statementComparePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/themes/:theme/statement/compare',
    may: 'evaluation.write',
    async does({ reads, who, params, query }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: query.framework })
      if (!on) return missing
      const all = await savedTexts(reads, who.authority, on.asked.framework.key, on.theme.key)
      const every = query.every === 'yes'
      const [newest, before] = sittings(all, false)
      const find = (text: string | undefined) => {
        const wanted = readVersion(text)
        return all.find(({ number, version }) => number === wanted?.number && version === wanted.version)
      }
      const right = find(query.to) ?? newest
      const left = find(query.from) ?? before ?? all.at(-1)
      const text = (one: typeof left) => (one ? textAt(reads, who.authority, one.statement, one.version) : undefined)
      const rows = left && right ? compared((await text(left)) ?? '', (await text(right)) ?? '') : []
      const { asked, theme } = on
      const view = compareView({
        theme: theme.title,
        back: under(asked, paths.statement(theme.key)),
        here: paths.statementPart(theme.key, 'compare'),
        framework: asked.current ? '' : asked.framework.key,
        all,
        every,
        left,
        right,
        rows,
      })
      return show('position-statements/compare.njk', view)
    },
  },
  file('pdf', 'application/pdf', asPdf),
  file('docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', asWord),
  file('html', 'text/html', asHtml),
]

function file(ending: 'pdf' | 'docx' | 'html', type: string, makes: (document: Document) => Promise<Uint8Array> | string): Page {
  return {
    method: 'GET',
    path: `/self-evaluation/themes/:theme/statement/statement.${ending}`,
    may: 'evaluation.see',
    async does({ reads, who, params, query, today }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: query.framework })
      const statement = query.number === undefined ? on?.all[0] : on?.all.find(({ number }) => String(number) === query.number)
      if (!on || !statement) return missing
      const document = statementDocument({
        statement,
        theme: on.theme.title,
        author: await nameOf(reads, who),
        framework: on.asked.framework.title,
        parts: partsOf(statement.text),
        figures: await figuresOf(reads, figuresAsked(on, who, today), statement),
        today,
      })
      return made(`statement-${who.authority}-${on.theme.key}-${statement.number}.${ending}`, type, async () => makes(document))
    },
  }
}

async function nameOf(reads: Reads, { authority }: Person): Promise<string> {
  return (await areaNames(reads, [authority])).get(authority) ?? authority
}
