import type { Command } from '../cli/command.ts'
import { judgementsOf } from '../judgements/judgement.store.ts'
import { reportCardsOf } from '../judgements/report-card.store.ts'
import { schoolView } from './school-history.view.ts'
import { school } from './school.store.ts'
import { parseUrn } from './urn.ts'

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
      if (!found) {
        out.complain(`No file that is held names a school with URN ${urn}. "fiveday imports list" says what is held.`)
        return 1
      }
      const judgements = await judgementsOf(reads, urn)
      if (options.json === true) out.print(JSON.stringify({ ...found, judgements }, undefined, 2))
      else for (const line of asText(schoolView(found, judgements, await reportCardsOf(reads, urn), true))) out.print(line)
      return 0
    },
  },
]

function asText(view: ReturnType<typeof schoolView>): string[] {
  const grade = [view.grade, view.category].filter((part) => part !== undefined).join(', ')
  return [
    view.title,
    '',
    ...inPairs([...view.facts, ['Overall grade', grade]]),
    ...view.judgements.flatMap((judgement) => ['', `${judgement.kind}, ${judgement.day}`, ...inPairs(judgementFacts(judgement))]),
    ...(view.judgements.length === 0 ? ['', 'No inspection of it is published.'] : []),
    '',
    view.source,
  ]
}

function judgementFacts(judgement: ReturnType<typeof schoolView>['judgements'][number]): (readonly [string, string])[] {
  const { predecessor, inspection, published, outcome, category, parts } = judgement
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Outcome', outcome],
    ['Category of concern', category],
    ['Of a predecessor', predecessor],
    ...parts,
    ['Inspection number', inspection],
    ['Published', published],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function inPairs(pairs: readonly (readonly [string, string])[]): string[] {
  const long = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `  ${name.padEnd(long)}  ${value}`)
}
