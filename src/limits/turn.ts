import { apart } from '../triggers/sentence.ts'
import type { Assessment, Light, LineFinding, TriggerFinding } from '../triggers/trigger.ts'

/** A line whose light, or whose counting, other limits change. */
export interface LineTurned {
  readonly name: string
  readonly from: string
  readonly to: string
  /** How far behind it is, in words; empty where it cannot be measured. */
  readonly behind: string
}

/** A trigger that other limits touch: its light before and after, and each of its lines that turns. */
export interface Turned {
  readonly number: number
  readonly title: string
  readonly from: Light
  readonly to: Light
  readonly lines: readonly LineTurned[]
}

/** What other limits would change for an authority, trigger by trigger and line by line. Both findings rest on the same figures. */
export function turnedBy(before: Pick<Assessment, 'triggers'>, after: Pick<Assessment, 'triggers'>): Turned[] {
  return after.triggers.flatMap((now) => {
    const then = before.triggers.find(({ number }) => number === now.number)
    if (!then) return []
    const lines = now.lines.flatMap((line, i) => lineTurned(then.lines[i], line))
    return then.light === now.light && lines.length === 0 ? [] : [turned(then, now, lines)]
  })
}

function turned({ light: from }: TriggerFinding, { number, title, light: to }: TriggerFinding, lines: readonly LineTurned[]): Turned {
  return { number, title, from, to, lines }
}

function lineTurned(then: LineFinding | undefined, now: LineFinding): LineTurned[] {
  if (!then || said(then) === said(now)) return []
  const behind = now.behind === null ? '' : apart(now.behind, now.unit, ['worse', 'better'])
  return [{ name: now.phase === '' ? now.name : `${now.name}, ${now.phase}`, from: said(then), to: said(now), behind }]
}

const said = ({ light, counts }: LineFinding) => (counts ? light : `${light}, shown beside`)
