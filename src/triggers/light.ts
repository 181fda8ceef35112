import type { Limit } from '../frameworks/framework.ts'
import type { Light } from './trigger.ts'

/**
 * The light of one line, from how far behind it is.
 *
 * - Behind by at most `green`: green. So is being level or ahead.
 * - Behind by at most `amber`: amber.
 * - By more: red. More means strictly more: exactly at a limit is within it.
 *
 * `behind` is never rounded before it comes here. Limits are the authority's own and come with the framework.
 *
 * @example
 * lightOfLine(0.5, { green: 0.5, amber: 3 }) // => 'green'
 * lightOfLine(0.500001, { green: 0.5, amber: 3 }) // => 'amber'
 * lightOfLine(3.1, { green: 0.5, amber: 3 }) // => 'red'
 * lightOfLine(-4, { green: 0.5, amber: 3 }) // => 'green'
 */
export function lightOfLine(behind: number, limit: Limit): Light {
  if (behind > limit.amber) return 'red'
  return behind > limit.green ? 'amber' : 'green'
}

/**
 * The light of a trigger, from the lights of its lines that count.
 *
 * - Grey lines cannot be measured and are left out. With none left, the trigger is grey: never green.
 * - Red when more than the share `redAbove` of the rest are red: with a half, two of three are, and two of four are not.
 * - Green when all of them are green.
 * - Amber otherwise.
 *
 * @example
 * lightOfTrigger(['red', 'red', 'green'], 0.5) // => 'red'
 * lightOfTrigger(['red', 'red', 'green', 'green'], 0.5) // => 'amber'
 * lightOfTrigger(['green', 'grey'], 0.5) // => 'green'
 * lightOfTrigger(['grey', 'grey'], 0.5) // => 'grey'
 */
export function lightOfTrigger(lights: readonly Light[], redAbove: number): Light {
  const measured = lights.filter((light) => light !== 'grey')
  if (measured.length === 0) return 'grey'
  if (measured.filter((light) => light === 'red').length > measured.length * redAbove) return 'red'
  return measured.every((light) => light === 'green') ? 'green' : 'amber'
}
