import type { Framework, Limits } from '../frameworks/framework.ts'
import { inWords, type Day } from '../lib/day.ts'
import { count } from '../lib/count.ts'
import type { Facts } from './facts.ts'
import { printed } from './sentence.ts'
import type { AsAt, Light, LineFinding } from './trigger.ts'

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

/**
 * Our figure of a line, with how many of how many where it is a share; undefined where it cannot be measured.
 *
 * @example
 * withCounts({ local: 8.955, unit: 'percent', count: 24, of: 268 }) // => '9% (24 of 268)'
 * withCounts({ local: null, unit: 'percent' }) // => undefined
 */
export function withCounts({ local, unit, count: part, of }: Pick<LineFinding, 'local' | 'unit' | 'count' | 'of'>): string | undefined {
  if (local === null) return undefined
  return part === undefined || of === undefined ? printed(local, unit) : `${printed(local, unit)} (${count(part)} of ${count(of)})`
}

/**
 * How many of its lines a light rests on, where some cannot be measured: `1 of 4 lines`. Empty where it rests on all, or on none.
 *
 * @example
 * restsOn({ light: 'green', lines: [{ counts: true, light: 'green' }, { counts: true, light: 'grey' }] }) // => '1 of 2 lines'
 * restsOn({ light: 'grey', lines: [{ counts: true, light: 'grey' }] }) // => ''
 */
export function restsOn({ light, lines }: { light: Light; lines: readonly Pick<LineFinding, 'counts' | 'light'>[] }): string {
  const counting = lines.filter(({ counts }) => counts)
  const measurable = counting.filter((line) => line.light !== 'grey')
  if (light === 'grey' || measurable.length === counting.length) return ''
  return `${measurable.length} of ${counting.length} lines`
}

/**
 * The title of a publication without the name of the file it came in.
 *
 * @example
 * publicationOf('Ofsted, state-funded schools as at 31 August 2025 (schools (1).csv)') // => 'Ofsted, state-funded schools as at 31 August 2025'
 */
export function publicationOf(source: string): string {
  return source.split(' (')[0] ?? source
}

/** The published files without which lines stay grey, and that nobody has imported. */
export function missingSources({ facts }: { facts: Pick<Facts, 'schoolsFile' | 'figuresFile'> }): readonly string[] {
  return [
    ...(facts.schoolsFile === '' ? ['Ofsted’s file of state-funded schools'] : []),
    ...(facts.figuresFile === '' ? ['the Local Authority Interactive Tool'] : []),
  ]
}

/** What the words of a trigger's sentence mean. */
export const wordsExplained =
  'A line is one figure of ours set beside the country’s. It is measurable when both are published for the academic year of the day or for the one before. Behind says how much worse ours is, ahead how much better.'

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
