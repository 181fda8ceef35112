import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { phaseInWords, standingOf } from '../establishments/school.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { termInShort, type Term } from '../terms/term.ts'
import { lineNamed } from '../triggers/line-named.ts'
import type { SchoolStanding } from './due.ts'
import type { DeclineAhead, Forecast, LearntFrom } from './forecast.ts'
import { scoreHead, scoreRows } from './score-rows.ts'
import type { Scores } from './score.ts'
import type { Weight } from './exactly.ts'
import type { Asked, LineAhead, Spread } from './simulation.ts'

/** A school with what is foretold of it. */
export interface SchoolForetold extends SchoolStanding {
  readonly forecast: Forecast | undefined
}

/** One line of triggers 1 to 3: where it may go, its chart, and what each school weighs in it, in the order of the schools. */
export interface LineForetold {
  readonly asked: Asked
  readonly name: string
  readonly trigger: number
  readonly title: string
  readonly ahead: LineAhead
  /** Where the country's may go, term by term. */
  readonly country: readonly (Pick<Spread, 'low' | 'middle' | 'high'> | undefined)[]
  readonly chart: Chart
  readonly weights: readonly Weight[]
}

export interface ForecastFacts {
  readonly authority: string
  readonly nation: string
  readonly on: Day
  readonly terms: readonly Term[]
  readonly phase: string
  readonly phases: readonly string[]
  readonly lines: readonly LineForetold[]
  readonly schools: readonly SchoolForetold[]
  readonly runs: number
  readonly learntFrom: LearntFrom
  readonly scores: Scores
  readonly country: DeclineAhead
  readonly ours: DeclineAhead
  readonly calibration: readonly Chart[]
  /** Whether the reader works with schools, and may see what is foretold of one by its name. */
  readonly maySeeSchools: boolean
}

/** Where triggers 1 to 3 may go, which schools are due, and how far any of it is to be trusted. */
export function forecastView(facts: ForecastFacts) {
  const { authority, on, terms, schools, lines, phase, learntFrom, maySeeSchools, scores } = facts
  const last = terms.at(-1)
  return {
    title: 'What the next terms may bring',
    authority,
    held: true,
    lead: leadOf(facts),
    on: inWords(on),
    until: last ? termInShort(last) : '',
    runs: count(facts.runs),
    phases: facts.phases.map((one) => ({
      text: one === 'all' ? 'All phases' : phaseInWords(one.charAt(0).toUpperCase() + one.slice(1)),
      href: one === 'all' ? paths.forecast() : `${paths.forecast()}?phase=${encodeURIComponent(one)}`,
      current: one === phase,
    })),
    lines: lines.map((line) => ({
      heading: lineNamed(line.name, line.asked.phase),
      trigger: `Trigger ${line.trigger}: ${line.title}`,
      href: paths.trigger(line.trigger),
      says: saysOf(line, facts),
      chart: withImages(line.chart),
      matter: maySeeSchools ? matterMost(line, schools) : undefined,
    })),
    warning: warningOf(facts),
    due: maySeeSchools ? dueLists(facts) : undefined,
    without: maySeeSchools ? withoutForecast(schools) : [],
    scores: scoreTable(scores),
    gate: gateOf(scores),
    misses: missesOf(scores),
    calibration: facts.calibration.map(withImages),
    learnt: learntSays(learntFrom),
    limits: limitsOf(facts),
    files: learntFrom.files,
  }
}

/** A chance as a whole percentage; neither surely nor never is printed of what is only nearly so. */
export function wholePercent(chance: number): string {
  const whole = Math.round(100 * chance)
  if (whole === 0 && chance > 0) return 'under 1%'
  return whole === 100 && chance < 1 ? 'over 99%' : `${whole}%`
}

const inHundred = (chance: number) => `${Math.round(100 * chance)} in 100`

function leadOf({ schools, terms }: ForecastFacts): string {
  const foretold = schools.flatMap(({ forecast }) => forecast ?? [])
  const [any, graded] = [sumOf(foretold, ({ anyByTerm }) => all(anyByTerm)), sumOf(foretold, ({ byTerm }) => all(byTerm))]
  const worse = sumOf(foretold, ({ byTerm, chances }) => all(byTerm) * chances.worse)
  const last = terms.at(-1)
  return `Of our ${counted(schools.length, 'school')}, about ${count(Math.round(any))} are likely to be inspected by the end of ${last ? termInShort(last) : 'the terms ahead'}. Were inspections to go on as they did up to 2025, about ${count(Math.round(graded))} of them would be graded, and about ${count(Math.round(worse))} come out worse.`
}

const all = (chances: readonly number[]) => chances.reduce((sum, one) => sum + one, 0)

const sumOf = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((sum, one) => sum + of(one), 0)

function saysOf({ ahead, country }: LineForetold, { terms, nation }: ForecastFacts): string {
  const [end, last, theirs] = [ahead.terms.at(-1), terms.at(-1), country.at(-1)]
  if (ahead.now === null || !end || !last) return 'There is nothing here to count.'
  const beside = theirs ? ` ${nation}’s, by the same method, is expected ${betweenWords(theirs)}.` : ''
  return `${figure(ahead.now)} now. In ${termInShort(last)} eight of ten runs end ${betweenWords(end)}.${beside}`
}

const figure = (value: number) => `${Number(value.toFixed(1))}%`

function betweenWords({ low, high }: Pick<Spread, 'low' | 'high'>): string {
  return figure(low) === figure(high) ? `at ${figure(low)}` : `between ${figure(low)} and ${figure(high)}`
}

/** The five schools that add most to how far a line may move. */
function matterMost({ weights }: LineForetold, schools: readonly SchoolForetold[]) {
  const all = weights.reduce((sum, { variance }) => sum + variance, 0)
  const most = weights
    .map((weight, at) => ({ weight, school: schools[at] }))
    .filter(({ weight }) => weight.variance > 0)
    .toSorted((a, b) => b.weight.variance - a.weight.variance)
    .slice(0, 5)
  return most.flatMap(({ weight, school }) =>
    school === undefined
      ? []
      : [
          {
            name: school.name,
            href: paths.school(school.urn),
            share: wholePercent(weight.variance / all),
            expected: points(weight.expected),
          },
        ],
  )
}

function points(value: number): string {
  const rounded = Math.abs(value).toFixed(2)
  if (Number(rounded) === 0) return 'about 0'
  return `${value < 0 ? '\u2212' : '+'}${rounded}`
}

function warningOf({ country, ours, authority, nation }: ForecastFacts) {
  const said = ({ schools, worse, twoGrades }: DeclineAhead, whose: string) =>
    schools === 0
      ? ''
      : `Of the ${count(schools)} schools ${whose} that still carry good or outstanding, ${inHundred(worse)} are expected to come out worse at their next graded inspection, ${worse === 0 ? 'none' : `${Math.round((100 * twoGrades) / worse)} in 100`} of those by two grades, as if grades were still given.`
  return { country: said(country, `in ${nation}`), ours: said(ours, `in ${authority}`), on: inWords(country.on) }
}

/** Schools of which something is foretold, those likeliest to be inspected soonest first: likely by the last term ahead, and later. */
function dueLists(facts: ForecastFacts) {
  const schools = dueList(facts)
  return { soon: schools.filter(({ soon }) => soon), later: schools.filter(({ soon }) => !soon) }
}

function dueList({ schools, terms }: ForecastFacts) {
  const rows = schools.flatMap((school) =>
    school.forecast && school.stands.known ? [{ school, forecast: school.forecast, stands: school.stands }] : [],
  )
  const sum = ({ anyByTerm }: Forecast) => all(anyByTerm)
  const sooner = (forecast: Forecast) => forecast.likelyBy ?? terms.length
  return rows
    .toSorted((a, b) => sooner(a.forecast) - sooner(b.forecast) || sum(b.forecast) - sum(a.forecast))
    .map(({ school, forecast, stands }) => {
      const term = forecast.likelyBy === undefined ? undefined : terms[forecast.likelyBy]
      const { chances, grade, asIf } = forecast
      return {
        name: school.name,
        href: paths.school(school.urn),
        phase: phaseInWords(school.phase),
        grade: `${standingOf(String(grade)).text}${asIf ? ', as if' : ''}`,
        last: inWords(stands.inspectedOn),
        ungraded: stands.ungraded,
        soon: term !== undefined,
        likely: term ? termInShort(term) : 'later',
        within: wholePercent(sum(forecast)),
        worse: grade === 4 ? '–' : wholePercent(chances.worse),
        same: wholePercent(chances.same),
        better: grade === 1 ? '–' : wholePercent(chances.better),
        category: wholePercent(chances.category),
        rates: forecast.by === 'rates',
      }
    })
}

function withoutForecast(schools: readonly SchoolForetold[]) {
  return schools.flatMap(({ name, urn, stands }) => (stands.known ? [] : [{ name, href: paths.school(urn), because: stands.because }]))
}

/** Every score, as the command prints them. */
function scoreTable(scores: Scores) {
  const ways = [
    ['heldOut', 'authorities held out'],
    ['throughTime', 'later years'],
  ] as const
  const rows = ways.flatMap(([way, words]) => scoreRows(scores, way, false).map(([what, ...rest]) => [`${what}, ${words}`, ...rest]))
  return { head: scoreHead, rows, numeric: [1, 2, 3, 4, 5, 6, 7] }
}

/** For which groups of schools the plain rates stand in. */
function gateOf({ heldOut, throughTime }: Scores): string {
  const failing = (of: 'byPhase' | 'byGrade') => [...new Set([heldOut, throughTime].flatMap((judged) => Object.entries(judged[of]).flatMap(([group, compared]) => (compared.beats ? [] : [group]))))] // prettier-ignore
  const words = [
    ...failing('byPhase').map(
      (phase) => `${phaseInWords(phase === 'pru' ? 'PRU' : phase.charAt(0).toUpperCase() + phase.slice(1)).toLowerCase()} schools`,
    ),
    ...failing('byGrade').map((grade) => `schools last graded ${standingOf(grade).text.toLowerCase()}`),
  ]
  if (words.length === 0) return 'It beat both rates, in both metrics, for every phase and every last grade.'
  return `It did not beat both rates, in both metrics, for ${words.join(', ')}: for them the plain rates by last grade are shown, and marked.`
}

/** What was foretold of the later years, and what came of it. */
function missesOf({ throughTime, timing }: Scores): string {
  const of = (what: 'worse' | 'better' | 'category') => {
    const bins = throughTime.calibration.filter((bin) => bin.of === what)
    const [foretold, came] = [sumOf(bins, (bin) => bin.foretold * bin.schools), sumOf(bins, (bin) => bin.cameAbout * bin.schools)]
    return `${count(Math.round(foretold))} were foretold and ${count(Math.round(came))} came`
  }
  const { expected, came } = timing.graded.throughTime
  return `Learnt up to August 2022 and set against the three years after: of schools that come out worse ${of('worse')}; of schools that come out better ${of('better')}; of schools in a category ${of('category')}; of graded inspections ${count(expected)} were foretold and ${count(came)} came. Inspectors grew milder after 2022, which no input says beforehand.`
}

function learntSays({ from, until, counts }: LearntFrom): string {
  return `Learnt from ${count(counts.graded)} schools that carried a grade on ${inWords(from)} and came to another by ${inWords(until)}, from ${count(counts.notJudged)} whose first graded inspection since gave no overall grade, and from ${count(counts.again)} later inspections. ${count(counts.stillWaiting)} had none in that time, and say something of how long schools wait. ${count(counts.withoutStart)} open schools have no place in the list of ${inWords(from)}.`
}

function limitsOf({ learntFrom, terms, on, scores }: ForecastFacts): readonly string[] {
  const first = terms[0]
  return [
    'No overall grade has been given since September 2024. Worse, same and better are as if grades 1 to 4 were still given; only categories of concern are real.',
    'The triggers move as if inspections went on as they did up to August 2025, when some of them were ungraded and left a school’s grade as it was. Since November 2025 every inspection ends in a report card, under another framework and at another pace. The method cannot know what that changes.',
    `When inspections come is the part to trust least. Learnt up to August 2022, it expected ${count(scores.timing.graded.throughTime.expected)} graded inspections in the three years after, and ${count(scores.timing.graded.throughTime.came)} came: Ofsted had set out to see every school by July 2025.`,
    'A school that closed between the list and the newest file is in neither, and is not learnt from. The file has a school’s last two graded inspections: where there were three since the list, the first is not seen, and the second is taken for it.',
    'Ungraded inspections after July 2018 are overwritten in the files once a graded one follows, so what they said cannot be learnt from. They count as the last inspection; read what one said beside the school.',
    `Results and absence are those of the newest year held. Where none is held a school counts as average. The list is of ${inWords(learntFrom.from)}.`,
    `Each school comes out by itself: that inspectors may become stricter or milder for all at once is not in the band, which is too narrow by as much. In the runs a school is inspected once at most, and none opens, closes or grows.`,
    `Schools without an overall grade stay out of triggers 1 and 3, as in the published figures. ${first ? `The terms ahead begin with ${termInShort(first)}, after ${inWords(on)}, the day of the newest file.` : ''}`,
  ]
}
