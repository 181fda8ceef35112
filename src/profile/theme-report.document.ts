import { inSentences } from '../authorities/reorganisation.ts'
import type { Chart } from '../charts/chart.ts'
import type { Block, Document, Section } from '../documents/document.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { Assessed } from '../triggers/assess.ts'
import { gradesHeld } from '../triggers/grades-held.view.ts'
import { restsOn } from '../triggers/said-alike.ts'
import { ladderInWords } from './ladder.view.ts'
import type { Pictured } from './part.view.ts'
import { standOutsOf } from './part.view.ts'
import type { Profiled } from './profiled.ts'
import { absencesInWords, breaksInWords, headlineOf, sourceOf, standingTable, yearsTable } from './profiled.view.ts'
import type { Subject } from './theme-report.ts'
import { findingsOf } from './theme.view.ts'

/** All that the data report of a theme or an area is written from. */
export interface ThemeReportFacts {
  readonly subject: Subject
  /** The framework's short title. */
  readonly framework: string
  readonly whose: Profiled
  readonly pictured: readonly Pictured[]
  /** Undefined where no file gives any trigger. */
  readonly found: Assessed | undefined
  /** The name of the authority's own council, where it has given one. */
  readonly council: string
  readonly source: string
  readonly made: Day
}

/** The data report of one theme or area, to print: what stands out, where every measure stands, the triggers, then each measure whole. */
export function themeReportDocument(facts: ThemeReportFacts): Document {
  const { subject, framework, whose, council, made } = facts
  return {
    title: `${subject.number}: data report`,
    subtitle: whose.authorityName,
    author: council === '' ? whose.authorityName : council,
    made: `Made on ${inWords(made)}`,
    opening: [...aboutBlocks(subject, framework), ...inSentences(whose.reorganised, made).map((text) => ({ kind: 'note', text }) as const)],
    sections: [
      {
        heading: 'At a glance',
        blocks: [],
        sections: [
          { heading: 'What stands out', blocks: standOutBlocks(whose), sections: [] },
          ...(subject.triggers.length > 0 ? [triggersSection(facts)] : []),
          { heading: 'Where we stand', blocks: standingBlocks(whose), sections: [] },
        ],
      },
      ...(facts.pictured.length > 0
        ? [{ heading: 'Each measure', blocks: [], sections: facts.pictured.map((one) => measureSection(whose, one)) }]
        : []),
      { heading: 'Where the figures came from', blocks: sourceBlocks(facts), sections: [] },
    ],
  }
}

function aboutBlocks({ title, themes, area, key }: Subject, framework: string): readonly Block[] {
  const isArea = key === area.key
  return [
    { kind: 'paragraph', text: `${title}.` },
    { kind: 'paragraph', text: isArea ? `Published figures that bear on the themes of the area “${area.title}” of ${framework}.` : `Published figures that bear on this theme of ${framework}, in the area “${area.title}”.` }, // prettier-ignore
    ...themes.flatMap(({ number, title, says }): readonly Block[] => [
      ...(isArea ? [{ kind: 'paragraph', text: `Theme ${number}. ${title}.` } as const] : []),
      { kind: 'note', text: says },
    ]),
  ]
}

function standOutBlocks(whose: Profiled): readonly Block[] {
  const groups = standOutsOf(whose, whose.measures, () => '')
  if (groups.length === 0) return [{ kind: 'paragraph', text: 'No measure of this report is in the best or the lowest-performing quarter, or moves much against the country.' }] // prettier-ignore
  return groups.flatMap(({ heading, measures }): readonly Block[] => [
    { kind: 'paragraph', text: `${heading}:` },
    { kind: 'list', items: measures.map(({ title, says }) => `${title}: ${says}`) },
  ])
}

/** The newest year of each measure in one table. */
function standingBlocks(whose: Profiled): readonly Block[] {
  if (whose.measures.length === 0)
    return [{ kind: 'paragraph', text: 'No published measure bears on this theme, or none that does is held.' }]
  return [{ kind: 'table', caption: 'The newest year of each measure', table: standingTable(whose) }]
}

function triggersSection({ subject, found }: ThemeReportFacts): Section {
  const heading = 'The triggers it touches'
  if (!found) return { heading, blocks: [{ kind: 'paragraph', text: 'No file that is held gives the triggers.' }], sections: [] }
  const grades = subject.triggers.some((number) => number < 4) ? gradesHeld(found) : undefined
  const blocks: readonly Block[] = [
    { kind: 'paragraph', text: `As at ${inWords(found.assessment.on)}.` },
    ...findingsOf(subject, found).map((finding): Block => {
      const rests = restsOn(finding)
      return { kind: 'light', light: finding.light, text: `Trigger ${finding.number}, ${finding.title}${rests === '' ? '' : `, on ${rests}`}: ${finding.because}` } // prettier-ignore
    }),
    ...(grades ? [grades.lead, ...grades.says].map((text): Block => ({ kind: 'paragraph', text })) : []),
    { kind: 'paragraph', text: found.assessment.limitsSay },
  ]
  return { heading, blocks, sections: [] }
}

function measureSection(whose: Profiled, { profiled, trend, strip }: Pictured): Section {
  const { measure } = profiled
  const notes = [...absencesInWords(whose, profiled).map((text) => `No figure for ${text}`), ...breaksInWords(measure)]
  return {
    heading: measure.title,
    blocks: [
      { kind: 'paragraph', text: headlineOf(whose, profiled) },
      ...(strip ? [chartBlock(strip)] : []),
      ...listOf(ladderInWords(profiled)),
      ...(trend ? [chartBlock(trend)] : []),
      { kind: 'table', caption: `${measure.title}, year by year`, table: yearsTable(whose, profiled) },
      ...listOf(notes),
      { kind: 'note', text: `${sourceOf(measure)}.` },
    ],
    sections: [],
  }
}

const chartBlock = (chart: Chart): Block => ({ kind: 'chart', chart, tabled: 'beside' })
const listOf = (items: readonly string[]): readonly Block[] => (items.length === 0 ? [] : [{ kind: 'list', items }])

function sourceBlocks({ source, whose, subject }: ThemeReportFacts): readonly Block[] {
  const missing = subject.measures.filter((code) => !whose.measures.some(({ measure }) => measure.code === code))
  return [
    { kind: 'paragraph', text: source === '' ? 'No file of the Local Authority Interactive Tool is held.' : source },
    ...(whose.neighbourSet === undefined ? [] : [{ kind: 'paragraph', text: `Statistical neighbours: “${whose.neighbourSet}”. Their mean is a simple one, of those that have a figure.` } as const]), // prettier-ignore
    { kind: 'paragraph', text: 'A rank counts from 1, the best, among the authorities that have a figure. Quarter A holds the best quarter of authorities and D the last. A published mark stands where a figure was withheld; it is not nought.' }, // prettier-ignore
    ...(missing.length === 0 ? [] : [{ kind: 'paragraph', text: `Not held: ${missing.join(', ')}.` } as const]),
  ]
}
