import { inWords, type Day } from '../lib/day.ts'
import type { AreaCode } from './area.ts'

/** An authority that another came from or went into; without a name where no file that is held names it. */
export interface Related {
  readonly code: AreaCode
  readonly name: string | null
  /** What of the older authority passed to the newer one, where it was not all: `Christchurch`. */
  readonly part: string | null
}

/** When an authority began and ended by reorganisation of local government, what it came from, and what it became. */
export interface Reorganised {
  readonly code: AreaCode
  readonly name: string
  readonly beganOn: Day | null
  readonly endedOn: Day | null
  readonly from: readonly Related[]
  readonly into: readonly Related[]
  /** The orders that say so. */
  readonly sources: readonly string[]
}

/** An authority that no reorganisation touched. */
export function asItWas(code: AreaCode, name: string): Reorganised {
  return { code, name, beganOn: null, endedOn: null, from: [], into: [], sources: [] }
}

/**
 * What a page says of an authority that began or ended by reorganisation; nothing of any other.
 *
 * The figures of an older authority are those of another area: they are never its successor's own, and no total or mean
 * stands in for them.
 *
 * @example
 * inSentences({ code: '909', name: 'Cumbria', beganOn: null, endedOn: '2023-04-01', from: [], into: [{ code: '942', name: 'Cumberland', part: null }, { code: '943', name: 'Westmorland and Furness', part: null }], sources: [] }, '2026-11-23')[0] // => 'Cumbria ended on 1 April 2023: its area is now Cumberland, and Westmorland and Furness. Its figures are its own, and are not added to Cumberland or Westmorland and Furness.'
 */
export function inSentences(reorganised: Reorganised, today: Day): readonly string[] {
  const { name, beganOn, endedOn, from, into } = reorganised
  return [
    ...(beganOn === null ? [] : [began(name, beganOn, from, today)]),
    ...(endedOn === null ? [] : [ended(name, endedOn, into, today)]),
  ]
}

function began(name: string, on: Day, from: readonly Related[], today: Day): string {
  const [begins, were] = on > today ? ['begins', from.length > 1 ? 'are' : 'is'] : ['began', from.length > 1 ? 'were' : 'was']
  const came = from.length === 0 ? '' : `, when ${listed(from.map(nameOf))} ${were} reorganised`
  const own = from.length === 0 ? '' : ` Figures of ${either(from.map(nameOf))} are of another area, and are not its own.`
  return `${name} ${begins} on ${inWords(on)}${came}.${own}`
}

function ended(name: string, on: Day, into: readonly Related[], today: Day): string {
  const [ends, is] = on > today ? ['ends', 'will then be'] : ['ended', 'is now']
  const became =
    into.length === 0 ? '' : `: its area ${is} ${listed(into.map(({ name, code, part }) => nameOf({ name, code }) + inBrackets(part)))}`
  const own = into.length === 0 ? '' : ` Its figures are its own, and are not added to ${either(into.map(nameOf))}.`
  return `${name} ${ends} on ${inWords(on)}${became}.${own}`
}

/**
 * Why an authority has no figure of an academic year because it was not there: it began after the year's end, or had ended
 * before its beginning. Undefined where it was there for some of the year.
 *
 * @example
 * saidOfYear({ code: '942', name: 'Cumberland', beganOn: '2023-04-01', endedOn: null, from: [], into: [], sources: [] }, 2022) // => 'Cumberland began on 1 April 2023.'
 * saidOfYear({ code: '942', name: 'Cumberland', beganOn: '2023-04-01', endedOn: null, from: [], into: [], sources: [] }, 2023) // => undefined
 */
export function saidOfYear({ name, beganOn, endedOn }: Reorganised, endsIn: number): string | undefined {
  if (beganOn !== null && beganOn > `${endsIn}-08-31`) return `${name} began on ${inWords(beganOn)}.`
  return endedOn !== null && endedOn <= `${endsIn - 1}-09-01` ? `${name} ended on ${inWords(endedOn)}.` : undefined
}

const nameOf = ({ name, code }: Pick<Related, 'name' | 'code'>) => name ?? `authority ${code}`
const inBrackets = (part: string | null) => (part === null ? '' : ` (${part})`)

/** Names with `and` before the last. Several of these names have an `and` of their own, so there is a comma too. */
function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  const comma = names.length > 2 || names.some((name) => name.includes(' and ')) ? ',' : ''
  return `${names.slice(0, -1).join(', ')}${comma} and ${names.at(-1) ?? ''}`
}

function either(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}
