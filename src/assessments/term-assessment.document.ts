import type { Deck } from '../documents/deck.ts'
import type { Block, Document, LightRow, Section } from '../documents/document.ts'
import { inWords } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { termInWords } from '../terms/term.ts'
import { lightLooks } from '../triggers/light-look.ts'
import { limitsInWords, withCounts } from '../triggers/said-alike.ts'
import { apart, printed } from '../triggers/sentence.ts'
import type { LineFinding, Trend } from '../triggers/trigger.ts'
import { commentedPhases, standingOf, type Against, type AssessedTrigger, type TermAssessment } from './term-assessment.ts'

const trends: Readonly<Record<Trend, string>> = { improving: 'Improving', steady: 'Steady', worsening: 'Worsening', unknown: 'Not known' }
const phases = { all: '', primary: 'Primary: ', secondary: 'Secondary: ', special: 'Special: ' } as const

/** How the four columns of the committee's table are headed. */
export const committeeHead = ['Trigger', 'Light', 'Trend', 'Comment'] as const

/** The table as the committee knows it: each trigger with its light, its trend against last term and last year, and the comment. */
export function committeeRows({ triggers }: Pick<TermAssessment, 'triggers'>): LightRow[] {
  return triggers.map((trigger) => ({
    name: `${trigger.number}. ${trigger.title}`,
    light: standingOf(trigger),
    trend: [against('Last term', trigger.lastTerm), against('Last year', trigger.lastYear)].join('\n'),
    comment: commentOf(trigger),
  }))
}

/** What officers said of a trigger, phase by phase; where they said nothing, the sentence that earns the computed light. */
export function commentOf({ officer, computed, reason, comments, because }: AssessedTrigger): string {
  const said = commentedPhases.flatMap((phase) => (comments[phase] === '' ? [] : [`${phases[phase]}${comments[phase]}`]))
  const differs = officer !== null && officer !== computed ? [`${lightLooks[officer].word} rather than ${computed}, as computed: ${reason}`] : [] // prettier-ignore
  return [...(said.length > 0 ? said : [because]), ...differs].join('\n')
}

/** How a trigger stood another time: `Last term: improving, was amber`. */
export function against(when: string, then: Against | null): string {
  if (then === null) return `${when}: not known`
  const direction = trends[then.direction].toLowerCase()
  return `${when}: ${direction}, was ${then.light}${then.from === 'signed off' ? ' (signed off)' : ''}`
}

/** Where an assessment stands, in a sentence: who drafted, challenged and signed off, and when. */
export function stepsInWords({ drafted, challenged, signedOff, corrects, number }: TermAssessment): string[] {
  const step = (what: string, { by, at }: { by: string; at: string }) => `${what} by ${by} on ${momentInWords(new Date(at))}.`
  return [
    ...(corrects ? [`Version ${number}. It corrects version ${corrects.number}: ${corrects.reason}`] : []),
    step('Drafted', drafted),
    challenged ? `${step('Challenged', challenged)} ${challenged.said}` : 'Not challenged yet.',
    signedOff ? step('Signed off', signedOff) : 'Not signed off yet: this is a draft, and its figures may still change.',
  ]
}

/** A term's assessment as a document: the committee's table first, then each trigger with its lines, the limits and the files. */
export function termAssessmentDocument(said: TermAssessment, made: string): Document {
  const { name, term, on, framework, limits, files, signedOff } = said
  return {
    title: `${signedOff ? '' : 'Draft. '}Risk of inspection: ${name}`,
    subtitle: `${term.words}, as at ${inWords(on)}`,
    author: name,
    made,
    opening: [
      table(said),
      ...stepsInWords(said).map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'paragraph', text: limits.says },
    ],
    sections: [
      { heading: 'Each trigger', blocks: [], sections: said.triggers.map(triggerSection) },
      {
        heading: 'How it was judged',
        blocks: [
          { kind: 'paragraph', text: `By the triggers of ${framework.title} (${framework.edition}).` },
          { kind: 'table', caption: 'The limits of a light', table: limitsInWords(limits) },
          { kind: 'paragraph', text: limits.says },
          { kind: 'table', caption: 'The published files the figures rest on', table: { head: ['File', 'As at', 'SHA-256'], rows: files.map(({ file, asAt, checksum }) => [file, asAt === null ? 'not dated' : inWords(asAt), checksum]), numeric: [] } }, // prettier-ignore
        ],
        sections: [],
      },
    ],
  }
}

/** The same as a slide: the committee's table, with whose limits they are under it. */
export function termAssessmentDeck(said: TermAssessment): Deck {
  const { name, term, on, limits, framework, signedOff } = said
  const title = `${signedOff ? '' : 'Draft: '}${name}, ${termInWords(term)}: what may bring an inspection`
  const note = `${framework.shortTitle}, as at ${inWords(on)}. ${limits.says}`
  return { title, author: name, slides: [{ title, head: committeeHead, rows: committeeRows(said), note }] }
}

function table(said: TermAssessment): Block {
  const caption = `The triggers of ${said.framework.shortTitle}, ${termInWords(said.term)}`
  return { kind: 'lights', caption, head: committeeHead, rows: committeeRows(said) }
}

function triggerSection(trigger: AssessedTrigger): Section {
  const { number, title, computed, because, officer, reason, lastTerm, lastYear, comments, lines, register = [] } = trigger
  const counting = lines.filter(({ counts }) => counts)
  const said = commentedPhases.flatMap((phase) => (comments[phase] === '' ? [] : [`${phases[phase]}${comments[phase]}`]))
  return {
    heading: `${number}. ${title}`,
    blocks: [
      { kind: 'light', light: computed, text: `As computed: ${because}` },
      ...(officer === null ? [] : [{ kind: 'light', light: officer, text: `The officer’s light. ${reason}` } as const]),
      { kind: 'list', items: [against('Last term', lastTerm), against('Last year', lastYear)] },
      ...(said.length > 0 ? [{ kind: 'list', items: said } as const] : []),
      ...(counting.length > 0 ? [linesTable(number, counting)] : []),
      ...register.map((text) => ({ kind: 'paragraph', text }) as const),
    ],
    sections: [],
  }
}

function linesTable(number: number, lines: readonly LineFinding[]): Block {
  const figure = (value: number | null, { unit }: LineFinding) => (value === null ? 'no figure' : printed(value, unit))
  const rows = lines.map((line) => [
    line.phase === '' ? line.name : `${line.name}, ${line.phase}`,
    lightLooks[line.light].word,
    withCounts(line) ?? 'no figure',
    figure(line.comparison, line),
    line.behind === null ? '–' : apart(line.behind, line.unit, ['worse', 'better']),
    line.period,
  ])
  return { kind: 'table', caption: `The lines of trigger ${number}`, table: { head: ['Line', 'Light', 'Ours', 'Nationally', 'Difference', 'Period'], rows, numeric: [2, 3] } } // prettier-ignore
}
