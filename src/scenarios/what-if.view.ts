import type { BeforeAfterFacts } from '../charts/before-after.ts'
import type { Chart, Table } from '../charts/chart.ts'
import { phaseInWords } from '../establishments/school.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { difference } from '../lib/decimal.ts'
import { inWords } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { Assessed } from '../triggers/assess.ts'
import { withCounts } from '../triggers/said-alike.ts'
import { apart, opening, printed } from '../triggers/sentence.ts'
import type { LineFinding } from '../triggers/trigger.ts'
import { movedSince, outcomeOf, outcomes, standsInWords, type OutcomeTried, type Scenario, type SchoolToTry } from './scenario.ts'
import { triggersOfSchools, writeToTry, type ToTry, type Tried, type TriggerTried } from './tried.ts'

/** Said wherever an outcome is tried. */
export const notAForecast =
  'This is a what-if, not a forecast: it says what the lights would be, and nothing of how likely that is. Since September 2024 no overall grade is given to a state school, so outcomes are as if on the 1–4 scale.'

/** Of a list of schools to choose among, so many are shown; the filter finds the others. */
export const mostListed = 30

export interface WhatIfFacts {
  readonly framework: Framework
  readonly found: Assessed
  readonly schools: readonly SchoolToTry[]
  readonly toTry: ToTry
  readonly tried: Tried
  readonly charts: readonly (Chart & { readonly image: string })[]
  readonly kept: readonly Scenario[]
  readonly search: { readonly words: string; readonly phase: string; readonly grade: string }
  readonly mayKeep: boolean
  /** The scenario that is being shown or changed. */
  readonly scenario: Scenario | undefined
  readonly problems: readonly Problem[]
  readonly given: Readonly<Record<string, string>>
}

/** What is tried out, what it does to each line, and the form to try something else. */
export function whatIfView(facts: WhatIfFacts) {
  const { found, schools, toTry, tried, charts, kept, mayKeep, scenario, problems, given } = facts
  const added = [...tried.chosen].filter(([urn]) => !toTry.chosen.has(urn)).map(([urn]) => urn)
  const all = { ...toTry, chosen: tried.chosen, fewest: undefined }
  const rows = schools.filter(({ urn }) => tried.chosen.has(urn)).map((school) => rowOf(school, tried.chosen.get(school.urn)))
  return {
    title: scenario ? `What if: ${scenario.name}` : 'What if',
    authority: found.assessment.name,
    asAt: inWords(found.facts.schools?.on ?? found.facts.on),
    notAForecast,
    triggers: tried.triggers.map((one) => ({ ...triggerTried(one), href: paths.trigger(one.number) })),
    anything: tried.chosen.size > 0,
    chosen: rows,
    chosenTable: chosenTable(rows, added.length),
    unknown: [...toTry.chosen.keys()].filter((urn) => !schools.some((school) => school.urn === urn)),
    found: foundInWords(facts),
    charts,
    choices: outcomes.map(({ key, text }) => ({ value: key, text })),
    listed: listed(facts),
    form: formOf(facts),
    query: new URLSearchParams(writeToTry(all)).toString(),
    kept: kept.map(({ id, name, made_on, made_by }) => ({ id, name, href: paths.scenario(id), says: `made on ${inWords(made_on)} by ${made_by}` })), // prettier-ignore
    mayKeep,
    scenario: scenario && scenarioView(scenario, facts),
    problems,
    name: given.name ?? scenario?.name ?? '',
    limitsSay: facts.framework.limits.says,
    country: found.nationName,
    sources: [found.facts.schoolsFile].filter((file) => file !== ''),
  }
}

function rowOf(school: SchoolToTry, outcome: OutcomeTried | undefined) {
  return {
    urn: school.urn,
    name: school.name,
    href: paths.school(school.urn),
    phase: phaseInWords(opening(school.phase).replace('Pru', 'PRU')),
    pupils: school.pupils === null ? '–' : count(school.pupils),
    now: standsInWords(school),
    outcome: outcome ?? '',
    becomes: outcome === undefined ? '' : (outcomeOf(outcome)?.text ?? ''),
  }
}

type Row = ReturnType<typeof rowOf>

function chosenTable(rows: readonly Row[], added: number): Table & { readonly caption: string } {
  const of = `${counted(rows.length, 'school')} tried`
  return {
    caption: added === 0 ? of : `${of}, ${added === rows.length ? 'all' : added} of them found by the search`,
    head: ['School', 'URN', 'Phase', 'Pupils', 'Now', 'If it became'],
    rows: rows.map(({ name, urn, phase, pupils, now, becomes }) => [name, urn, phase, pupils, now, becomes]),
    numeric: [3],
  }
}

const named = ({ name, phase }: LineFinding) => (phase === 'all' ? `${name}, all` : `${name}, ${phase}`)

function triggerTried({ number, title, before, after, lines }: TriggerTried) {
  return {
    number,
    title,
    before: before.light,
    after: after.light,
    because: after.because,
    stays: lines.every(({ before: was, after: is }) => was.local === is.local && was.comparison === is.comparison),
    table: {
      head: ['Line', 'Now', 'If so', 'Country now', 'Country if so', 'Change of the difference', 'Light'],
      rows: lines.map(({ before: was, after: is }) => [
        `${named(is)}${is.counts ? '' : ' (beside: does not count)'}`,
        withCounts(was) ?? 'not measured',
        withCounts(is) ?? 'not measured',
        figureOf(was.comparison, was),
        figureOf(is.comparison, is),
        changeOf(was, is),
        was.light === is.light ? is.light : `${was.light}, then ${is.light}`,
      ]),
      numeric: [1, 2, 3, 4],
    },
  }
}

const figureOf = (value: number | null, { unit }: LineFinding) => (value === null ? '–' : printed(value, unit))

function changeOf(was: LineFinding, is: LineFinding): string {
  if (was.behind === null || is.behind === null) return '–'
  const change = difference(is.behind, was.behind)
  return change === 0 ? 'none' : apart(change, is.unit, ['worse', 'better'])
}

/** What the search found, in sentences. */
function foundInWords({ tried: { found }, toTry, framework }: WhatIfFacts): readonly string[] {
  if (found === undefined || toTry.fewest === undefined) return []
  const [trigger, given] = [`Trigger ${toTry.fewest}`, toTry.chosen.size > 0 ? ' with what you chose' : '']
  const most = toTry.best === 'good' ? 'good' : 'outstanding'
  if (found.kind === 'green already') return [`${trigger} is green${given}: no school has to improve for it.`]
  if (found.kind === 'not measurable') return [`${trigger} cannot be measured${given}, so no school can turn it green.`]
  if (found.kind === 'not found in time') return [`There are too many ways to turn ${trigger.toLowerCase()} green to look through them all. Choose some schools yourself and search again from there.`] // prettier-ignore
  if (found.kind === 'out of reach')
    return [
      `${trigger} would not be green even if every school that can improve became ${most}.`,
      ...found.lines.map((line) => `${line} would still not be green.`),
    ]
  const outstanding = found.schools.filter(({ outcome }) => outcome === 'outstanding').length
  const improve = found.schools.length === 1 ? 'improves' : 'improve'
  return [
    `${trigger} turns green${given} when ${counted(found.schools.length, toTry.chosen.size > 0 ? 'more school' : 'school')} ${improve}, by the limits of ${framework.shortTitle} that we are judged by. No fewer will do${toTry.best === 'good' ? ' when none becomes better than good' : ''}.`,
    outstanding === 0
      ? 'Each has to become good.'
      : outstanding === found.schools.length
        ? 'Each has to become outstanding.'
        : `${count(outstanding)} of them must become outstanding; for the others good is enough.`,
    found.interchangeable
      ? 'Here schools count alike: others of the same phase and grade would do as well as those named.'
      : 'Here pupils are counted, so the largest schools of a phase come first. Others may do as well, when they are together as large.',
    'Schools without a grade that are in no category are left out: nobody knows what they would improve from.',
  ]
}

function listed({ schools, search, tried }: WhatIfFacts) {
  const words = search.words.toLowerCase()
  const hits = schools.filter((school) => {
    if (tried.chosen.has(school.urn)) return false
    if (search.phase !== '' && school.phase !== search.phase) return false
    if (search.grade !== '' && gradeKey(school) !== search.grade) return false
    if (words === '' && search.phase === '' && search.grade === '') return ['3', '4', 'category'].includes(gradeKey(school))
    return `${school.name} ${school.urn}`.toLowerCase().includes(words)
  })
  return { schools: hits.slice(0, mostListed).map((school) => rowOf(school, undefined)), more: Math.max(0, hits.length - mostListed) }
}

/** What the filter asks for: a grade, `none`, or `category` for a school in one. */
const gradeKey = ({ overall, category }: SchoolToTry) =>
  standsInWords({ overall, category }).includes('category') ? 'category' : (overall ?? 'none')

function formOf({ framework, schools, search, toTry, given }: WhatIfFacts) {
  const phases = [...new Set(schools.map(({ phase }) => phase))].toSorted()
  return {
    ...search,
    phases: phases.map((phase) => ({ value: phase, text: phaseInWords(opening(phase).replace('Pru', 'PRU')) })),
    grades: [
      { value: '1', text: 'Outstanding' },
      { value: '2', text: 'Good' },
      { value: '3', text: 'Requires improvement' },
      { value: '4', text: 'Inadequate, in no category' },
      { value: 'category', text: 'In a category of concern' },
      { value: 'Not judged', text: 'No overall grade' },
      { value: 'none', text: 'Not inspected yet' },
    ],
    paste: given.paste ?? '',
    triggers: triggersOfSchools(framework).map(({ number, title }) => ({ value: String(number), text: `${number}. ${title}` })),
    fewest: toTry.fewest === undefined ? '' : String(toTry.fewest),
    best: toTry.best,
  }
}

function scenarioView(scenario: Scenario, { schools, found }: WhatIfFacts) {
  const { id, name, version, as_at, made_on, made_by } = scenario
  const now = found.facts.schools?.on
  const newer = now === undefined || now === as_at ? '' : ` The lights here are on the schools as at ${inWords(now)}.`
  const moved = movedSince(scenario.schools, schools).map(({ school, now: stands, asTried }) => {
    if (stands === undefined) return `${school.name} (${school.urn}) is not one of our open schools any more, so nothing is tried of it.`
    const since = `${school.name} (${school.urn}) was “${standsInWords(school)}” and is “${standsInWords(stands)}” now`
    return asTried ? `${since}: what was tried has come true.` : `${since}.`
  })
  return {
    id,
    name,
    version,
    made: `Made on ${inWords(made_on)} by ${made_by}, on the schools as at ${inWords(as_at)}.${newer}`,
    moved,
    stays: moved.length === 0 ? 'None of its schools has moved since.' : '',
    change: withQuery(paths.whatIf(), { ...writeToTry({ chosen: new Map(scenario.schools.map(({ urn, outcome }) => [urn, outcome])), fewest: undefined, best: 'outstanding' }), scenario: id }), // prettier-ignore
  }
}

/** What the picture of a trigger draws. */
export function picturedOf({ title, lines }: TriggerTried, framework: Framework, { assessment, nationName }: Assessed): BeforeAfterFacts {
  const trigger = framework.triggers.find((one) => one.title === title)
  return {
    caption: `${title}: now and if so, against ${nationName} and where green ends`,
    ours: assessment.name,
    theirs: nationName,
    lines: lines.flatMap(({ before, after }, i) => {
      const line = trigger?.lines[i]
      const green = framework.limits.by[line?.limits ?? '']?.green ?? 0
      const sign = line?.measure === 'schools-in-category' ? 1 : -1
      const greenEnds = after.comparison === null ? null : Math.min(100, Math.max(0, after.comparison + sign * green))
      return after.counts ? [{ name: named(after), unit: after.unit, before, after, greenEnds }] : []
    }),
  }
}

/** Scenarios side by side with today: lights first, then each line's figure and how far behind it is. */
export function comparedView(
  authority: string,
  found: Assessed,
  tries: readonly { readonly scenario: Scenario; readonly tried: Tried; readonly view: string; readonly moved: number }[],
) {
  const heads = tries.map(({ scenario }) => scenario.name)
  const [first] = tries
  return {
    title: 'Scenarios side by side',
    authority,
    asAt: inWords(found.facts.schools?.on ?? found.facts.on),
    notAForecast,
    scenarios: tries.map(({ scenario, view, tried, moved }) => ({
      name: scenario.name,
      href: view,
      says: `made on ${inWords(scenario.made_on)} by ${scenario.made_by}; ${counted(tried.chosen.size, 'school')}${moved === 0 ? '' : `, of which ${count(moved)} moved since it was made`}`,
    })),
    heads: ['Today', ...heads],
    triggers: (first?.tried.triggers ?? []).map(({ number, title, before, lines }, t) => ({
      number,
      title,
      lights: [before.light, ...tries.map(({ tried }) => tried.triggers[t]?.after.light ?? 'grey')],
      table: {
        head: ['Line', 'Today', ...heads],
        rows: lines.map(({ before: was }, i) => [
          named(was),
          lineInShort(was),
          ...tries.map(({ tried }) => lineInShort(tried.triggers[t]?.lines[i]?.after)),
        ]),
        numeric: [],
      },
    })),
  }
}

function lineInShort(line: LineFinding | undefined): string {
  if (line === undefined || line.local === null || line.behind === null) return 'not measured'
  return `${printed(line.local, line.unit)}, ${apart(line.behind, line.unit, ['behind', 'ahead'])}: ${line.counts ? line.light : 'beside'}`
}
