import { dice, type Dice } from './dice.ts'
import type { MadeSchool } from './schools.ts'

/** Which pupils: all, those who are disadvantaged, and the others. */
export interface Split {
  readonly all: number
  readonly disadvantaged: number
  readonly others: number
}

/** What is made up of a school in one year, before it is printed: what all its figures are drawn from. */
export interface SchoolYear {
  readonly school: MadeSchool
  readonly year: number
  readonly cohort: Split
  /** How well its pupils do, in steps: 0 is the country's middle. */
  readonly standing: number
  /** How many of its pupils were ahead when they came. */
  readonly ahead: number
  readonly luck: Dice
}

/** A school through the years: it has a standing of its own, which moves a little every year, and a share of hardship. */
export function schoolThrough(
  school: MadeSchool,
  years: readonly number[],
  finishing: (school: MadeSchool) => number,
): readonly SchoolYear[] {
  const luck = dice(Number(school.urn) * 7 + 11)
  const { hardship, standing } = school.authority
  const share = Math.min(0.75, Math.max(0.04, 0.26 + 0.07 * hardship + 0.11 * luck.scatter()))
  let own = 0.5 * standing + 0.8 * luck.scatter()
  return years.map((year) => {
    own += 0.25 * luck.scatter()
    const all = Math.max(4, Math.round(finishing(school) * (1 + 0.06 * luck.scatter())))
    const disadvantaged = Math.min(all, Math.round(all * Math.min(0.9, Math.max(0, share + 0.04 * luck.scatter()))))
    return {
      school,
      year,
      cohort: { all, disadvantaged, others: all - disadvantaged },
      standing: own,
      ahead: 0.6 * own + 0.4 * luck.scatter(),
      luck,
    }
  })
}

/** How many of each group reach something that a share of the country does; those who are disadvantaged reach it less often. */
export function reaching({ cohort, standing, luck }: SchoolYear, national: number, gap: number): Split {
  const chance = (of: number, move: number) => {
    const odds = Math.log(national / (1 - national)) + 0.42 * standing + move + 0.12 * luck.scatter()
    return Math.round(of / (1 + Math.exp(-odds)))
  }
  const disadvantaged = chance(cohort.disadvantaged, -0.75 * gap)
  const others = chance(cohort.others, 0.25 * gap)
  return { all: disadvantaged + others, disadvantaged, others }
}

/** An average of each group, in the measure's own steps. */
export function averaging({ cohort, standing, luck }: SchoolYear, national: number, step: number, gap: number): Split {
  const one = national + step * (standing + 0.15 * luck.scatter())
  const disadvantaged = one - 0.75 * gap
  const others = one + 0.25 * gap
  const all = cohort.all === 0 ? 0 : (disadvantaged * cohort.disadvantaged + others * cohort.others) / cohort.all
  return { all, disadvantaged, others }
}

/** Groups of several schools put together: counts added. */
export function added(splits: readonly Split[]): Split {
  const sum = (of: keyof Split) => splits.reduce((total, split) => total + split[of], 0)
  return { all: sum('all'), disadvantaged: sum('disadvantaged'), others: sum('others') }
}

/** Averages of several schools put together: each by its pupils. */
export function pooled(averages: readonly Split[], cohorts: readonly Split[]): Split {
  const mean = (of: keyof Split) => {
    const pupils = cohorts.reduce((total, cohort) => total + cohort[of], 0)
    return pupils === 0 ? 0 : averages.reduce((total, average, i) => total + average[of] * (cohorts[i]?.[of] ?? 0), 0) / pupils
  }
  return { all: mean('all'), disadvantaged: mean('disadvantaged'), others: mean('others') }
}
