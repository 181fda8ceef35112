import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import { frameworkAsked } from '../statements/framework-asked.import.ts'
import { criterionIn } from '../statements/theme.ts'
import { frameworkSays } from '../statements/theme.view.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readEvidence } from './evidence.form.ts'
import { addEvidence, evidenceFor, evidenceItems, linkEvidence, removeEvidence, unlinkEvidence } from './evidence.store.ts'
import { evidenceView } from './evidence.view.ts'

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly key: string | undefined
  readonly framework: string | undefined
}

interface Form {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

async function ground({ reads, who, key, framework }: Asked) {
  const asked = await frameworkAsked(reads, who.authority, framework)
  const found = asked && criterionIn(asked.framework, key)
  return (
    asked && found && { asked, ...found, to: { framework: asked.framework.key, theme: found.theme.key, criterion: found.criterion.key } }
  )
}

async function thePage(of: Asked, { typed, problems }: Form): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  const { reads, who } = of
  const items = await evidenceFor(reads, who.authority, found.to)
  const writes = found.asked.current && mayDo(who.role, 'evaluation.write')
  const others = writes ? await evidenceItems(reads, who.authority, found.to.framework) : []
  const { readOnly } = frameworkSays(found.asked)
  const view = evidenceView({ criterion: found.criterion, items, others, typed, problems, writes, readOnly })
  return show('evidence/evidence.njk', view, problems.length > 0 ? 400 : 200)
}

/** The evidence of a criterion: added, tied to further criteria, untied, taken out. */
export const evidencePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/criteria/:criterion/evidence',
    may: 'evaluation.see',
    does({ reads, who, params, query }) {
      return thePage({ reads, who, key: params.criterion, framework: query.framework }, { typed: {}, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/criteria/:criterion/evidence',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, key: params.criterion, framework: undefined }
      const found = await ground(of)
      if (!found) return missing
      const form = readEvidence(body, today)
      if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
      await addEvidence(db, who, form.value, found.to, now)
      return go(paths.criterionEvidence(found.criterion.key))
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/criteria/:criterion/evidence/link',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, now }) {
      const of = { reads, who, key: params.criterion, framework: undefined }
      const found = await ground(of)
      if (!found) return missing
      const id = readId(body.evidence)
      const linked = id !== undefined && (await linkEvidence(db, who, id, found.to, now))
      if (linked) return go(paths.criterionEvidence(found.criterion.key))
      return thePage(of, { typed: {}, problems: [{ field: 'evidence', text: 'Choose the evidence that speaks to this criterion too' }] })
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/criteria/:criterion/evidence/unlink',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, now }) {
      const found = await ground({ reads, who, key: params.criterion, framework: undefined })
      const id = readId(body.evidence)
      if (!found) return missing
      if (id !== undefined) await unlinkEvidence(db, who, id, found.to, now)
      return go(paths.criterionEvidence(found.criterion.key))
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/criteria/:criterion/evidence/remove',
    may: 'evaluation.write',
    async does({ db, who, params, body, now }) {
      const id = readId(body.evidence)
      if (id !== undefined) await removeEvidence(db, who, id, now)
      return go(paths.criterionEvidence(params.criterion ?? ''))
    },
  },
]
