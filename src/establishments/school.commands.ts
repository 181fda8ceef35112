import type { Command } from '../cli/command.ts'
import { reportCardsOf } from '../judgements/report-card.store.ts'
import { establishmentView } from './establishment.view.ts'
import { groupsOf } from './group.store.ts'
import type { GroupOfSchool } from './group.ts'
import { withGroups } from './group.view.ts'
import { schoolKnown, type SchoolKnown } from '../performance/school-about.store.ts'
import { figureLines, figuresAsJson, standoutLines } from '../performance/school-figures.commands.ts'
import { shippedSchoolMeasures } from '../performance/school-measure.import.ts'
import { measuresAtAGlance } from '../performance/school-page.ts'
import { schoolFacts } from '../performance/school-page.store.ts'
import { sharedFacts } from '../performance/shared-facts.store.ts'
import { glanceView, type GlanceView } from '../performance/school-page.view.ts'
import type { SchoolThroughTime } from './lineage.store.ts'
import { lineageView, type LineageView } from './lineage.view.ts'
import type { CardAreaOf } from './report-card.view.ts'
import { schoolView } from './school-history.view.ts'
import { parseUrn } from './urn.ts'

export const schoolCommands: readonly Command[] = [
  {
    usage: 'school <urn>',
    summary:
      'everything known of one school: who it is, its judgements with those of its predecessors, what stands out, and its headline figures',
    options: [],
    async does({ reads, args, options, out }) {
      const urn = parseUrn(args[0] ?? '')
      if (!urn) {
        out.complain(`"${args[0] ?? ''}" is not a URN: it has six digits, as in 123456`)
        return 2
      }
      const shared = await sharedFacts(reads)
      const known = await schoolKnown(reads, urn, shared)
      if (!known) {
        out.complain(`No file that is held names a school with URN ${urn}. "fiveday imports list" says what is held.`)
        return 1
      }
      const facts = await schoolFacts(reads, { ...known, measures: measuresAtAGlance(shippedSchoolMeasures()), depth: 'whole' }, shared)
      const groups = await groupsOf(reads, urn)
      if (options.json === true) out.print(JSON.stringify({ ...asJson(known), groups, ...figuresAsJson(facts) }, undefined, 2))
      else for (const line of asText({ ...known, groups }, await reportCardsOf(reads, urn), glanceView(facts))) out.print(line)
      return 0
    },
  },
]

function asJson({ urn, name, identity, time }: SchoolKnown) {
  const register = time.register.get(urn)
  const story = { judgements: time.judgements, predecessors: told(time, 'predecessors'), successors: told(time, 'successors') }
  return { urn, name, ...identity, register: register ?? null, ...story, links: time.others }
}

/** Each with what the register says of it and the inspections that were of it. */
function told(time: SchoolThroughTime, which: 'predecessors' | 'successors') {
  return time[which].map(({ urn, steps, through }) => {
    const register = time.register.get(urn)
    const { manner, on, statedBy } = through
    return { urn, name: register?.name ?? time.names.get(urn), steps, manner, on, statedBy, register: register ?? null, judgements: time.inspections.get(urn) ?? [] } // prettier-ignore
  })
}

type Told = SchoolKnown & { readonly groups: readonly GroupOfSchool[] }

function asText({ urn, name, identity, time, groups }: Told, areas: readonly CardAreaOf[], figures: GlanceView): readonly string[] {
  const first = standoutLines(figures)
  const story = [...figureLines(figures), ...storyLines(lineageView(time))]
  if (identity) {
    const view = schoolView(identity, time.judgements, areas, true)
    return schoolLines({ ...view, facts: withGroups(view.facts, groups) }, first, story)
  }
  const view = establishmentView({ ...time, name, entry: time.register.get(urn), cut: time.reduced.get(urn) })
  return establishmentLines({ ...view, facts: withGroups(view.facts, groups) }, first, story)
}

function schoolLines(view: ReturnType<typeof schoolView>, first: readonly string[], story: readonly string[]): readonly string[] {
  const grade = [view.grade, view.category].filter((part) => part !== undefined).join(', ')
  return [
    view.title,
    ...first,
    '',
    ...inPairs([...view.facts, ['Overall grade', grade]]),
    ...view.judgements.flatMap((judgement) => ['', headingOf(judgement), ...inPairs(judgementFacts(judgement))]),
    ...(view.judgements.length === 0 ? ['', 'No inspection of it is published.'] : []),
    ...story,
    '',
    view.source,
  ]
}

function establishmentLines(
  view: ReturnType<typeof establishmentView>,
  first: readonly string[],
  story: readonly string[],
): readonly string[] {
  const inspections = view.inspections.length === 0 ? ['No inspection of it is held.'] : view.inspections
  return [view.title, view.status, ...first, '', ...inPairs(view.facts), '', 'Its inspections', ...inspections.map((line) => `  ${line}`), ...story, '', view.source] // prettier-ignore
}

/** The schools it came from and those it became, each with what happened and its own inspections. */
function storyLines({ cameFrom, became, others }: LineageView): readonly string[] {
  const told = (heading: string, steps: LineageView['became']) => [
    ...(steps.length > 0 ? ['', heading] : []),
    ...steps.flatMap(({ name, urn, how, inspections }) => [`  ${name} (URN ${urn}): ${how}`, ...inspections.map((line) => `    ${line}`)]),
  ]
  const linked = others.map(({ name, urn, type }) => `  ${name} (URN ${urn}): ${type}`)
  const also = linked.length === 0 ? [] : ['', 'Also linked', ...linked]
  return [...told('The schools it came from', cameFrom), ...told('What became of it', became), ...also]
}

function headingOf({ kind, day }: ReturnType<typeof schoolView>['judgements'][number]): string {
  return `${kind}${kind.endsWith('raded') ? ' inspection' : ''}, ${day}`
}

function judgementFacts(judgement: ReturnType<typeof schoolView>['judgements'][number]): (readonly [string, string])[] {
  const { predecessor, inspectionKind, inspection, published, outcome, category, parts } = judgement
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Outcome', outcome],
    ['Category of concern', category],
    ['Of a predecessor', predecessor],
    ...parts,
    ['Kind of inspection', inspectionKind],
    ['Inspection number', inspection],
    ['Published', published],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function inPairs(pairs: readonly (readonly [string, string])[]): string[] {
  const long = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `  ${name.padEnd(long)}  ${value}`)
}
