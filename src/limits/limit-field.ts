import type { Framework, Line, Trigger } from '../frameworks/framework.ts'
import { settled } from '../lib/decimal.ts'

/** One number of the limits, or one line that may count or not, as a page asks for it. */
export interface LimitField {
  /** The name of the field, and of what is kept: `green-percent`. */
  readonly name: string
  /** What it is, as a sentence about limits names it: `A percentage, green at most`. */
  readonly label: string
  readonly group: string
  readonly kind: 'number' | 'share' | 'line'
  /** The value as text; of a line, `yes` or nothing. */
  readonly value: string
}

/** Limits as they are kept: each number as text under the name of its field. */
export type LimitTexts = Readonly<Record<string, string>>

const kinds: Readonly<Record<string, string>> = {
  percent: 'A percentage',
  points: 'Attainment 8 points',
  progress: 'A progress score',
  category: 'Schools in a category of concern',
}

/** Of schools in a category fewer is better: we are above the country, not behind it. */
const worse = (name: string) => (name === 'category' ? 'above the country' : 'behind')

/** What a kind of limit is called: its own name where a file brought one that Fiveday does not know. */
export const limitKind = (name: string) => kinds[name] ?? name

/** Every limit of a framework that an authority may set, in the order that pages ask for them, with the value it has now. */
export function limitFields({ limits, triggers, measures }: Pick<Framework, 'limits' | 'triggers' | 'measures'>): LimitField[] {
  return [
    ...Object.entries(limits.by).flatMap(([name, { green, amber }]) => [
      number(`green-${name}`, `${limitKind(name)}, green when ${worse(name)} by at most`, limitKind(name), green),
      number(`amber-${name}`, `${limitKind(name)}, amber when ${worse(name)} by at most`, limitKind(name), amber),
      number(`steady-${name}`, `${limitKind(name)}, steady when it moved by at most`, limitKind(name), limits.steady[name] ?? 0),
    ]),
    ...Object.entries(limits.weakTrend.by).map(([unit, limit]) =>
      number(`weak-${unit}`, `${limitKind(unit)}, a weak trend when behind over three years by more than`, 'A weak trend', limit),
    ),
    share('red-above', 'A trigger is red when more than this percentage of its measurable lines are red', limits.redAboveShare),
    share('known', 'A past day is measured when this percentage of schools are known on it', limits.schoolsKnown),
    ...besideLines(triggers).map(({ trigger, line }) => ({
      name: lineField(trigger, line),
      label: `Trigger ${trigger.number}: ${line.name ?? measures.find(({ code }) => code === line.measure)?.title ?? line.measure}, ${line.phase}`,
      group: 'Lines shown beside',
      kind: 'line' as const,
      value: line.beside === true ? '' : 'yes',
    })),
  ]
}

/** The limits of a framework as they would be kept. */
export function limitTexts(framework: Pick<Framework, 'limits' | 'triggers' | 'measures'>): LimitTexts {
  return Object.fromEntries(limitFields(framework).map(({ name, value }) => [name, value]))
}

/** A framework judged by limits that were kept and checked. Lines that an authority lets count do, and it says so. */
export function withLimits(framework: Framework, texts: LimitTexts, own: Framework['limits']['own']): Framework {
  const { limits } = framework
  const of = (name: string, otherwise: number) => (texts[name] === undefined ? otherwise : Number(texts[name]))
  const ofShare = (name: string, otherwise: number) => (texts[name] === undefined ? otherwise : settled(Number(texts[name]) / 100))
  return {
    ...framework,
    limits: {
      ...limits,
      by: Object.fromEntries(
        Object.entries(limits.by).map(([name, { green, amber }]) => [
          name,
          { green: of(`green-${name}`, green), amber: of(`amber-${name}`, amber) },
        ]),
      ),
      steady: Object.fromEntries(Object.entries(limits.steady).map(([name, steady]) => [name, of(`steady-${name}`, steady)])),
      weakTrend: {
        ...limits.weakTrend,
        by: Object.fromEntries(Object.entries(limits.weakTrend.by).map(([unit, limit]) => [unit, of(`weak-${unit}`, limit)])),
      },
      redAboveShare: ofShare('red-above', limits.redAboveShare),
      schoolsKnown: ofShare('known', limits.schoolsKnown),
      ...(own === undefined ? {} : { own }),
    },
    triggers: framework.triggers.map((trigger) => ({
      ...trigger,
      lines: trigger.lines.map((line) =>
        line.beside === undefined ? line : { ...line, beside: (texts[lineField(trigger, line)] ?? '') !== 'yes' },
      ),
    })),
  }
}

/**
 * What differs between two sets of limits, a sentence each: `A percentage, amber when behind by at most: 5 instead of 3`.
 *
 * @example
 * limitsThatDiffer([{ name: 'known', label: 'Known', group: '', kind: 'share', value: '95' }], { known: '90' }) // => ['Known: 90 instead of 95']
 */
export function limitsThatDiffer(from: readonly LimitField[], to: LimitTexts): string[] {
  return from.flatMap(({ name, label, kind, value }) => {
    const now = to[name] ?? value
    if (now === value) return []
    return kind === 'line'
      ? [`${label}: ${now === 'yes' ? 'counts' : 'does not count'} in the light`]
      : [`${label}: ${now} instead of ${value}`]
  })
}

// A line is known by what it says, not by its place: a newer edition may put another before it.
function lineField({ number: of }: Pick<Trigger, 'number'>, { kind, measure, phase }: Line): string {
  return `counts-${of}-${kind}-${measure}-${phase}`.replaceAll(/[^\w-]+/g, '-')
}

function besideLines(triggers: readonly Trigger[]) {
  return triggers.flatMap((trigger) => trigger.lines.filter((line) => line.beside !== undefined).map((line) => ({ trigger, line })))
}

const number = (name: string, label: string, group: string, value: number): LimitField => ({
  name,
  label,
  group,
  kind: 'number',
  value: String(value),
})

const share = (name: string, label: string, value: number): LimitField => ({
  name,
  label,
  group: 'A trigger as a whole',
  kind: 'share',
  value: String(settled(value * 100)),
})
