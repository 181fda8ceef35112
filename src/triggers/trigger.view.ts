import { standingOf, categoryInWords, phaseInWords } from '../establishments/school.ts'
import type { AgainstFacts } from '../charts/against.ts'
import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Chart, Table } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { isOfCategories, type Framework, type Limits, type Line, type Trigger } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { newestEntry, recordableLights, type Assessed, type RecordedLight } from './assess.ts'
import { neighbourMeans } from './neighbour-means.ts'
import { isOfConcern, type SchoolBehind } from './facts.ts'
import { limitsInWords, missingSources, restsOn, saidOfRecorded, withCounts, withDay, wordsExplained } from './said-alike.ts'
import { apart, opening, printed } from './sentence.ts'
import type { LineFinding, TriggerFinding } from './trigger.ts'

/** What a trigger's page is made of. */
export interface TriggerFacts {
  readonly framework: Framework
  readonly trigger: Trigger
  readonly finding: TriggerFinding
  readonly found: Assessed
  readonly on: Day | undefined
  readonly chart: Chart | undefined
  readonly schools: readonly SchoolBehind[] | undefined
  /** Of the trigger on categories of concern: how long schools have been in one. */
  readonly stays: (Table & { readonly caption: string }) | undefined
  /** What the register beside a recorded trigger says, and its picture for officers. */
  readonly register?: object | undefined
  readonly who: Person
  readonly given: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** The light that somebody else recorded while this one was being written. */
  readonly meanwhile?: RecordedLight | undefined
  readonly today: Day
}

/** One trigger: its lines, the schools behind it, how it is judged, and where the figures came from. */
export function triggerView(facts: TriggerFacts) {
  const { framework, trigger, finding, found, on, chart, schools, problems } = facts
  const { assessment, nationName } = found
  const means = neighbourMeans({ framework, facts: found.facts, authority: assessment.authority }, trigger, found.neighbours)
  return {
    title: `Trigger ${trigger.number}: ${trigger.title}`,
    authority: assessment.name,
    // A light that is recorded has a day of its own, which the sentence says.
    asAt: trigger.recorded === true ? saidOfRecorded({ triggers: [trigger] }, facts) : `As at ${inWords(assessment.on)}.`,
    back: withDay(paths.risk(), on),
    moved: `${paths.triggersMoved()}?${on === undefined ? '' : `to=${on}&`}trigger=${trigger.number}`,
    history: isCounted(trigger) ? paths.triggerHistory() : '',
    whatIf: isCounted(trigger) && mayDo(facts.who.role, 'scenarios.see') ? `${paths.whatIf()}?fewest=${trigger.number}` : '',
    makeAction: mayDo(facts.who.role, 'actions.change') ? paths.newAction({ arose: 'trigger', key: String(trigger.number), says: `${trigger.title}: ${finding.because}`.slice(0, 600) }) : '', // prettier-ignore
    light: finding.light,
    rests: restsOn(finding),
    trend: finding.trend,
    because: finding.because,
    missing:
      trigger.recorded === true ? [] : missingSources(found).filter((_, i, all) => all.length < 2 || (i === 0) === isCounted(trigger)),
    explained: trigger.recorded === true ? '' : wordsExplained,
    unheld:
      trigger.recorded === true || isCounted(trigger)
        ? ''
        : 'Schools’ own results are not held yet, so no schools stand behind these lines.',
    lines: finding.lines.map(({ name, phase, light, because, beside, counts }, i) => ({
      name: named(name, phase),
      href: comparisonOf(framework, trigger.lines[i]),
      light,
      because,
      beside,
      counts,
    })),
    figures: figuresOf(finding.lines, means, nationName),
    chart: chart && withImages(chart),
    schools: schools?.filter(isOfConcern).map(schoolView),
    stays: facts.stays,
    register: facts.register,
    // Only where a line asks how many are outstanding.
    declined: trigger.lines.some(({ measure }) => measure === 'schools-outstanding')
      ? schools?.filter(({ wasOutstanding }) => wasOutstanding).map(schoolView)
      : undefined,
    behindHeading: isOfCategories(trigger)
      ? 'Schools in a category of concern'
      : 'Schools graded requires improvement or inadequate, or in a category of concern',
    asks: trigger.asks,
    framework: framework.shortTitle,
    criteriaSource: framework.sources[framework.triggersSource],
    limits: limitsInWords(
      framework.limits,
      trigger.lines.map((line) => line.limits),
    ),
    limitsSay: framework.limits.says,
    method: methodOf(framework, trigger),
    sources: [...new Set(finding.lines.map((line) => line.source))].filter((source) => source !== ''),
    recorded: trigger.recorded === true ? recordedView(facts) : undefined,
    problems,
  }
}

/** What the chart of a trigger draws: the lines that count, ours against the country and the mean of the neighbours. */
export function chartFacts({
  framework,
  trigger,
  finding,
  found,
}: Pick<TriggerFacts, 'framework' | 'trigger' | 'finding' | 'found'>): AgainstFacts {
  const { assessment, nationName } = found
  const means = neighbourMeans({ framework, facts: found.facts, authority: assessment.authority }, trigger, found.neighbours)
  return {
    caption: `${trigger.title}: ${assessment.name} against ${nationName}${found.neighbours.length > 0 ? ' and its statistical neighbours' : ''}`,
    ours: assessment.name,
    theirs: nationName,
    lines: finding.lines.flatMap(({ name, phase, unit, local, comparison, behind, light, counts }, i) =>
      counts ? [{ name: named(name, phase), unit, local, comparison, neighbours: means[i] ?? null, behind, light }] : [],
    ),
  }
}

function figuresOf(lines: readonly LineFinding[], means: readonly (number | null)[], nationName: string): Table {
  const withMeans = means.some((mean) => mean !== null)
  return {
    head: ['Line', 'Ours', nationName, ...(withMeans ? ['Neighbours’ mean'] : []), 'Difference', 'Period'],
    rows: lines.map((line, i) => {
      const { name, phase, comparison, behind, unit, period } = line
      const figure = (value: number | null) => (value === null ? '–' : printed(value, unit))
      const difference = behind === null ? '–' : apart(behind, unit, ['worse', 'better'])
      return [
        named(name, phase),
        withCounts(line) ?? '–',
        figure(comparison),
        ...(withMeans ? [figure(means[i] ?? null)] : []),
        difference,
        period,
      ]
    }),
    numeric: withMeans ? [1, 2, 3] : [1, 2],
  }
}

/** The page that compares every authority on the measure of a line; undefined of one counted from schools. */
function comparisonOf({ measures }: Framework, line: Line | undefined): string | undefined {
  return measures.some(({ code, from }) => code === line?.measure && from === 'lait') && line ? paths.measure(line.measure) : undefined
}

const isCounted = ({ lines }: Trigger) => lines.some(({ kind }) => kind === 'schools')

const named = (name: string, phase: string) => (phase === 'all' ? `${name}, all` : `${name}, ${phase}`)

function schoolView({ urn, name, phase, pupils, overall, category, inspectedOn, hasPage }: SchoolBehind) {
  return {
    href: hasPage ? paths.school(urn) : undefined,
    name,
    phase: phaseInWords(phase),
    pupils: pupils === null ? '–' : count(pupils),
    grade: standingOf(overall).text,
    category: categoryInWords(category) ?? '',
    inspectedOn: inspectedOn === null ? '' : inWords(inspectedOn),
  }
}

/** The rules of a light in plain words, from the framework's own numbers. */
function methodOf({ limits }: Framework, { weakTrend, recorded, lines }: Trigger): string[] {
  if (recorded === true)
    return [
      'No published file can give this light. The authority records it, with the day it stands from and the reason. It is grey until somebody does.',
    ]
  const rules = [
    `The trigger is red when more than ${limits.redAboveShare === 0.5 ? 'half' : `${limits.redAboveShare * 100}%`} of its measurable lines are red, green when all are green, amber otherwise, and grey when none can be measured.`,
    'How far behind a line is comes from the figures before any rounding, so what is printed may seem to differ by a tenth.',
    'A line can be measured when its figures exist for the academic year of the day or the one before.',
    'The trend is against the same day a year before: whether more lines that count have come closer than have fallen back.',
  ]
  if (weakTrend === true)
    rules.push(
      `A green line turns amber when, over three consecutive comparable years, we gained less than the country did by more than ${weakTrendInWords(limits)}.`,
    )
  if (lines.some(({ kind }) => kind === 'schools'))
    rules.push(
      `The file of schools is taken whole on its own day. An earlier day is rebuilt from the days reports were published, and is grey when fewer than ${limits.schoolsKnown * 100}% of schools are known on it; schools closed since are not in the file.`,
    )
  if (lines.some(({ kind }) => kind === 'distance'))
    rules.push(
      'Our figure is how far our disadvantaged pupils are from other pupils nationally; the comparison is how far the country’s own are. Other pupils nationally are in both, so the difference is that between disadvantaged pupils here and nationally. The gap within our own schools is another thing: it stands beside and is never mixed in.',
    )
  return rules
}

/** The limits of a weak trend, each once: `1 point, or 0.1 of a progress score`. */
function weakTrendInWords({ weakTrend }: Limits): string {
  const { percent, points, progress } = weakTrend.by
  const ofPoints = [...new Set([percent, points])].flatMap((limit) => (limit === undefined ? [] : [counted(limit, 'point')]))
  return [...ofPoints, ...(progress === undefined ? [] : [`${progress} of a progress score`])].join(', or ')
}

function recordedView({ trigger, found, who, given, meanwhile, today }: TriggerFacts) {
  const history = found.recorded.filter((light) => light.trigger === trigger.number).toReversed()
  const entries = history.flatMap(({ id, light, on, by }) =>
    id === undefined ? [] : [{ id, text: `${opening(light)} from ${inWords(on)}, by ${by}` }],
  )
  const replacing = new Map(history.map(({ replaces, on, by }) => [replaces ?? 0, `Replaced by the entry from ${inWords(on)}, by ${by}`]))
  return {
    may: mayDo(who.role, 'lights.record'),
    action: paths.recordLight(trigger.number),
    light: given.light ?? '',
    lights: recordableLights,
    on: given.on ?? today,
    reason: given.reason ?? '',
    seen: newestEntry(entries)?.id ?? '',
    replaces: given.replaces ?? '',
    entries: entries.map(({ id, text }) => ({ value: String(id), text })),
    meanwhile: meanwhile && `${meanwhile.by} recorded ${meanwhile.light} from ${inWords(meanwhile.on)}: ${meanwhile.reason}`,
    history: history.map(({ id, light, on, reason, by }) => ({
      light,
      on: inWords(on),
      reason,
      by,
      replaced: replacing.get(id ?? -1) ?? '',
    })),
  }
}
