import { inWords } from '../lib/day.ts'
import type { Assessed } from './assess.ts'
import { opening } from './sentence.ts'
import type { AsAt, Light, TriggerFinding } from './trigger.ts'

const told: readonly Light[] = ['red', 'amber', 'grey']

/**
 * What is at risk in one line: which triggers are red, which amber, which grey.
 *
 * @example
 * atRisk({ triggers: [{ number: 6, title: 'Disadvantaged pupils', light: 'red' }, { number: 4, title: 'Attainment', light: 'amber' }] }) // => 'Red: 6 Disadvantaged pupils. Amber: 4 Attainment.'
 * atRisk({ triggers: [{ number: 5, title: 'Progress', light: 'green' }] }) // => 'Every trigger is green.'
 */
export function atRisk({ triggers }: { triggers: readonly Pick<TriggerFinding, 'number' | 'title' | 'light'>[] }): string {
  const sentences = told.flatMap((colour) => {
    const named = triggers.filter(({ light }) => light === colour).map(({ number, title }) => `${number} ${title}`)
    return named.length === 0 ? [] : [`${opening(colour)}: ${named.join(', ')}.`]
  })
  return sentences.length === 0 ? 'Every trigger is green.' : sentences.join(' ')
}

/** Said of a day of which nothing that is held knows enough, such as one before the first published figures; else empty. */
export function notCovered({ assessment, facts }: Assessed, { on }: Pick<AsAt, 'on'>): string {
  const held = facts.schoolsFile !== '' || facts.figuresFile !== ''
  const measured = assessment.triggers.some(({ lines }) => lines.some(({ local }) => local !== null))
  if (on === undefined || measured || !held) return ''
  return `Nothing that is held tells enough of ${inWords(on)} to measure any line, so every trigger that rests on published figures is grey.`
}
