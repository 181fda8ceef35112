import type { Source } from '../sources/source.ts'
import type { ReportCardArea } from './report-card.ts'
import { headingsOf, schoolColumns, type InspectionColumns, type OfstedLayout } from './ofsted-state-funded.ts'

const latestReportCard: InspectionColumns = {
  kind: 'report card',
  number: 'Inspection number of latest full inspection',
  type: 'Inspection type',
  inspectedOn: 'Inspection start date',
  publishedOn: 'Publication date',
  urnThen: 'URN at time of latest full inspection',
  nameThen: 'School name at time of latest full inspection',
  typeThen: 'School type at time of latest full inspection',
  category: 'Category of concern',
}

const latestGraded: InspectionColumns = {
  kind: 'graded',
  number: 'Inspection number of latest OEIF graded inspection',
  type: 'Inspection type of latest OEIF graded inspection',
  inspectedOn: 'Inspection start date of latest OEIF graded inspection',
  publishedOn: 'Publication date of latest OEIF graded inspection',
  urnThen: 'URN at time of latest OEIF graded inspection',
  nameThen: 'School name at time of latest OEIF graded inspection',
  typeThen: 'School type at time of latest OEIF graded inspection',
  overall: 'Latest OEIF overall effectiveness',
  category: 'Latest OEIF category of concern',
  quality: 'Latest OEIF quality of education',
  behaviour: 'Latest OEIF behaviour and attitudes',
  development: 'Latest OEIF personal development',
  leadership: 'Latest OEIF effectiveness of leadership and management',
  // Two spaces, as published.
  safeguarding: 'Latest OEIF  safeguarding is effective?',
  earlyYears: 'Latest OEIF early years provision (where applicable)',
  sixthForm: 'Latest OEIF sixth form provision (where applicable)',
}

const latestUngraded: InspectionColumns = {
  kind: 'ungraded',
  number: 'Latest ungraded inspection number',
  inspectedOn: 'Date of latest ungraded inspection',
  publishedOn: 'Ungraded inspection publication date',
  urnThen: 'URN at time of the ungraded inspection',
  nameThen: 'School name at time of the ungraded inspection',
  typeThen: 'School type at time of the ungraded inspection',
  outcome: 'Ungraded inspection overall outcome',
}

/** The columns of each area of a report card: its grade, and the day it was judged. */
const areas: readonly (readonly [area: ReportCardArea, grade: string, judgedOn: string])[] = [
  ['Safeguarding standards', 'Safeguarding standards', 'Safeguarding standards - date of judgement'],
  ['Inclusion', 'Inclusion', 'Inclusion - date of judgement'],
  ['Curriculum and teaching', 'Curriculum and teaching', 'Curriculum and teaching - date of judgement'],
  ['Achievement', 'Achievement', 'Achievement - date of judgement'],
  ['Attendance and behaviour', 'Attendance and behaviour', 'Attendance and behaviour - date of judgement'],
  ['Personal development and wellbeing', 'Personal development and wellbeing', 'Personal development and wellbeing - date of judgement'],
  ['Early years', 'Early years (where applicable)', 'Early years - date of judgement'],
  ['Post-16 provision', 'Post-16 provision (where applicable)', 'Post-16 provision - date of judgement'],
  ['Leadership and governance', 'Leadership and governance', 'Leadership and governance - date of judgement'],
]

const category = 'Most recent category of concern'

export const reportCardLayout: OfstedLayout = {
  inspections: [latestReportCard, latestGraded, latestUngraded],
  overall: 'Latest OEIF overall effectiveness',
  category,
  areas,
  asFarAs: [...headingsOf(latestReportCard), ...areas.flatMap(([, grade, judgedOn]) => [grade, judgedOn])],
}

export const ofstedReportCards: Source = {
  key: 'ofsted-report-cards',
  name: 'State-funded schools latest inspections, with report cards',
  publisher: 'Ofsted',
  gives:
    'Every open state-funded school: who it is, its report card by area, its latest graded inspection before report cards and its latest ungraded one. The management information file from February 2026.',
  form: 'csv',
  headings: [
    ...Object.values(schoolColumns),
    ...headingsOf(latestReportCard),
    ...areas.flatMap(([, grade, judgedOn]) => [grade, judgedOn]),
    ...headingsOf(latestGraded),
    ...headingsOf(latestUngraded),
    category,
  ],
  kept: 'one for each day',
  quirks: [
    'The day of the file, its authorities, NULL, "2.0" and the rows that are refused are as in State-funded schools inspections and outcomes.',
    'A report card grades areas, each with a day of its own; no overall grade is made of it. A school whose card is newer than its graded inspection has no overall grade, as one "Not judged" has none; its earlier grade stays in its history.',
    'A school last graded before September 2019 has NULL as its grade here: the grade that an earlier file gave stands, so import one of August 2025 or before as well.',
    'The category of concern of a school is the column "Most recent category of concern". SM and SWK are categories of the frameworks before November 2025, SM and RSI of the one since.',
    'The file has no previous inspection: history is what earlier files gave.',
    '"Alternative provision" is the phase that earlier files call "PRU". Both are kept as published.',
  ],
}
