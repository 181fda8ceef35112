import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { countsChart } from '../charts/counts.ts'
import type { Reads } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { frameworkAsked } from '../statements/framework-asked.import.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { commonStrengths, commonWeaknesses } from './learning-file.import.ts'
import { anchorOf, findingsFacts, learningView } from './learning.view.ts'
import { readPosition } from './own-position.form.ts'
import { keepPosition, ownPositions } from './own-position.store.ts'
import { positionKinds, type OwnPosition, type PositionKind } from './own-position.ts'
import { allInspections } from './told.import.ts'
import { narrowedTo, type CommonPoint } from './told.ts'
import { checklistView, positionView, type PositionFacts } from './weaknesses.view.ts'

/** What a position can be taken on, and what others were told of it. Undefined where there is no such thing. */
async function pointOf(
  reads: Reads,
  who: Person,
  kind: PositionKind,
  key: string,
): Promise<{ point: CommonPoint; from: string } | undefined> {
  if (kind !== 'finding') {
    const common = kind === 'weakness' ? commonWeaknesses() : commonStrengths()
    const point = common.groups.flatMap(({ points }) => points).find((one) => one.key === key)
    return point && { point, from: `A common ${kind} of inspected authorities` }
  }
  for (const { authority, when, findings } of await allInspections(reads, who.authority)) {
    const point = findings.find((one) => one.key === key)
    if (point) return { point, from: `${authority} was told (${when})` }
  }
  return undefined
}

type Form = Pick<PositionFacts, 'typed' | 'problems'> & { readonly theirs?: OwnPosition }

async function positionPage(
  { reads, who, kind, key }: { reads: Reads; who: Person; kind: string | undefined; key: string | undefined },
  form: Form,
): Promise<Outcome> {
  const known = positionKinds.find((one) => one === kind)
  const [asked, found] = [await frameworkAsked(reads, who.authority, undefined), known && (await pointOf(reads, who, known, key ?? ''))]
  if (!asked || !known || !found) return missing
  const stands = (await ownPositions(reads, who.authority, [known])).find((one) => one.key === key)
  const writes = mayDo(who.role, 'evaluation.write')
  const view = positionView({ asked, kind: known, ...found, stands, ...form, writes })
  return show('learning/position.njk', view, form.theirs ? 409 : form.problems.length > 0 ? 400 : 200)
}

/** What other authorities were told, the common weaknesses and strengths, and how we stand to each. */
export const learningPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/learning',
    may: 'evaluation.see',
    async does({ reads, who, query }) {
      const asked = await frameworkAsked(reads, who.authority, query.framework)
      if (!asked) return missing
      const narrowed = { theme: query.theme ?? '', outcome: query.outcome ?? '', kind: query.kind ?? '' }
      const [inspections, positions] = [await allInspections(reads, who.authority), await ownPositions(reads, who.authority, ['finding'])]
      const shown = narrowedTo(inspections, asked.framework, narrowed)
      // Every theme is drawn, also where the list is narrowed to one: so the one is seen beside the others.
      const drawn = findingsFacts(asked, narrowedTo(inspections, asked.framework, { ...narrowed, theme: '' }))
      const chart = drawn && (await countsChart(drawn))
      const writes = asked.current && mayDo(who.role, 'evaluation.write')
      return show('learning/learning.njk', learningView({ asked, inspections, shown, positions, narrowed, chart, writes }))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/weaknesses',
    may: 'evaluation.see',
    async does({ reads, who, query }) {
      const asked = await frameworkAsked(reads, who.authority, query.framework)
      if (!asked) return missing
      const positions = await ownPositions(reads, who.authority, ['weakness', 'strength'])
      const writes = asked.current && mayDo(who.role, 'evaluation.write')
      const facts = { asked, weaknesses: commonWeaknesses(), strengths: commonStrengths(), positions, writes }
      return show('learning/weaknesses.njk', checklistView(facts))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/positions/:kind/:key',
    may: 'evaluation.see',
    does({ reads, who, params }) {
      return positionPage({ reads, who, kind: params.kind, key: params.key }, { typed: {}, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/positions/:kind/:key',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, now }) {
      const of = { reads, who, kind: params.kind, key: params.key }
      const form = readPosition({ ...body, kind: params.kind ?? '', key: params.key ?? '' })
      if (!form.ok) return positionPage(of, { typed: body, problems: form.problems })
      const { kind, key } = form.value
      if (!(await pointOf(reads, who, kind, key))) return missing
      const kept = await keepPosition(db, who, form.value, now)
      if (kept.kind === 'kept') return go(`${kind === 'finding' ? paths.learning() : paths.weaknesses()}#${anchorOf(kind, key)}`)
      const text = `${kept.theirs.written_by} wrote something else meanwhile. Both are below: settle it, and keep it again`
      return positionPage(of, { typed: body, problems: [{ field: 'says', text }], theirs: kept.theirs })
    },
  },
]
