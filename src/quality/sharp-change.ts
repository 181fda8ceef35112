import type { AreaCode } from '../authorities/area.ts'
import { count, counted } from '../lib/count.ts'
import type { QualityFinding } from './quality-finding.ts'

/** A figure of a school or an area in two years that compare. */
export interface Change {
  readonly code: string
  readonly name: string
  readonly authority: AreaCode | null
  readonly line: number
  readonly before: number
  readonly now: number
  /** How many pupils the smaller of the two rests on; null where that is not published. */
  readonly pupils: number | null
  /** Whether the change is taken as a share of what was before: of numbers and sums of money, not of rates and scores. */
  readonly relative?: boolean
}

/**
 * How much a figure changed: by the difference of rates and scores, and of numbers by the percentage.
 *
 * @example
 * changeIn({ before: 40, now: 62 }) // => 22
 * changeIn({ before: 400, now: 440, relative: true }) // => 10
 */
export function changeIn({ before, now, relative }: Pick<Change, 'before' | 'now' | 'relative'>): number {
  if (relative !== true) return now - before
  return before === 0 ? 0 : (100 * (now - before)) / before
}

/**
 * When a change is sharp: as many times the middle half's spread beyond that half, among at least so many changes, and resting on at
 * least so many pupils.
 */
export interface Sharpness {
  readonly times: number
  readonly leastChanges: number
  readonly leastPupils: number
}

/** Three times beyond the middle half is where a change among hundreds is no longer chance; pupils as in any rate worth quoting. */
export const sharpForSchools: Sharpness = { times: 3, leastChanges: 40, leastPupils: 30 }

/** Areas are large and few, and several hundred measures are looked at together: only what is far out is told. */
export const sharpForAreas: Sharpness = { times: 6, leastChanges: 40, leastPupils: 0 }

/**
 * The changes that are sharp among all changes of one measure, the sharpest first.
 *
 * @example
 * sharpest([1, 2, 3, 4, 5, 60].map((now) => ({ code: '', name: '', authority: null, line: 1, before: 0, now, pupils: 50 })), { times: 3, leastChanges: 5, leastPupils: 30 }).map(({ now }) => now) // => [60]
 * sharpest([1, 2, 3, 4, 5, 60].map((now) => ({ code: '', name: '', authority: null, line: 1, before: 0, now, pupils: 9 })), { times: 3, leastChanges: 5, leastPupils: 30 }).length // => 0
 */
export function sharpest(changes: readonly Change[], { times, leastChanges, leastPupils }: Sharpness): readonly Change[] {
  const resting = changes.filter(({ pupils }) => (pupils ?? 0) >= leastPupils)
  if (resting.length < leastChanges) return []
  const sorted = resting.map(changeIn).sort((a, b) => a - b)
  const low = quantile(sorted, 0.25)
  const high = quantile(sorted, 0.75)
  const reach = times * (high - low)
  if (reach <= 0) return []
  const beyond = (change: Change) => Math.max(low - changeIn(change), changeIn(change) - high)
  return resting.filter((change) => beyond(change) > reach).toSorted((a, b) => beyond(b) - beyond(a))
}

/** A measure whose changes were looked at. */
export interface Measured {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly years: string
  /** What the figures are of, several of them: `schools`. */
  readonly of: string
}

/** The sharp changes of one measure as one finding; undefined when there is none. */
export function changeFinding(measured: Measured, changes: readonly Change[], sharpness: Sharpness): QualityFinding | undefined {
  const sharp = sharpest(changes, sharpness)
  const [first] = sharp
  if (!first) return undefined
  const told = (value: number) => inUnit(value, measured.unit)
  const among = `of the ${count(changes.length)} ${measured.of} that can be compared`
  const where = sharp.length === 1 ? `${first.name}, ${among}` : `${count(sharp.length)} ${among}, most in ${first.name}`
  return {
    rule: 'changes',
    weight: 'look into',
    authority: sharp.length === 1 ? first.authority : null,
    subject: `${measured.name}, ${measured.years}`,
    sentence: `${measured.name} changed far more from the year before than elsewhere in ${where}: ${told(first.before)} to ${told(first.now)}. Ask what happened there before quoting the figure or its trend.`,
    key: `changes ${measured.code} ${measured.years} ${sharp.length} ${first.code} ${first.now}`,
    behind: sharp.map((change) => ({
      line: change.line,
      code: change.code,
      name: change.name,
      authority: change.authority,
      cells: [
        ['year before', told(change.before)],
        ['this year', told(change.now)],
        ...(change.pupils === null ? [] : ([['pupils, at least', String(change.pupils)]] as const)),
      ],
    })),
  }
}

const rounded = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/**
 * A figure as a sentence tells it, rounded for print only.
 *
 * @example
 * inUnit(111.42856999999999, '%') // => '111.43%'
 * inUnit(1234567.4, '£') // => '£1,234,567'
 * inUnit(-52.5, '£') // => '-£52.50'
 */
export function inUnit(value: number, unit: string): string {
  if (unit !== '£') return `${rounded.format(value)}${unit}`
  const pounds = Math.abs(value) >= 1_000 || Number.isInteger(value) ? count(Math.round(Math.abs(value))) : Math.abs(value).toFixed(2)
  return `${value < 0 ? '-' : ''}£${pounds}`
}

/**
 * Findings of many measures of one file told as one, with the rows behind all of them: a school whose spending doubled is in a
 * dozen of its measures. The first, with most schools, is told as it stands.
 */
export function togetherAsOne(findings: readonly QualityFinding[], what: string): readonly QualityFinding[] {
  const [first, ...others] = findings.toSorted((a, b) => b.behind.length - a.behind.length)
  if (!first || others.length === 0) return findings
  const schools = new Set(findings.flatMap(({ behind }) => behind.map(({ code }) => code))).size
  const behind = findings.flatMap((finding) =>
    finding.behind.map((row) => ({ ...row, cells: [['measure', finding.subject] as const, ...row.cells] })),
  )
  return [
    {
      ...first,
      authority: null,
      subject: `${what}, ${counted(findings.length, 'measure')}`,
      sentence: `${counted(findings.length, 'measure')} of ${what} changed far more from the year before in ${counted(schools, 'school')} than elsewhere. Most schools: ${first.sentence}`,
      key: `${first.key} and ${others.length} others`,
      behind,
    },
  ]
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}
