import type { Measure } from '../src/measures/measure.ts'
import type { ProfiledMeasure, ProfiledYear } from '../src/profile/profiled.ts'

/** A year for tests: a middling figure that follows the year before, with what matters said. */
export function aYear(endsIn: number, said: Partial<ProfiledYear> = {}): ProfiledYear {
  const dull = { latest: false, follows: true, published: '62', value: 62, rank: 78, of: 151, band: 'C', quartiles: [60, 63, 66] } as const
  return { ...dull, year: String(endsIn), endsIn, england: 63, region: 62, neighbourMean: 61.2, ...said }
}

/** A percentage for tests of which high is good, with what matters said. */
export function aMeasure(years: readonly ProfiledYear[], said: Partial<Measure> = {}, pupils?: number): ProfiledMeasure {
  const measure: Measure = {
    code: 'READ',
    title: 'Reading',
    topics: ['Key Stage 2'],
    polarity: 'High',
    banded: true,
    unit: '% of pupils',
    decimals: 1,
    yearType: 'Academic year',
    years: years.map(({ year }) => year),
    latest: years.find(({ latest }) => latest)?.year,
    owner: 'Department for Education',
    updated: { word: '' },
    nextUpdate: { word: '' },
    breaks: [],
    ...said,
  }
  return { measure, years, decimals: 0, range: [50, 80], pupils, pupilsAbsent: 'not held', sharing: 0 }
}
