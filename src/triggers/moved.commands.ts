import { parseAreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { inColumns } from '../cli/columns.ts'
import { inWords } from '../lib/day.ts'
import { asNumber, asText as exactly, sumOf, type Rational } from '../lib/rational.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { movedBetween, type MovedBetween } from './moved-between.store.ts'
import type { LineMoved, Step, TriggerMoved } from './moved-line.ts'
import { readTwoDays } from './moved.form.ts'
import { toldOf } from './moved.store.ts'
import { causes, type Part } from './moved.ts'
import { causeInWords, changeInWords, dayInWords, schoolsIn, urnOf } from './moved-words.ts'
import type { Told } from './same-school.ts'
import type { LineFinding } from './trigger.ts'

export const movedCommands: readonly Command[] = [
  {
    usage: 'triggers moved',
    summary: 'why the triggers of an authority moved between two days: which schools and which releases moved each line, by how much',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      { flags: '--from <day>', summary: 'the first day, written 31/08/2022; without it, the last day of the term before' },
      { flags: '--to <day>', summary: 'the second day; without it, the latest the held files cover' },
    ],
    async does(called) {
      const { options, out } = called
      const authority = parseAreaCode(String(options.authority ?? ''))
      const days = readTwoDays({ from: String(options.from ?? ''), to: String(options.to ?? '') })
      const problems = [...(authority ? [] : ['Give --authority with a code of three digits, as in 931']), ...(days.ok ? [] : days.problems.map(({ text }) => text))] // prettier-ignore
      for (const problem of problems) out.complain(problem)
      if (!authority || !days.ok) return 2
      const calendar = await calendarOf(called.reads, authority, shippedTerms())
      const framework = await frameworkOf(called.reads, authority)
      const found = await movedBetween(called.reads, { ...days.value, authority, framework, calendar, today: called.today })
      if (found) return tell(called, found)
      out.complain(`No file that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
      return 1
    },
  },
]

async function tell({ reads, options, out }: Called, found: MovedBetween): Promise<ExitCode> {
  const { before, after, triggers } = found
  if (options.json !== true) {
    for (const line of asText(found)) out.print(line)
    return 0
  }
  const urns = triggers.flatMap(({ lines }) =>
    lines.flatMap(({ move }) => (move?.parts ?? []).flatMap(({ school }) => urnOf(school) ?? [])),
  )
  const told = await toldOf(reads, [...new Set(urns)], after.facts.on)
  const { authority, name, framework } = after.assessment
  const days = [before, after].map(({ facts }) => ({
    on: facts.on,
    how: facts.schools?.how ?? null,
    file_as_at: facts.schools?.fileAsAt ?? null,
  }))
  const plain = {
    authority,
    name,
    framework,
    from: days[0],
    to: days[1],
    not_known: found.notKnown,
    triggers: triggers.map((one) => plainTrigger(one, told)),
  }
  out.print(JSON.stringify(plain, undefined, 2))
  return 0
}

function plainTrigger({ trigger, before, after, lines }: TriggerMoved, told: ReadonlyMap<string, Told>) {
  return {
    number: trigger.number,
    title: trigger.title,
    light_before: before.light,
    light_after: after.light,
    lines: lines.map((line) => plainLine(line, told)),
  }
}

function plainLine({ before, after, move, ours, theirs, moved }: LineMoved, told: ReadonlyMap<string, Told>) {
  return {
    name: after.name,
    phase: after.phase,
    counts: after.counts,
    unit: after.unit,
    before: plainFinding(before),
    after: plainFinding(after),
    moved: moved ? { local: amountOf(moved.local), comparison: amountOf(moved.comparison), behind: amountOf(moved.behind) } : null,
    schools: (move?.parts ?? []).map((part) => plainPart(part, told)),
    releases: { ours: ours.map(plainStep), comparison: theirs.map(plainStep) },
  }
}

const plainFinding = ({ local, comparison, behind, count, of, period, light, because }: LineFinding) => ({ local, comparison, behind, count: count ?? null, of: of ?? null, period, light, because }) // prettier-ignore

/** An amount as the exact fraction, and as a number for reading. */
const amountOf = (amount: Rational) => ({ exactly: exactly(amount), points: asNumber(amount) })

const plainStep = ({ text, amount }: Step) => ({ what: text, ...amountOf(amount) })

function plainPart(part: Part, told: ReadonlyMap<string, Told>) {
  const { cause, school, amount } = part
  const urn = urnOf(school) ?? ''
  const [first, last] = [school.before?.urn ?? null, school.after?.urn ?? null]
  return {
    urn,
    name: told.get(urn)?.name ?? null,
    urn_before: first,
    urn_after: last,
    cause,
    says: changeInWords(part),
    ...amountOf(amount),
  }
}

function asText({ before, after, triggers, notKnown }: MovedBetween): string[] {
  const { name, authority } = after.assessment
  return [
    `${name} (${authority}): why the triggers moved from ${inWords(before.facts.on)} to ${inWords(after.facts.on)}`,
    dayInWords(before.facts),
    dayInWords(after.facts),
    ...triggers.flatMap(({ trigger, before, after, lines }) => [
      '',
      `${trigger.number}. ${trigger.title}: ${before.light.toUpperCase()}, then ${after.light.toUpperCase()}`,
      ...lines.flatMap(lineText),
    ]),
    '',
    ...notKnown,
    'Parts add up exactly before they are rounded for print.',
  ]
}

function lineText({ before, after, move, ours, moved }: LineMoved): string[] {
  const name = `   ${after.name}${after.phase === 'all' || move === undefined ? '' : `, ${after.phase}`}`
  if (moved === undefined) return [`${name}: not measured on both days`]
  const points = (amount: Rational) => asNumber(amount).toFixed(3)
  const head = `${name}: ${points(moved.local)} (nationally ${points(moved.comparison)}; behind changed by ${points(moved.behind)})`
  const steps = move
    ? causes.flatMap(({ key }) => {
        const own = move.parts.filter(({ cause }) => cause === key)
        return own.length === 0 ? [] : [[`      ${causeInWords(key)}`, schoolsIn(own), points(sumOf(own.map(({ amount }) => amount)))]]
      })
    : ours.map(({ text, amount }) => [`      ${text}: ${before.period}, then ${after.period}`, '', points(amount)])
  return [head, ...(steps.length === 0 ? [] : inColumns(['', '', ''], steps).slice(2))]
}
