import type { Source } from '../sources/source.ts'

/** Headings of the columns of Ofsted's workbook of schools with a grade. */
export const gradedSchoolColumns = {
  urn: 'URN',
  name: 'School name',
  phase: 'Ofsted phase',
  inspectedOn: 'Inspection date',
  publishedOn: 'Publication date',
  overall: 'Overall effectiveness',
} as const

export const ofstedGradedSchools: Source = {
  key: 'ofsted-graded-schools',
  name: 'Schools with a grade',
  publisher: 'Ofsted',
  gives:
    'The overall grade every graded school carried on one day, and when its latest inspection was: the workbook of July 2018. It answers for trigger 3 on that day, and adds to the history of judgements.',
  form: 'workbook',
  headings: Object.values(gradedSchoolColumns),
  kept: 'one for each day',
  quirks: [
    'No cell says the day the file is of, only the name of its sheet does. It is the end of the month of the newest publication date in it, which runs up to that day: 31 July 2018, as the sheet is called.',
    'Dates are numbers of days after 30 December 1899.',
    'The inspection date is the last day of the inspection, where the files of later years give the first. The publication dates agree, and tell one inspection in two files.',
    'The date may be that of a short inspection, which confirmed a grade and gave none: of the 15,316 schools of July 2018 that the file of August 2025 names with an earlier inspection, 5,423 have a date that is no graded inspection there. So a grade is kept as one the school carried, unless another file states the inspection.',
    'It names no authority. Each school is in the authority that a file of state-funded schools gives it, or else the school that has since taken over its judgements; the rest cannot be placed, and are counted and said.',
    'A school without a grade is not listed: how many schools there were cannot be told from it.',
    'A row is refused when it is empty, when its URN, a date or its grade cannot be read, when it has no name or phase, when its URN stands on an earlier line, or when it is of another country than the first row.',
  ],
}
