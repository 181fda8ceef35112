import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { beforeAfterChart } from '../charts/before-after.ts'
import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { paths } from '../paths.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import type { Assessed } from '../triggers/assess.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readScenarioName, readToTry } from './scenario.form.ts'
import { keepScenario, removeScenario, renameScenario, scenarios, type Refusal } from './scenario.store.ts'
import { movedSince, type Scenario, type SchoolKept, type SchoolToTry } from './scenario.ts'
import { schoolsToTry } from './schools-to-try.store.ts'
import { tryOut, writeToTry, type ToTry, type Tried } from './tried.ts'
import { comparedView, picturedOf, whatIfView } from './what-if.view.ts'

type Fields = Readonly<Record<string, string>>

/** So many scenarios stand side by side with today. */
const mostCompared = 4

/** Trying out what schools may become, keeping that under a name, and setting what is kept side by side. */
export const whatIfPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/what-if',
    may: 'scenarios.see',
    async does({ reads, who, query, today }) {
      const read = readToTry(query)
      if (read.ok && query.form !== undefined) {
        const { words, phase, grade, scenario } = query
        return go(withQuery(paths.whatIf(), { ...writeToTry(read.value), words, phase, grade, scenario }))
      }
      return thePage({ reads, who, query, today, problems: [] })
    },
  },
  {
    method: 'GET',
    path: '/risk/what-if/compare',
    may: 'scenarios.see',
    does({ reads, who, query, today }) {
      return compared(reads, who, { query, today })
    },
  },
  {
    method: 'GET',
    path: '/risk/what-if/kept/:id',
    may: 'scenarios.see',
    async does({ reads, who, params, today }) {
      const scenario = (await scenarios(reads, who.authority)).find(({ id }) => String(id) === params.id)
      return scenario ? thePage({ reads, who, query: queryOf(scenario), today, problems: [], showing: scenario }) : missing
    },
  },
  {
    method: 'POST',
    path: '/risk/what-if/kept',
    may: 'scenarios.keep',
    does({ db, reads, who, body, today, now }) {
      return keep({ reads, who, body, today, replaces: undefined }, (toKeep) => keepScenario(db, who, { ...toKeep, now }))
    },
  },
  {
    method: 'POST',
    path: '/risk/what-if/kept/:id/change',
    may: 'scenarios.keep',
    does({ db, reads, who, params, body, today, now }) {
      const replaces = { id: numberIn(params.id), version: numberIn(body.version) }
      return keep({ reads, who, body, today, replaces }, (toKeep) => keepScenario(db, who, { ...toKeep, now }))
    },
  },
  {
    method: 'POST',
    path: '/risk/what-if/kept/:id/rename',
    may: 'scenarios.keep',
    async does({ db, reads, who, params, body, today, now }) {
      const scenario = (await scenarios(reads, who.authority)).find(({ id }) => String(id) === params.id)
      if (!scenario) return missing
      const name = readScenarioName(body)
      const asked = { reads, who, query: { ...queryOf(scenario), name: body.name ?? '' }, today, showing: scenario }
      if (!name.ok) return thePage({ ...asked, problems: name.problems })
      const stood = await renameScenario(db, who, { id: scenario.id, version: numberIn(body.version), name: name.value, now })
      return stood.why === 'kept' ? go(paths.scenario(stood.id)) : thePage({ ...asked, problems: [inTheWay(stood)] })
    },
  },
  {
    method: 'POST',
    path: '/risk/what-if/kept/:id/remove',
    may: 'scenarios.keep',
    async does({ db, reads, who, params, body, today, now }) {
      if (await removeScenario(db, who, { id: numberIn(params.id), version: numberIn(body.version), now })) return go(paths.whatIf())
      const text = 'That scenario was changed or removed by somebody else since you opened this page. See the list as it is now'
      return thePage({ reads, who, query: {}, today, problems: [{ field: 'kept', text }] })
    },
  },
]

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly query: Fields
  readonly today: Day
  readonly problems: readonly Problem[]
  /** The scenario whose own page it is. */
  readonly showing?: Scenario
}

async function thePage({ reads, who, query, today, problems, showing }: Asked): Promise<Outcome> {
  const framework = await frameworkOf(reads, who.authority)
  const found = await assessed(reads, framework, who.authority, { today })
  const schools = found ? await schoolsToTry(reads, who.authority, found.facts) : []
  if (!found || schools.length === 0) return show('scenarios/what-if.njk', { title: 'What if', held: false })

  const read = readToTry(query)
  const wrong = [...problems, ...(read.ok ? [] : read.problems)]
  const toTry: ToTry = read.ok ? read.value : { chosen: new Map(), fewest: undefined, best: 'outstanding' }
  const { tried, charts } = await triedWithCharts(reads, { framework, found, schools, toTry, today })
  const kept = await scenarios(reads, who.authority)
  const scenario = showing ?? kept.find(({ id }) => String(id) === query.scenario)
  const search = { words: (query.words ?? '').trim().slice(0, 100), phase: query.phase ?? '', grade: query.grade ?? '' }
  const mayKeep = mayDo(who.role, 'scenarios.keep')
  const view = whatIfView({
    framework,
    found,
    schools,
    toTry,
    tried,
    charts,
    kept,
    search,
    mayKeep,
    scenario,
    problems: wrong,
    given: query,
  })
  return show('scenarios/what-if.njk', { ...view, held: true, showing: showing !== undefined }, wrong.length > 0 ? 400 : 200)
}

/** What is tried comes to the same until something is imported or the limits change. */
const keptTried = keptUntilImport<{ readonly tried: Tried; readonly charts: readonly Pictured[] }>(40)

type Pictured = Chart & { readonly image: string }

interface Trying {
  readonly framework: Framework
  readonly found: Assessed
  readonly schools: readonly SchoolToTry[]
  readonly toTry: ToTry
  readonly today: Day
}

function triedWithCharts(reads: Reads, { framework, found, schools, toTry, today }: Trying) {
  const { key, limits, triggers } = framework
  const name = JSON.stringify([found.assessment.authority, key, limits, triggers, today, writeToTry(toTry)])
  return keptTried(reads, name, async () => {
    const tried = tryOut(framework, found, schools, toTry, today)
    const pictured = tried.chosen.size === 0 ? [] : tried.triggers
    const charts = await Promise.all(pictured.map((one) => beforeAfterChart(picturedOf(one, framework, found))))
    return { tried, charts: charts.map(withImages) }
  })
}

interface Keeping {
  readonly reads: Reads
  readonly who: Person
  readonly body: Fields
  readonly today: Day
  readonly replaces: { readonly id: number; readonly version: number } | undefined
}

type ToKeep = Omit<Parameters<typeof keepScenario>[2], 'now'>

async function keep({ reads, who, body, today, replaces }: Keeping, keeps: (toKeep: ToKeep) => Promise<Refusal>): Promise<Outcome> {
  const query = Object.fromEntries(new URLSearchParams(body.query ?? ''))
  const [name, read] = [readScenarioName(body), readToTry(query)]
  const again = { ...query, name: body.name ?? '', ...(replaces ? { scenario: String(replaces.id) } : {}) }
  const problems = [...(name.ok ? [] : name.problems), ...(read.ok ? [] : read.problems)]
  const found = await assessed(reads, await frameworkOf(reads, who.authority), who.authority, { today })
  const ours = found ? await schoolsToTry(reads, who.authority, found.facts) : []
  const schools = read.ok ? keptOf(read.value, ours) : []
  if (read.ok && schools.length === 0)
    problems.push({ field: 'paste', text: 'Choose at least one of our schools before you keep a scenario' })
  const asAt = found?.facts.schools?.on
  if (problems.length > 0 || !name.ok || asAt === undefined) return thePage({ reads, who, query: again, today, problems })
  const stood = await keeps({ name: name.value, schools, asAt, today, replaces })
  if (stood.why === 'kept') return go(paths.scenario(stood.id))
  return thePage({ reads, who, query: again, today, problems: [inTheWay(stood)] })
}

/** What each school has today beside what is tried of it. */
function keptOf({ chosen }: ToTry, ours: readonly SchoolToTry[]): SchoolKept[] {
  return ours.flatMap(({ urn, name, overall, category }) => {
    const outcome = chosen.get(urn)
    return outcome === undefined ? [] : [{ urn, name, outcome, overall, category }]
  })
}

function inTheWay(stood: Exclude<Refusal, { why: 'kept' }>): Problem {
  if (stood.why === 'removed') return { field: 'name', text: 'Somebody removed that scenario meanwhile. Keep yours as a new one' }
  const { name, made_by, made_on, schools } = stood.standing
  if (stood.why === 'name') return { field: 'name', text: `There is a scenario “${name}” already, by ${made_by}: choose another name` }
  const outcomes = schools.slice(0, 20).map((school) => `${school.name} (${school.outcome.replace('-', ' ')})`)
  const text = `${made_by} changed this scenario on ${inWords(made_on)}, since you opened it. Theirs is “${name}”: ${outcomes.join(', ')}${schools.length > 20 ? ' and others' : ''}. Yours stands below: keep it again to put it in the place of theirs, or keep it as a new one`
  return { field: 'name', text }
}

async function compared(reads: Reads, who: Person, { query, today }: { query: Fields; today: Day }): Promise<Outcome> {
  const all = await scenarios(reads, who.authority)
  const asked = all.filter(({ id }) => query[`scenario-${id}`] !== undefined)
  const wrong = asked.length === 0 ? 'Choose at least one scenario to set beside today' : 'Choose no more than four scenarios'
  if (asked.length === 0 || asked.length > mostCompared)
    return thePage({ reads, who, query: {}, today, problems: [{ field: 'kept', text: wrong }] })
  const framework = await frameworkOf(reads, who.authority)
  const found = await assessed(reads, framework, who.authority, { today })
  if (!found) return go(paths.whatIf())
  const schools = await schoolsToTry(reads, who.authority, found.facts)
  const tries = asked.map((scenario) => {
    const tried = tryOut(framework, found, schools, toTryOf(scenario), today)
    return { scenario, tried, view: paths.scenario(scenario.id), moved: movedSince(scenario.schools, schools).length }
  })
  return show('scenarios/compare.njk', comparedView(found.assessment.name, found, tries))
}

const queryOf = (scenario: Scenario): Fields => writeToTry(toTryOf(scenario))

const toTryOf = ({ schools }: Scenario): ToTry => ({
  chosen: new Map(schools.map(({ urn, outcome }) => [urn, outcome])),
  fewest: undefined,
  best: 'outstanding',
})

const numberIn = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)
