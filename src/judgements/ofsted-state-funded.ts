import type { Source } from '../sources/source.ts'
import type { ReportCardArea } from './report-card.ts'

/** Headings of the columns of a school. */
export const schoolColumns = {
  urn: 'URN',
  dfeNumber: 'LAESTAB',
  name: 'School name',
  phase: 'Ofsted phase',
  type: 'Type of education',
  openedOn: 'School open date',
  admissions: 'Admissions policy',
  sixthForm: 'Sixth form',
  religiousCharacter: 'Designated religious character',
  region: 'Region',
  authority: 'Local authority',
  constituency: 'Parliamentary constituency',
  trustUid: 'Multi-academy trust UID',
  trust: 'Multi-academy trust name',
  sponsor: 'Academy sponsor name',
  postcode: 'Postcode',
  deprivation: 'The income deprivation affecting children index (IDACI) quintile',
  pupils: 'Total number of pupils',
  lowestAge: 'Statutory lowest age',
  highestAge: 'Statutory highest age',
} as const

/** Headings of the columns of one inspection. A part that Ofsted does not publish for it has none. */
export interface InspectionColumns {
  readonly kind: 'graded' | 'ungraded' | 'report card'
  readonly number: string
  readonly inspectedOn: string
  readonly publishedOn: string
  readonly urnThen: string
  readonly nameThen: string
  readonly typeThen: string
  readonly type?: string
  readonly overall?: string
  readonly category?: string
  readonly outcome?: string
  readonly quality?: string
  readonly behaviour?: string
  readonly development?: string
  readonly leadership?: string
  readonly safeguarding?: string
  readonly earlyYears?: string
  readonly sixthForm?: string
}

const latestGraded: InspectionColumns = {
  kind: 'graded',
  number: 'Inspection number of latest graded inspection',
  type: 'Inspection type',
  inspectedOn: 'Inspection start date',
  publishedOn: 'Publication date',
  urnThen: 'URN at time of latest graded inspection',
  nameThen: 'School name at time of latest graded inspection',
  typeThen: 'School type at time of latest graded inspection',
  overall: 'Overall effectiveness',
  category: 'Category of concern',
  quality: 'Quality of education',
  behaviour: 'Behaviour and attitudes',
  development: 'Personal development',
  leadership: 'Effectiveness of leadership and management',
  safeguarding: 'Safeguarding is effective?',
  earlyYears: 'Early years provision (where applicable)',
  sixthForm: 'Sixth form provision (where applicable)',
}

const previousGraded: InspectionColumns = {
  kind: 'graded',
  number: 'Previous inspection number',
  inspectedOn: 'Previous inspection start date',
  publishedOn: 'Previous publication date',
  urnThen: 'URN at time of previous graded inspection',
  nameThen: 'School name at time of previous graded inspection',
  typeThen: 'School type at time of previous graded inspection',
  overall: 'Previous graded inspection overall effectiveness',
  category: 'Previous category of concern',
  quality: 'Previous quality of education',
  behaviour: 'Previous behaviour and attitudes',
  development: 'Previous personal development',
  leadership: 'Previous effectiveness of leadership and management',
  safeguarding: 'Previous safeguarding is effective?',
  earlyYears: 'Previous early years provision (where applicable)',
  sixthForm: 'Previous sixth form provision (where applicable)',
}

const latestUngraded: InspectionColumns = {
  kind: 'ungraded',
  number: 'Latest ungraded inspection number since last graded inspection',
  inspectedOn: 'Date of latest ungraded inspection',
  publishedOn: 'Ungraded inspection publication date',
  urnThen: 'URN at time of the ungraded inspection',
  nameThen: 'School name at time of the latest ungraded inspection',
  typeThen: 'School type at time of the latest ungraded inspection',
  outcome: 'Ungraded inspection overall outcome',
}

/** Every heading of an inspection. */
export function headingsOf(columns: InspectionColumns): readonly string[] {
  return Object.values<string>({ ...columns }).filter((heading) => heading !== columns.kind)
}

/** A layout of Ofsted's file: what it states beside who a school is. */
export interface OfstedLayout {
  readonly inspections: readonly InspectionColumns[]
  /** Headings of a school's latest overall grade and category of concern. */
  readonly overall: string
  readonly category: string
  /** The areas of a report card, each with the headings of its grade and of the day it was judged. */
  readonly areas: readonly (readonly [area: ReportCardArea, grade: string, judgedOn: string])[]
  /** Headings up to the last of which a row must reach. */
  readonly asFarAs: readonly string[]
}

export const stateFundedLayout: OfstedLayout = {
  inspections: [latestGraded, previousGraded, latestUngraded],
  overall: 'Overall effectiveness',
  category: 'Category of concern',
  areas: [],
  asFarAs: headingsOf(latestGraded),
}

export const ofstedStateFunded: Source = {
  key: 'ofsted-state-funded',
  name: 'State-funded schools inspections and outcomes',
  publisher: 'Ofsted',
  gives:
    'Every open state-funded school: who it is, how many pupils it has, its latest and previous graded inspection and its latest ungraded one. The layout of August 2025.',
  form: 'csv',
  headings: [...Object.values(schoolColumns), ...headingsOf(latestGraded), ...headingsOf(previousGraded), ...headingsOf(latestUngraded)],
  kept: 'one for each day',
  quirks: [
    'No cell says the day the file is of. It is the end of the month of the newest inspection start or school opening in it: a school that opened on 22 August 2025 makes it 31 August 2025. Publication dates run later and are not used.',
    'The authority is the first three digits of LAESTAB; its name is the one most of its rows have.',
    '"NULL" is an empty cell. "2.0" is 2. "Not judged" stands for no overall grade, as for inspections since September 2024.',
    'How many monitoring and urgent inspections there were since the last graded one, and how many warning notices in the academic year its heading names, are kept where the file has such columns.',
    'Sub-judgements 0, 8 and 9 are kept as printed; they are not grades.',
    "A grade is a predecessor's when the URN at the time of the inspection is not the school's own.",
    'Judgements of several files are put together: of each cell the newest file that has one counts, so NULL erases nothing.',
    'A row is refused when it is empty, when its URN, LAESTAB, a date, a number or its overall effectiveness cannot be read, when its URN stands on an earlier line, when it stops before its latest inspection, or when it is of another country than the first row.',
    'A row that stops after its latest graded inspection is read as having nothing in the cells it lacks.',
  ],
}
