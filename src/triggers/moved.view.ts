import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { signed, type FallFacts } from '../charts/waterfall.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { asNumber, sumOf } from '../lib/rational.ts'
import { paths } from '../paths.ts'
import type { Assessed } from './assess.ts'
import { standingLight } from './assess.ts'
import { lineNamed } from './line-named.ts'
import type { LineMoved, TriggerMoved } from './moved-line.ts'
import { causes, type Move, type Part } from './moved.ts'
import { causeInWords, changeInWords, dayInWords, publishedInWords, schoolsIn, shareInWords, urnOf } from './moved-words.ts'
import type { Told } from './same-school.ts'
import { apart, opening, printed } from './sentence.ts'

/** What the page is made of. `lines` are those of the trigger that is shown, each with its chart where it moved. */
export interface MovedFacts {
  readonly before: Assessed
  readonly after: Assessed
  readonly triggers: readonly TriggerMoved[]
  readonly shown: TriggerMoved
  readonly lines: readonly { readonly line: LineMoved; readonly chart: Chart | undefined }[]
  readonly told: ReadonlyMap<Urn, Told>
  readonly notKnown: readonly string[]
}

/** The form's own part of the page: the days typed, and what is wrong with them. */
export interface DaysTyped {
  readonly from: string
  readonly to: string
  readonly problems: readonly Problem[]
}

/** The page before anything can be said: no file is held, or a day is wrong. */
export function movedForm({ from, to, problems }: DaysTyped) {
  return { title: 'Why the triggers moved', held: false, from, to, problems }
}

/** Why the triggers moved between two days: their lights on both, and of one trigger the parts that add up to each line's move. */
export function movedView(facts: MovedFacts, days: DaysTyped) {
  const { before, after, triggers, shown, lines, notKnown } = facts
  const [from, to] = [before.facts.on, after.facts.on]
  const pageOf = (number: number) => `${paths.triggersMoved()}?from=${from}&to=${to}&trigger=${number}`
  return {
    ...movedForm(days),
    held: true,
    from,
    to,
    fromInWords: inWords(from),
    toInWords: inWords(to),
    lead: `${after.assessment.name}, from ${inWords(from)} to ${inWords(to)}.`,
    states: [dayInWords(before.facts), dayInWords(after.facts)],
    triggers: triggers.map(({ trigger, before, after, lines }) => ({
      title: `${trigger.number}. ${trigger.title}`,
      href: pageOf(trigger.number),
      current: trigger.number === shown.trigger.number,
      before: before.light,
      after: after.light,
      says: linesSay(lines, trigger.recorded === true),
    })),
    heading: `${shown.trigger.number}. ${shown.trigger.title}`,
    turned: turnedSays(shown),
    trigger: paths.trigger(shown.trigger.number),
    recorded: shown.trigger.recorded === true ? recordedSays(facts) : undefined,
    lines: lines.map(({ line, chart }) => lineView(line, chart, facts)),
    notKnown,
  }
}

/** How the light went, and by which lines: those that count and have another light than they had. */
function turnedSays({ before, after, lines }: TriggerMoved): string {
  const light = before.light === after.light ? `The light was ${before.light} on both days` : `The light went from ${before.light} to ${after.light}` // prettier-ignore
  const turned = lines.filter((line) => line.after.counts && line.before.light !== line.after.light)
  const lineSays = (line: LineMoved) => `${lineNamed(line.after.name, line.after.phase)}, from ${line.before.light} to ${line.after.light}`
  if (turned.length === 0) return lines.some(({ after }) => after.counts) ? `${light}, and no line’s light turned.` : `${light}.`
  return `${light}. What turned: ${turned.map(lineSays).join('; ')}.`
}

function linesSay(lines: readonly LineMoved[], recorded: boolean): string {
  if (recorded) return 'as recorded'
  const behind = lines.flatMap(({ moved, after }) => (moved && after.counts ? [asNumber(moved.behind)] : []))
  if (behind.length === 0) return 'no line can be measured on both days'
  const [closer, further] = [behind.filter((by) => by < 0).length, behind.filter((by) => by > 0).length]
  const same = behind.length - closer - further
  return [
    ...(closer ? [`${counted(closer, 'line')} gained on the country`] : []),
    ...(further ? [`${counted(further, 'line')} fell back against the country`] : []),
    ...(same ? [`${counted(same, 'line')} moved with the country`] : []),
  ].join('; ')
}

function recordedSays({ before, after, shown: { trigger } }: MovedFacts): readonly string[] {
  const [from, to] = [before.facts.on, after.facts.on]
  const entries = after.recorded.filter((light) => light.trigger === trigger.number && light.on > from && light.on <= to)
  if (entries.length === 0) return [`No light was recorded between the two days. ${standing(before, trigger.number, from)}`]
  return entries.map(({ light, on, by, reason }) => `${opening(light)} from ${inWords(on)}, by ${by}: ${reason}`)
}

function standing({ recorded }: Assessed, trigger: number, on: Day): string {
  const light = standingLight(recorded, trigger, on)
  return light === undefined ? 'None stood before.' : `${opening(light.light)} stood from ${inWords(light.on)}.`
}

function lineView(line: LineMoved, chart: Chart | undefined, facts: MovedFacts) {
  const { before, after, move } = line
  return {
    heading: move === undefined ? after.name : lineNamed(after.name, after.phase),
    counts: after.counts,
    says: says(line, facts.after.nationName),
    chart: chart && withImages(chart),
    schools: move && schoolRows(move, facts.told),
    before: before.because,
    after: after.because,
  }
}

/** The move of a line in a sentence, or why there is none. */
function says({ line, before, after, move, moved }: LineMoved, nation: string): string {
  if (before.local === null) return `It could not be measured on the first day. ${before.because}`
  if (after.local === null) return `It could not be measured on the second day. ${after.because}`
  if (moved === undefined) return 'It sets two days beside each other itself, so its move is not taken apart.'
  if (move === undefined && before.period === after.period)
    return `No newer figures were published: both days rest on those of ${after.period}.`
  const { unit } = after
  const shares = move ? ` (${shareInWords(move.before)}, then ${shareInWords(move.after)})` : ''
  const what = line.kind === 'distance' ? 'Our disadvantaged pupils’ distance from other pupils nationally: from' : 'From'
  const ours = `${what} ${printed(before.local, unit)} to ${printed(after.local, unit)}${shares}: ${signed(asNumber(moved.local))}`
  const [then, now] = [before.behind ?? 0, after.behind ?? 0].map((behind) => apart(behind, unit, ['behind', 'ahead']))
  const released =
    move || before.period === after.period
      ? ''
      : ` Figures of ${after.period} took the place of those of ${before.period}. ${after.source}.`
  return `${ours}. ${opening(nation)}: ${signed(asNumber(moved.comparison))}. Against ${nation} we were ${then} and are ${now}.${released}`
}

/** What the chart of a line draws: its parts by cause, or the releases that took each other's place. */
export function fallOf({ before, after, move, ours, moved }: LineMoved, better: 'higher' | 'lower'): FallFacts | undefined {
  if (before.local === null || after.local === null || moved === undefined) return undefined
  const steps = move ? stepsByCause(move) : ours.map(({ text, amount }) => ({ text, note: '', amount: asNumber(amount) }))
  if (steps.length === 0) return undefined
  const name = move && after.phase !== 'all' ? `${after.name}, ${after.phase}` : after.name
  return {
    caption: `What moved our figure: ${name}`,
    amount: { unit: after.unit, decimals: after.unit === 'progress' ? 2 : 1 },
    from: { text: before.period, value: before.local },
    to: { text: after.period, value: after.local },
    steps,
    better,
  }
}

function stepsByCause({ parts }: Move) {
  const byCause = Map.groupBy(parts, ({ cause }) => cause)
  return causes.flatMap(({ key, text }) => {
    const own = byCause.get(key)
    return own === undefined ? [] : [{ text, note: schoolsIn(own), amount: asNumber(sumOf(own.map(({ amount }) => amount))) }]
  })
}

/** More than these are told as one: the many with a small part. */
const most = 40

function schoolRows({ parts }: Move, told: ReadonlyMap<Urn, Told>) {
  const largest = parts.toSorted((a, b) => Math.abs(asNumber(b.amount)) - Math.abs(asNumber(a.amount)))
  const others = largest.slice(most)
  return {
    rows: largest.slice(0, most).map((part) => rowOf(part, told)),
    others:
      others.length === 0
        ? ''
        : `${counted(others.length, 'other change')} together: ${signed(asNumber(sumOf(others.map(({ amount }) => amount))))}.`,
    total: signed(asNumber(sumOf(parts.map(({ amount }) => amount)))),
    heading: `The ${schoolsIn(parts)} that moved it`,
  }
}

function rowOf(part: Part, told: ReadonlyMap<Urn, Told>) {
  const { school, amount } = part
  const urn = urnOf(school)
  const is = urn && told.get(urn)
  const kin = school.kin && told.get(school.kin)?.name
  const was = school.before && school.after && school.before.urn !== school.after.urn ? ` (${school.before.urn} before)` : ''
  return {
    name: `${is?.name ?? urn ?? ''}${was}`,
    href: urn && is?.hasPage === true ? paths.school(urn) : '',
    cause: `${causeInWords(part.cause)}${kin === undefined ? '' : `: ${kin}`}`,
    change: changeInWords(part),
    published: publishedInWords(part, is?.publishedOn),
    points: signed(asNumber(amount)),
  }
}
