import type { Document, Section } from '../documents/document.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { countsOf } from '../triggers/facts.ts'
import type { PackFacts } from './pack.ts'
import { profileSection } from './pack-profile.document.ts'
import { schoolsSection } from './pack-schools.document.ts'
import { lightsAtAGlance, triggersSection } from './pack-triggers.document.ts'

/**
 * The inspection pack of one authority in its first form, from published files: what might bring an inspection, the
 * authority's profile, its schools, and where every figure came from.
 */
export async function packDocument(facts: PackFacts): Promise<Document> {
  const { found, council, made } = facts
  const { name, on } = found.assessment
  return {
    title: `Inspection pack: ${name}`,
    subtitle: `As at ${inWords(on)}`,
    author: council === '' ? name : council,
    made: `Made on ${inWords(made)}`,
    opening: [lightsAtAGlance(facts)],
    sections: [
      aboutSection(facts),
      await triggersSection(facts),
      await profileSection(facts),
      schoolsSection(facts),
      sourcesSection(facts),
    ],
  }
}

function aboutSection({ found, framework, regionName, schools, schoolsAsAt, neighbours }: PackFacts): Section {
  const { assessment, facts: day, nationName } = found
  const pupils = schools.reduce((sum, school) => sum + (school.pupils ?? 0), 0)
  const counts = day.schools && countsOf(day.schools, assessment.authority, 'all')
  const about: [string, string][] = [
    ['Authority', `${assessment.name} (${assessment.authority})`],
    ['Region', regionName ?? 'not stated in the files held'],
    ['As at', inWords(assessment.on)],
    ['Framework', `${framework.title}, ${framework.edition}`],
    [
      'Schools',
      schoolsAsAt ? `${counted(schools.length, 'state-funded school')} on ${inWords(schoolsAsAt)}` : 'no file of schools is held',
    ],
    ['Pupils', schoolsAsAt ? counted(pupils, 'pupil') : 'not known'],
    [
      `With an overall grade on ${inWords(assessment.on)}`,
      counts ? `${counts.graded} of ${counted(counts.schools, 'school')}` : 'not known',
    ],
    ['Statistical neighbours', neighbours.map((one) => one.name ?? one.code).join(', ') || 'no set is held'],
  ]
  return {
    heading: 'About this pack',
    blocks: [
      { kind: 'facts', facts: about },
      { kind: 'paragraph', text: framework.status.says },
      { kind: 'note', text: 'Everything in this first form of the pack is worked out from files that Ofsted and the Department for Education published. It holds nothing about any named pupil or member of staff.' }, // prettier-ignore
    ],
    sections: [{ heading: 'How to read it', blocks: [{ kind: 'list', items: howToRead(nationName) }], sections: [] }],
  }
}

const howToRead = (nation: string): readonly string[] => [
  'A light is a word and a shape as well as a colour. Green: in line with or better than the comparison. Amber: behind it. Red: well behind. Grey: cannot be measured, which never means that all is well.',
  'Behind says how much worse our figure is than the comparison. It is taken from the figures before any rounding; what is printed is rounded.',
  'A rank counts from 1, the best, among the authorities that have a figure; equal figures share the better rank. Quarter A holds the best quarter of authorities and D the last.',
  `Each trend sets us beside ${nation}, our region and the mean of our ten statistical neighbours, the authorities most like us. A gap is a year without a figure; a dashed upright line means that years on its two sides do not compare.`,
  'A published mark stands where a publisher withheld a figure. It is not nought.',
  'Since September 2024 Ofsted gives schools no overall grade. Figures made from overall grades leave out schools without one.',
]

function sourcesSection({ sources, framework, found }: PackFacts): Section {
  const { schools } = found.facts
  const rows = sources.map(({ name, publisher, fileName, asAt, rowsUsed, rowsRefused }) => [
    name,
    publisher,
    fileName,
    asAt === null ? 'not dated' : inWords(asAt),
    count(rowsUsed),
    count(rowsRefused),
  ])
  const limits = [
    ...(schools && schools.how !== 'whole'
      ? [`The list of schools, the key measures and the trends are the newest held, whatever the day of the pack. The schools are of the file as at ${inWords(schools.fileAsAt)}; their grades on ${inWords(schools.on)} are taken from the days reports were published. Schools closed since are not in the file.`]
      : []), // prettier-ignore
    'A school that became an academy carries the judgement of the school it came from until it is inspected itself; the list of schools marks it.',
    'Trends and ranks are of figures as published; a provisional year is labelled so by its publisher.',
    'What the authority does for its schools, and the evidence for it, is not in this first form of the pack.',
    framework.limits.says,
  ]
  return {
    heading: 'Where the figures came from',
    blocks: [
      { kind: 'table', caption: 'Published files held', table: { head: ['File', 'Publisher', 'Name of the file', 'As at', 'Rows used', 'Rows refused'], rows, numeric: [4, 5] } }, // prettier-ignore
    ],
    sections: [{ heading: 'Method and limits', blocks: [{ kind: 'list', items: limits }], sections: [] }],
  }
}
