import type { Command } from '../cli/command.ts'
import { reportCardsOf } from '../judgements/report-card.store.ts'
import { establishmentView } from './establishment.view.ts'
import { lineage, type SchoolThroughTime } from './lineage.store.ts'
import { lineageView, type LineageView } from './lineage.view.ts'
import type { CardAreaOf } from './report-card.view.ts'
import { schoolView } from './school-history.view.ts'
import { school } from './school.store.ts'
import type { SchoolIdentity } from './school.ts'
import { parseUrn, type Urn } from './urn.ts'

export const schoolCommands: readonly Command[] = [
  {
    usage: 'school <urn>',
    summary: 'everything known of one school: who it is, and its judgements with those of its predecessors',
    options: [],
    async does({ reads, args, options, out }) {
      const urn = parseUrn(args[0] ?? '')
      if (!urn) {
        out.complain(`"${args[0] ?? ''}" is not a URN: it has six digits, as in 123456`)
        return 2
      }
      const found = await school(reads, urn)
      const time = await lineage(reads, urn)
      if (!found && !time.known) {
        out.complain(`No file that is held names a school with URN ${urn}. "fiveday imports list" says what is held.`)
        return 1
      }
      if (options.json === true) out.print(JSON.stringify(asJson(urn, found, time), undefined, 2))
      else for (const line of asText(urn, found, time, await reportCardsOf(reads, urn))) out.print(line)
      return 0
    },
  },
]

function asJson(urn: Urn, school: SchoolIdentity | undefined, time: SchoolThroughTime) {
  const register = time.register.get(urn)
  const story = { judgements: time.judgements, predecessors: told(time, 'predecessors'), successors: told(time, 'successors') }
  return { urn, name: register?.name ?? time.names.get(urn), ...school, register: register ?? null, ...story, links: time.others }
}

/** Each with what the register says of it and the inspections that were of it. */
function told(time: SchoolThroughTime, which: 'predecessors' | 'successors') {
  return time[which].map(({ urn, steps, through }) => {
    const register = time.register.get(urn)
    const { manner, on, statedBy } = through
    return { urn, name: register?.name ?? time.names.get(urn), steps, manner, on, statedBy, register: register ?? null, judgements: time.inspections.get(urn) ?? [] } // prettier-ignore
  })
}

function asText(urn: Urn, school: SchoolIdentity | undefined, time: SchoolThroughTime, areas: readonly CardAreaOf[]): readonly string[] {
  const story = storyLines(lineageView(time))
  if (school) return schoolLines(schoolView(school, time.judgements, areas, true), story)
  return establishmentLines(
    establishmentView({
      ...time,
      name: time.register.get(urn)?.name ?? time.names.get(urn) ?? `School with URN ${urn}`,
      entry: time.register.get(urn),
    }),
    story,
  )
}

function schoolLines(view: ReturnType<typeof schoolView>, story: readonly string[]): readonly string[] {
  const grade = [view.grade, view.category].filter((part) => part !== undefined).join(', ')
  return [
    view.title,
    '',
    ...inPairs([...view.facts, ['Overall grade', grade]]),
    ...view.judgements.flatMap((judgement) => ['', headingOf(judgement), ...inPairs(judgementFacts(judgement))]),
    ...(view.judgements.length === 0 ? ['', 'No inspection of it is published.'] : []),
    ...story,
    '',
    view.source,
  ]
}

function establishmentLines(view: ReturnType<typeof establishmentView>, story: readonly string[]): readonly string[] {
  const inspections = view.inspections.length === 0 ? ['No inspection of it is held.'] : view.inspections
  return [view.title, view.status, '', ...inPairs(view.facts), '', 'Its inspections', ...inspections.map((line) => `  ${line}`), ...story, '', view.source] // prettier-ignore
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
