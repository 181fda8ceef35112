import { phaseInWords } from '../establishments/school.ts'
import type { Chart, Table } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import type { TrendFacts } from '../charts/trend.ts'
import type { Framework } from '../frameworks/framework.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { termInShort } from '../terms/term.ts'
import type { Known, LineHistory, LineInTerm } from './history.ts'
import { lineNamed } from './line-named.ts'
import { withCounts } from './said-alike.ts'
import { apart, printed } from './sentence.ts'

/** The phases whose lines a page of history can be asked for, in order: those of the framework's own lines. */
export function phasesOf(histories: readonly LineHistory[]): readonly string[] {
  return [...new Set(histories.map(({ line }) => line.phase))]
}

/** What the page of history is made of: its lines with a chart each, and whose they are. */
export interface HistoryFacts {
  readonly framework: Framework
  readonly authority: string
  readonly nation: string
  readonly calendarSays: string
  readonly phase: string
  readonly phases: readonly string[]
  readonly lines: readonly { readonly history: LineHistory; readonly chart: Chart }[]
}

/** The history of triggers 1 to 3: a chart for each line of a phase, and under it every term with what it rests on. */
export function historyView({ framework, authority, nation, calendarSays, phase, phases, lines }: HistoryFacts) {
  const terms = lines[0]?.history.terms ?? []
  const [first, last] = [terms[0], terms.at(-1)]
  return {
    title: 'Triggers 1 to 3 through the terms',
    authority,
    held: terms.length > 0,
    covers: first && last ? `From the ${firstWords(first)} to the ${firstWords(last)}, term by term.` : '',
    phases: phases.map((one) => ({
      text: one === 'all' ? 'All phases' : phaseWords(one),
      href: one === 'all' ? paths.triggerHistory() : `${paths.triggerHistory()}?phase=${encodeURIComponent(one)}`,
      current: one === phase,
    })),
    known: `${framework.limits.schoolsKnown * 100}%`,
    calendarSays,
    lines: lines.map(({ history, chart }) => ({
      heading: headingOf(history),
      trigger: `Trigger ${history.trigger}: ${history.title}`,
      href: paths.trigger(history.trigger),
      grey: greySays(history),
      chart: withImages({ ...chart, table: tableOf(history, nation) }),
    })),
  }
}

const firstWords = ({ term }: LineInTerm) => termInShort(term).replace(/^./, (letter) => letter.toLowerCase()).replace(' ', ' term of ') // prettier-ignore

/** In which terms a line is grey, as a sentence; nothing where it never is. */
function greySays({ terms }: LineHistory): string {
  const grey = terms.filter(({ finding }) => finding.local === null)
  const [first, last] = [grey[0], grey.at(-1)]
  if (!first || !last) return ''
  if (first === last) return `Grey in the ${firstWords(first)}.`
  const names = grey.length > 4 ? `the first the ${firstWords(first)}, the last the ${firstWords(last)}` : grey.map(({ term }) => termInShort(term)).join(', ') // prettier-ignore
  return `Grey in ${counted(grey.length, 'term')}: ${names}.`
}

const phaseWords = (phase: string) => phaseInWords(phase.charAt(0).toUpperCase() + phase.slice(1))

const headingOf = ({ name, line }: LineHistory) => lineNamed(name, line.phase)

/** What the chart of a line draws: ours and the country's, with a gap in every term that is grey. */
export function historyChartFacts(history: LineHistory, authority: string, nation: string): TrendFacts {
  const { terms } = history
  return {
    caption: `${headingOf(history)}, ${authority} and ${nation}`,
    amount: { unit: 'percent', decimals: 1 },
    better: history.better === 'low' ? 'lower' : 'higher',
    years: terms.map(({ term }) => termInShort(term)),
    lines: [
      { role: 'ours', name: authority, values: terms.map(({ finding }) => finding.local) },
      { role: 'england', name: nation, values: terms.map(({ finding }) => finding.comparison) },
    ],
    breaks: [],
  }
}

function tableOf({ terms }: LineHistory, nation: string): Table {
  return {
    head: ['Term', 'As at', 'How it is known', 'Ours', nation, 'Behind', 'Light', 'Our schools known', `Schools of ${nation} known`],
    rows: terms.toReversed().map(({ term, on, how, finding, known, ofFile }) => {
      const { local, comparison, behind, unit, light } = finding
      return [
        termInShort(term),
        inWords(on),
        hows[how],
        withCounts(finding) ?? 'grey',
        comparison === null ? 'grey' : printed(comparison, unit),
        behind === null ? 'grey' : apart(behind, unit, ['behind', 'ahead']),
        local === null ? 'grey' : light,
        knownWords(known.ours),
        how === 'rebuilt' ? `${knownWords(known.country)}; the file itself has a judgement of ${count(ofFile.judged)} of its ${count(ofFile.schools)}` : knownWords(known.country), // prettier-ignore
      ]
    }),
    numeric: [],
  }
}

/** How a day is known, in a word or two. */
export const hows = {
  whole: 'the file of that day',
  listed: 'the list of graded schools of that day',
  rebuilt: 'rebuilt from the days reports were published',
  newest: 'the newest file',
} as const

const knownWords = ({ known, expected }: Known) => `${count(known)} of ${count(expected)}`
