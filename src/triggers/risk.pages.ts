import { tellingOf } from '../alerts/tell.import.ts'
import { standsInTerm } from '../assessments/stands-in-term.view.ts'
import { termAssessments } from '../assessments/term-assessment.store.ts'
import { mayDo } from '../accounts/permission.ts'
import { againstChart } from '../charts/against.ts'
import { withImages } from '../charts/image.ts'
import { countsChart } from '../charts/counts.ts'
import { complaintsCounted } from '../complaints/complaint.store.ts'
import { complaintsChartFacts } from '../complaints/complaint.view.ts'
import { correspondence } from '../correspondence/correspondence.store.ts'
import { correspondenceChartFacts } from '../correspondence/correspondence.view.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { isOfCategories, type Register, type Trigger } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { paths } from '../paths.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { termOf } from '../terms/term.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import type { RecordedLight } from './assess.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { assessed } from './assessment.store.ts'
import type { SchoolBehind, SchoolDay } from './facts.ts'
import { windowOn, type Stay } from './pace.ts'
import { staysOf } from './pace.store.ts'
import { staysTable } from './stays.view.ts'
import { readRecordedLight } from './recorded-light.form.ts'
import { recordLight } from './recorded-light.store.ts'
import { registersSay, type RegistersAsked } from './register-says.store.ts'
import { registerView } from './register.view.ts'
import { riskView, type DayAsked } from './risk.view.ts'
import { schoolsBehind } from './school-state.store.ts'
import { chartFacts, triggerView } from './trigger.view.ts'

/** The eight triggers, one of them, and the form that records a light no published file can give. */
export const riskPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk',
    may: 'risk.see',
    async does({ reads, query, who, today }) {
      const framework = await frameworkOf(reads, who.authority)
      const asked = { ...dayAsked(query), today }
      const found = await assessed(reads, framework, who.authority, asked)
      const calendar = await calendarOf(reads, who.authority, shippedTerms())
      const stands = standsInTerm(await termAssessments(reads, who.authority), termOf(today, calendar))
      const officer = seesRegisters(who)
      const says = await registersSay(reads, framework, { authority: who.authority, on: asked.on ?? today, today, calendar, officer })
      const view = riskView(framework, found, asked, calendar, { says, officer })
      return show(
        'triggers/risk.njk',
        { ...view, stands, whatIf: mayDo(who.role, 'scenarios.see') ? paths.whatIf() : '' },
        asked.problems.length > 0 ? 400 : 200,
      )
    },
  },
  {
    method: 'GET',
    path: '/risk/:number',
    may: 'risk.see',
    does({ reads, params, query, who, today }) {
      return oneTrigger({ reads, number: params.number ?? '', on: dayAsked(query).on, who, today, given: {}, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/risk/:number/light',
    may: 'lights.record',
    async does({ db, reads, params, body, who, today, now }) {
      const framework = await frameworkOf(reads, who.authority)
      const trigger = framework.triggers.find(({ number, recorded }) => String(number) === params.number && recorded === true)
      if (!trigger) return missing

      const form = readRecordedLight(body, today)
      if (!form.ok)
        return oneTrigger({ reads, number: String(trigger.number), on: undefined, who, today, given: body, problems: form.problems })

      const recorded = { ...form.value, framework: framework.key, trigger: trigger.number, now }
      const cause = `${who.name} recorded a light`
      const work = () => recordLight(db, who, recorded)
      const meanwhile = await tellingOf(db, who.authority, { cause, run: null, today, now, work })
      if (meanwhile) {
        const problems = [{ field: 'light', text: 'Another light was recorded meanwhile. Read it, then record yours again to confirm it' }]
        return oneTrigger({ reads, number: String(trigger.number), on: undefined, who, today, given: body, problems, meanwhile })
      }
      return go(paths.trigger(trigger.number))
    },
  },
]

/** Whether somebody is told what the registers have, entry by entry; others are told what may leave officers' hands. */
const seesRegisters = ({ role }: Person) => mayDo(role, 'complaints.see') && mayDo(role, 'correspondence.see')

/** Which schools stand behind a line changes only with an import. */
const keptBehind = keptUntilImport<readonly SchoolBehind[]>(100)

const keptStays = keptUntilImport<readonly Stay[]>(100)

interface OneTrigger {
  readonly reads: Reads
  readonly number: string
  readonly on: Day | undefined
  readonly who: Person
  readonly today: Day
  readonly given: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: RecordedLight
}

async function oneTrigger({ reads, number, on, who, today, given, problems, meanwhile }: OneTrigger): Promise<Outcome> {
  const framework = await frameworkOf(reads, who.authority)
  const trigger = framework.triggers.find((one) => String(one.number) === number)
  if (!trigger) return missing
  const found = await assessed(reads, framework, who.authority, { on, today })
  const finding = found?.assessment.triggers.find((one) => one.number === trigger.number)
  if (!found || !finding) return go(paths.risk())

  const { schools: day } = found.facts
  const counted = trigger.lines.some(({ kind }) => kind === 'schools')
  const behind =
    counted && day
      ? await keptBehind(reads, `${who.authority} ${day.on} ${day.fileAsAt} ${day.how}`, () => schoolsBehind(reads, who.authority, day))
      : undefined
  const schools = isOfCategories(trigger) ? behind?.filter(({ category }) => category !== null) : behind
  const measurable = finding.lines.some((line) => line.counts && line.local !== null)
  const chart = measurable ? await againstChart(chartFacts({ framework, trigger, finding, found })) : undefined
  const stays = isOfCategories(trigger) && day && day.how !== 'listed' ? await staysOn(reads, who.authority, day) : undefined
  const register = await registerOf({ reads, trigger, on: on ?? today, today, who })
  const view = triggerView({
    framework,
    trigger,
    finding,
    found,
    on,
    chart,
    schools,
    stays,
    register,
    who,
    given,
    problems,
    meanwhile,
    today,
  })
  return show('triggers/trigger.njk', view, problems.length > 0 ? 400 : 200)
}

interface RegisterAsked {
  readonly reads: Reads
  readonly trigger: Trigger
  readonly on: Day
  readonly today: Day
  readonly who: Person
}

/** What the register beside a trigger says; undefined where it has none. */
async function registerOf({ reads, trigger, on, today, who }: RegisterAsked) {
  if (trigger.register === undefined) return undefined
  const { authority } = who
  const calendar = await calendarOf(reads, authority, shippedTerms())
  const [says] = await registersSay(reads, { triggers: [trigger] }, { authority, on, today, calendar, officer: seesRegisters(who) })
  const facts = seesRegisters(who) ? await pictured(reads, { authority, register: trigger.register, on, calendar }) : undefined
  const drawn = facts && (await countsChart(facts))
  return says && { ...registerView(says, seesRegisters(who)), chart: drawn && withImages(drawn) }
}

async function pictured(
  reads: Reads,
  { authority, register, on, calendar }: Omit<RegistersAsked, 'officer' | 'today'> & { register: Register },
) {
  return register === 'complaints'
    ? complaintsChartFacts(await complaintsCounted(reads, authority), on, calendar)
    : correspondenceChartFacts(await correspondence(reads, authority), on, calendar)
}

/** How long schools have been in a category, of those who were in one since the schools that a line follows began to go in. */
async function staysOn(reads: Reads, authority: AreaCode, day: SchoolDay) {
  const calendar = await calendarOf(reads, authority, shippedTerms())
  const key = `${authority} ${day.on} ${day.fileAsAt}`
  return staysTable(await keptStays(reads, key, () => staysOf(reads, authority, day, windowOn(day.on).begins)), day.on, calendar)
}

function dayAsked(query: Readonly<Record<string, string>>): Omit<DayAsked, 'today'> {
  const typed = (query.on ?? '').trim()
  const on = typed === '' ? undefined : readDay(typed)
  const problems = typed !== '' && on === undefined ? [{ field: 'on', text: 'Enter a day, such as 31/08/2025' }] : []
  return { on, typed, problems }
}
