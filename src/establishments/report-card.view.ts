import type { PublishedJudgement } from '../judgements/judgement.ts'
import { cardStanding, reportCardAreas } from '../judgements/report-card.ts'
import { inWords, type Day } from '../lib/day.ts'

/** An area of a report card, of whichever inspection. */
export interface CardAreaOf {
  readonly inspection_number: string
  readonly area: string
  readonly grade: string | null
  readonly judged_on: Day | null
}

const standing = {
  'at expected': 'Every area is at the expected standard or above, and safeguarding is met.',
  'below expected': 'At least one area is below the expected standard, or safeguarding is not met.',
  'not known': 'An area has no grade in the file, so whether every area is at the expected standard is not known.',
} as const

/** A report card: each area with its grade and the day it was judged, and whether all are at the expected standard. */
export function cardView({ inspection_number: number, inspected_on: on }: PublishedJudgement, areas: readonly CardAreaOf[]) {
  const ofCard = areas.filter(({ inspection_number }) => inspection_number === number)
  const grades = Object.fromEntries(ofCard.map(({ area, grade }) => [area, grade]))
  return {
    heading: on ? `Report card, inspection of ${inWords(on)}` : `Report card, inspection ${number}`,
    says: standing[cardStanding(grades)],
    table: {
      head: ['Area', 'Grade', 'Judged on'],
      rows: reportCardAreas.map((area) => {
        const found = ofCard.find((one) => one.area === area)
        return [area, found?.grade ?? 'Not published', found?.judged_on ? inWords(found.judged_on) : 'Not published']
      }),
      numeric: [],
    },
  }
}
