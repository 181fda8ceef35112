import type { Framework, Limits } from '../frameworks/framework.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { AsAt } from './trigger.ts'

/** The address of a page as at the day that was asked for; a page without one is as at the latest day. */
export function withDay(path: string, on: Day | undefined): string {
  return on === undefined ? path : `${path}?on=${on}`
}

/**
 * By which day the lights that the authority records had to be recorded to count.
 *
 * @example
 * saidOfRecorded({ triggers: [{ number: 7, recorded: true }, { number: 8, recorded: true }] }, { today: '2026-11-23' }) // => 'Triggers 7 and 8 are as recorded up to today, 23 November 2026.'
 * saidOfRecorded({ triggers: [{ number: 7, recorded: true }] }, { on: '2025-08-31', today: '2026-11-23' }) // => 'Trigger 7 is as recorded by 31 August 2025.'
 */
export function saidOfRecorded({ triggers }: Pick<Framework, 'triggers'>, { on, today }: AsAt): string {
  const numbers = triggers.filter(({ recorded }) => recorded === true).map(({ number }) => String(number))
  const day = on === undefined ? `up to today, ${inWords(today)}` : `by ${inWords(on)}`
  if (numbers.length < 2) return `Trigger ${numbers.join('')} is as recorded ${day}.`
  return `Triggers ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''} are as recorded ${day}.`
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
