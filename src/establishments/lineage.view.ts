import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { PublishedJudgement } from '../judgements/judgement.ts'
import { paths } from '../paths.ts'
import type { Establishment } from './establishment.ts'
import type { Lineage, Step, Succession } from './lineage.ts'
import type { Manner } from './link.ts'
import { categoryInWords, judgementInWords } from './school.ts'
import type { Urn } from './urn.ts'

interface LineageFacts extends Lineage {
  readonly register: ReadonlyMap<Urn, Pick<Establishment, 'name' | 'type' | 'opened_on' | 'closed_on' | 'status'>>
  readonly reduced: ReadonlyMap<Urn, Pick<Establishment, 'opened_on' | 'closed_on'>>
  readonly inspections: ReadonlyMap<Urn, readonly PublishedJudgement[]>
}

/** The schools a school came from and those it became, each with its own inspections, and the links that say neither. */
export function lineageView(facts: LineageFacts) {
  const { predecessors, successors, others } = facts
  const direct = predecessors.filter((step) => step.steps === 1).length
  return {
    cameFrom: predecessors.map((step) => stepView(step, facts)),
    cameFromInWords: cameFromInWords(direct, predecessors.length - direct),
    became: successors.map((step) => stepView(step, facts)),
    others: others.map((link) => ({
      name: nameOf(link.link_urn, facts),
      urn: link.link_urn,
      href: paths.school(link.link_urn),
      type: link.link_type,
      on: day(link.established_on),
    })),
  }
}

export type LineageView = ReturnType<typeof lineageView>

function cameFromInWords(direct: number, before: number): string {
  const came = direct === 1 ? 'It came from one school' : `${counted(direct, 'school')} went into it`
  const earlier = before === 0 ? '' : `, and before that came ${before === 1 ? 'one more' : `${before} more`}`
  return `${came}${earlier}. Inspections are those of each school itself: they are not grades of this one.`
}

function stepView({ urn, through }: Step, facts: LineageFacts) {
  const entry = facts.register.get(urn)
  const dated = entry ?? facts.reduced.get(urn)
  const known = through.statedBy === 'register' || dated !== undefined
  return {
    urn,
    name: nameOf(urn, facts),
    href: known ? paths.school(urn) : undefined,
    type: entry?.type ?? facts.inspections.get(urn)?.find((one) => one.type_then !== null)?.type_then ?? '–',
    opened: day(dated?.opened_on ?? null) ?? '–',
    closed: day(dated?.closed_on ?? null) ?? (entry && entry.status !== 'Closed' ? entry.status : '–'),
    how: howInWords(through, facts),
    inspections: (facts.inspections.get(urn) ?? []).map(inspectionInWords),
  }
}

const verbs: Readonly<Record<Manner, string>> = {
  amalgamation: 'Amalgamated into',
  merger: 'Merged into',
  split: 'Split, part becoming',
}

/** What became of the earlier one, from the later one's side: `Merged into Ash Academy, 1 September 2012`. */
function howInWords({ later, manner, on, statedBy }: Succession, facts: LineageFacts): string {
  if (statedBy === 'inspection') return 'Its inspection counts for this school; the register does not link the two'
  return `${manner === null ? 'Became' : verbs[manner]} ${nameOf(later, facts)}${on === null ? '' : `, ${inWords(on)}`}`
}

function nameOf(urn: Urn, { register, names }: Pick<LineageFacts, 'register' | 'names'>): string {
  return register.get(urn)?.name ?? names.get(urn) ?? `school with URN ${urn}`
}

/** An inspection in a line: `Good, graded inspection of 12 May 2016`. */
export function inspectionInWords(judgement: PublishedJudgement): string {
  const { kind, overall, outcome, inspected_on: on, published_on: published } = judgement
  const found =
    kind === 'report card'
      ? 'Report card, graded by area'
      : overall === null
        ? (outcome ?? 'No overall grade or outcome published')
        : judgementInWords(overall, on)
  const category = categoryInWords(judgement.category)
  const when = on ? `inspection of ${inWords(on)}` : published ? `report of ${inWords(published)}` : 'day not published'
  return [found, category, `${kind === 'ungraded' ? 'ungraded ' : ''}${when}`].filter(Boolean).join(', ')
}

function day(on: Day | null): string | undefined {
  return on === null ? undefined : inWords(on)
}
