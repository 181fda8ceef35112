import type { Limits } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'

/** The address of a page as at the day that was asked for; a page without one is as at the latest day. */
export function withDay(path: string, on: Day | undefined): string {
  return on === undefined ? path : `${path}?on=${on}`
}

/** Limits as a table of text: how far behind is green, amber and red, by the kind of line. `only` names those wanted. */
export function limitsInWords({ by }: Limits, only: readonly string[] = Object.keys(by)) {
  return {
    head: ['A line in', 'Green', 'Amber', 'Red'],
    rows: Object.entries(by)
      .filter(([name]) => only.includes(name))
      .map(([name, { green, amber }]) =>
        name === 'category'
          ? [kinds[name] ?? name, `at most ${green === 0 ? 'national' : `${green} above national`}`, `up to ${amber} above`, 'more']
          : [kinds[name] ?? name, `behind by at most ${green}`, `up to ${amber}`, 'more'],
      ),
    numeric: [],
  }
}

const kinds: Readonly<Record<string, string>> = {
  percent: 'a percentage',
  points: 'Attainment 8 points',
  progress: 'a progress score',
  category: 'percentage of schools in a category of concern',
}
