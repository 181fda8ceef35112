import type { AreaCode } from '../authorities/area.ts'
import type { Trigger } from '../frameworks/framework.ts'
import { counted } from '../lib/count.ts'
import { inWords, yearBefore, type Day } from '../lib/day.ts'
import type { Facts } from './facts.ts'
import { lightOfTrigger } from './light.ts'
import { lineFinding, standingOf } from './line.ts'
import { measured, type Asked } from './measured.ts'
import { trendOf, trendOfLights } from './trend.ts'
import type { Assessment, Light, LineFinding, TriggerFinding } from './trigger.ts'

/** The lights an authority can record. Grey is not one: it is what stands until somebody records. */
export const recordableLights = ['green', 'amber', 'red'] as const

/** A light the authority recorded for a trigger that no published file can give. */
export interface RecordedLight {
  readonly id?: number
  /** The entry that this one corrects: that one stands on no day. */
  readonly replaces?: number | null
  readonly trigger: number
  readonly light: (typeof recordableLights)[number]
  readonly on: Day
  readonly reason: string
  readonly by: string
}

/** The triggers of one authority, what they were judged on, and with whom it is compared. */
export interface Assessed {
  readonly assessment: Assessment
  readonly facts: Facts
  /** What the country is called: `England`. */
  readonly nationName: string
  readonly recorded: readonly RecordedLight[]
  /** The authority's statistical neighbours, nearest first, of the newest set. Empty unless asked for. */
  readonly neighbours: readonly AreaCode[]
}

/**
 * One authority's findings on every trigger of a framework. `recordedBy` is the day by which a recorded light must have been
 * there: the day asked for, or today where none was. Published files run behind, and a light recorded today has to be seen today.
 */
export function assess(asked: Asked, name: string, recorded: readonly RecordedLight[], recordedBy: Day = asked.facts.on): Assessment {
  const { framework, facts, authority } = asked
  const before: Asked = { framework, authority, facts: { ...facts, on: yearBefore(facts.on), schools: facts.schoolsBefore } }
  return {
    authority,
    name,
    framework: framework.key,
    limitsSay: framework.limits.says,
    on: facts.on,
    triggers: framework.triggers.map((trigger) =>
      trigger.recorded === true ? recordedFinding(trigger, recorded, recordedBy) : countedFinding(trigger, asked, before),
    ),
  }
}

/**
 * The recorded light that stands on a day: the newest recorded on or before it, but for one that another replaces. `recorded`
 * is in the order it was entered.
 *
 * @example
 * standingLight([{ trigger: 7, on: '2025-01-01', light: 'red' }, { trigger: 7, on: '2025-03-01', light: 'green' }], 7, '2025-02-01').light // => 'red'
 * standingLight([{ trigger: 7, on: '2025-01-01', light: 'red' }], 7, '2024-12-31') // => undefined
 */
export function standingLight(recorded: readonly RecordedLight[], trigger: number, on: Day): RecordedLight | undefined {
  const replaced = new Set(recorded.flatMap(({ replaces }) => replaces ?? []))
  return recorded
    .filter((light) => light.trigger === trigger && light.on <= on && !(light.id !== undefined && replaced.has(light.id)))
    .reduce<RecordedLight | undefined>((newest, light) => (newest === undefined || light.on >= newest.on ? light : newest), undefined)
}

/** The entry that was made last, whichever day it stands from. */
export function newestEntry<Entry extends { readonly id: number }>(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>((newest, entry) => (newest === undefined || entry.id > newest.id ? entry : newest), undefined)
}

function recordedFinding({ number, title }: Trigger, recorded: readonly RecordedLight[], on: Day): TriggerFinding {
  const stands = standingLight(recorded, number, on)
  const trend = trendOfLights(stands?.light, standingLight(recorded, number, yearBefore(on))?.light)
  const because =
    stands === undefined
      ? 'No light is recorded. No published file can give one: the authority records it, with the day and the reason.'
      : `Recorded on ${inWords(stands.on)}: ${stands.reason}`
  return { number, title, light: stands?.light ?? 'grey', trend, because, lines: [] }
}

function countedFinding(trigger: Trigger, asked: Asked, before: Asked): TriggerFinding {
  const { framework } = asked
  const found = trigger.lines.map((line) => ({ line, now: measured(asked, line) }))
  const lines = found.map(({ line, now }) => lineFinding(framework, trigger, line, now))
  const counting = lines.filter((line) => line.counts)
  const light = lightOfTrigger(
    counting.map((line) => line.light),
    framework.limits.redAboveShare,
  )
  const trend = trendOf(
    found
      .filter(({ line }) => line.beside !== true)
      .map(({ line, now }) => [standingOf(framework, line, now), standingOf(framework, line, measured(before, line))] as const),
  )
  return { number: trigger.number, title: trigger.title, light, trend, because: becauseOf(counting, light), lines }
}

/** The sentence of each line that is not green, red ones first, or of the first line when all are; then what the others are. */
function becauseOf(lines: readonly LineFinding[], light: Light): string {
  const measurable = lines.filter((line) => line.light !== 'grey')
  const unmeasured = lines.length - measurable.length
  if (light === 'grey')
    return `${lines[0]?.because ?? ''} ${lines.length > 1 ? `None of the ${lines.length} lines can be measured.` : ''}`.trim()

  const short = measurable.filter((line) => line.light !== 'green').sort((a, b) => rank(a) - rank(b))
  const told = short.length > 0 ? short : measurable.slice(0, 1)
  const others = measurable.length - told.length
  return [
    ...told.map((line) => line.because),
    ...(others > 0 ? [`The other ${others === 1 ? 'line is' : `${others} lines are`} green.`] : []),
    ...(unmeasured > 0 ? [`${counted(unmeasured, 'line')} cannot be measured.`] : []),
  ].join(' ')
}

const rank = (line: LineFinding) => (line.light === 'red' ? 0 : 1)
