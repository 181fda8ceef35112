import { schoolTypes, type GradeNumber, type Phase, type Standing } from './standing.ts'

/** One input of the method: its name in the file of coefficients, what it is in words, and its value for a school. */
export interface Input {
  readonly key: string
  readonly says: string
  readonly of: (standing: Standing) => number
}

type PhaseGroup = 'primary' | 'secondary' | 'other'

const phaseGroups: readonly PhaseGroup[] = ['primary', 'secondary', 'other']
const grades: readonly GradeNumber[] = [1, 2, 3, 4]

/** Phases of few schools are taken together: nursery and special schools and pupil referral units. */
export const phaseGroup = (phase: Phase): PhaseGroup => (phase === 'primary' || phase === 'secondary' ? phase : 'other')

const yes = (holds: boolean) => (holds ? 1 : 0)

/** A figure that is not known counts as the middle one, and moves nothing. */
const orMiddle = (figure: number | null) => (figure === null ? 0 : Math.max(-3, Math.min(3, figure)))

/** An average school has some 250 pupils: the logarithm is 0 there. */
const logPupils = (pupils: number | null) => (pupils === null || pupils <= 0 ? 0 : Math.log(pupils / 250))

/**
 * Everything the method looks at, in the order of its sums. The first is the same for every school.
 *
 * Figures are brought to about the same size, so that one ridge holds all of them back alike; an input that is 1 for a few schools
 * and 0 for the rest is then held back the most, having the least to show for itself.
 */
export const inputs: readonly Input[] = [
  { key: 'every-school', says: 'every school', of: () => 1 },
  ...grades.map((grade) => ({ key: `grade-${grade}`, says: `last graded ${grade}`, of: (s: Standing) => yes(s.grade === grade) })),
  ...grades.flatMap((grade) =>
    phaseGroups.map((group) => ({
      key: `grade-${grade}-${group}`,
      says: `last graded ${grade}, and ${group === 'other' ? 'neither primary nor secondary' : group}`,
      of: (s: Standing) => yes(s.grade === grade && phaseGroup(s.phase) === group),
    })),
  ),
  {
    key: 'years-since',
    says: 'years since the last inspection of any kind (logarithm of one more, less 1)',
    of: (s) => Math.log1p(Math.max(0, s.yearsSince)) - 1,
  },
  { key: 'graded-again', says: 'graded since the training begins', of: (s) => yes(s.again) },
  { key: 'came-from-worse', says: 'graded worse the time before', of: (s) => yes(s.before !== null && s.before > s.grade) },
  { key: 'came-from-better', says: 'graded better the time before', of: (s) => yes(s.before !== null && s.before < s.grade) },
  ...schoolTypes.map((type) => ({ key: `type-${type}`, says: `${type} school`, of: (s: Standing) => yes(s.type === type) })),
  { key: 'converted', says: 'became another establishment since its last grade', of: (s) => yes(s.converted) },
  {
    key: 'deprivation',
    says: 'quintile of deprivation of children (IDACI), from -1, the least, to 1',
    of: (s) => (s.deprivation === null ? 0 : (s.deprivation - 3) / 2),
  },
  ...phaseGroups.map((group) => ({
    key: `pupils-${group}`,
    says: `pupils, of ${group === 'other' ? 'neither primary nor secondary' : group} schools (logarithm of 250s)`,
    of: (s: Standing) => (phaseGroup(s.phase) === group ? logPupils(s.pupils) : 0),
  })),
  { key: 'eal', says: 'pupils whose first language is not English, against schools of its kind', of: (s) => orMiddle(s.eal) },
  { key: 'absence', says: 'persistent absentees, against schools of its kind', of: (s) => orMiddle(s.absence) },
  { key: 'progress-8', says: 'Progress 8, against schools of its kind', of: (s) => orMiddle(s.progress8) },
  {
    key: 'earlier-framework',
    says: 'inspected before September 2019, under an earlier framework and with no figures known yet',
    of: (s) => yes(s.earlierFramework),
  },
]

/** The inputs of a school that are not 0, by their places. Most are 0, and sums go over the rest alone. */
export interface Sparse {
  readonly places: Int32Array
  readonly values: Float64Array
}

export function sparseOf(values: readonly number[]): Sparse {
  const places = values.flatMap((value, place) => (value === 0 ? [] : [place]))
  return { places: Int32Array.from(places), values: Float64Array.from(places, (place) => values[place] ?? 0) }
}

export const inputsOf = (standing: Standing): Sparse => sparseOf(inputs.map(({ of }) => of(standing)))
