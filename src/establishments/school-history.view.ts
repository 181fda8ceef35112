import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { isPredecessors, type JudgementKind, type PublishedJudgement } from '../judgements/judgement.ts'
import { cardView, type CardAreaOf } from './report-card.view.ts'
import {
  categoryInWords,
  dfeNumberInWords,
  judgementInWords,
  phaseInWords,
  saysNothing,
  standingOf,
  type SchoolIdentity,
} from './school.ts'

/** One school: who it is, its grade now, and every judgement known, each on the scale of its time. */
export function schoolView(school: SchoolIdentity, judgements: readonly PublishedJudgement[], areas: readonly CardAreaOf[], ours: boolean) {
  const latest = judgements.find(({ kind }) => kind === 'graded')
  const cards = judgements.filter(({ kind }) => kind === 'report card')
  return {
    title: school.name,
    list: paths.schools(),
    ours,
    authority: school.authority_name ?? `Authority ${school.authority}`,
    grade: standingOf(school.overall).text,
    category: categoryInWords(school.category),
    notJudged: school.overall === 'Not judged' && cards.length === 0,
    onlyCard: school.overall === 'Not judged' && cards.length > 0,
    cards: cards.map((card) => cardView(card, areas)),
    predecessors: latest ? isPredecessors(latest) : false,
    gradedOn: latest?.inspected_on ? inWords(latest.inspected_on) : undefined,
    facts: identity(school),
    judgements: judgements.map(judgementView),
    history: historyTable(judgements.map(judgementView)),
    source: `Source: Ofsted, state-funded schools: inspections and outcomes, as at ${inWords(school.as_at)} (${school.source_file}).`,
  }
}

/** Who a school is, in the order of the page. What the file does not state is left out. */
function identity(school: SchoolIdentity): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['URN', school.urn],
    ['DfE number', dfeNumberInWords(school.dfe_number)],
    ['Authority', school.authority_name ?? school.authority],
    ['Phase', phaseInWords(school.phase)],
    ['Type', school.type],
    ['Trust', school.trust],
    ['Sponsor', school.sponsor],
    ['Opened', school.opened_on ? inWords(school.opened_on) : null],
    ['Ages', ages(school)],
    ['Pupils', school.pupils === null ? null : count(school.pupils)],
    ['Sixth form', school.sixth_form],
    ['Admissions', school.admissions],
    ['Religious character', school.religious_character],
    ['Deprivation', deprivation(school.deprivation_quintile)],
    ['Postcode', school.postcode],
    ['Constituency', school.constituency],
    ['Monitoring and urgent inspections since the last graded one', some(school.monitoring_inspections)],
    [`Warning notices in ${school.warning_notices_in ?? 'the year of the file'}`, some(school.warning_notices)],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

/** A count that is worth a line: there are any. */
function some(amount: number | null): string | null {
  return amount === null || amount === 0 ? null : count(amount)
}

function ages({ lowest_age: from, highest_age: to }: SchoolIdentity): string | null {
  return from === null || to === null ? null : `${from} to ${to}`
}

function deprivation(quintile: number | null): string | null {
  if (quintile === null) return null
  const end = { 1: ' (least deprived)', 5: ' (most deprived)' }[quintile] ?? ''
  return `Quintile ${quintile} of 5${end}`
}

const kinds: Readonly<Record<JudgementKind, string>> = {
  graded: 'Graded',
  ungraded: 'Ungraded',
  'report card': 'Report card',
  carried: 'Grade then carried',
}

/** One inspection: what kind, when, of which establishment, and what was judged. */
function judgementView(judgement: PublishedJudgement) {
  const { kind, name_then: name, type_then: type, urn_then: urn } = judgement
  const day = judgement.inspected_on ? inWords(judgement.inspected_on) : 'Day not published'
  return {
    day,
    kind: kinds[kind],
    inspectionKind: judgement.inspection_type ?? undefined,
    inspection: kind === 'carried' ? 'Not stated' : judgement.inspection_number,
    published: judgement.published_on ? inWords(judgement.published_on) : undefined,
    predecessor: isPredecessors(judgement) ? [name, type, `URN ${urn}`].filter((part) => part !== null).join(', ') : undefined,
    outcome: outcomeOf(judgement),
    category: categoryInWords(judgement.category),
    parts: kind === 'graded' ? partsOf(judgement) : [],
    scale: scaleOf(judgement),
  }
}

type JudgementView = ReturnType<typeof judgementView>

/** The inspections side by side, the newest first: what was judged down the side, each on the scale of its time. */
function historyTable(views: readonly JudgementView[]) {
  const row = (name: string, of: (view: JudgementView) => string | undefined, strong = false) => ({
    name,
    strong,
    cells: views.map((view) => of(view) ?? '–'),
  })
  const rows = [
    row('Overall grade or outcome', ({ outcome }) => outcome, true),
    row('Category of concern', ({ category }) => category, true),
    ...parts.map(([name]) => row(name, (view) => view.parts.find(([part]) => part === name)?.[1])),
    row('Judged', ({ scale }) => scale),
    row('Report published', ({ published }) => published),
    row('Kind of inspection', ({ inspectionKind }) => inspectionKind),
    row('Inspection number', ({ inspection }) => inspection),
  ]
  const told = rows.filter(({ cells }) => cells.some((cell) => cell !== '–' && !saysNothing(cell)))
  return {
    heads: views.map(({ day, kind, predecessor }) => ({ day, kind, predecessor })),
    rows: told,
    withoutGrades: told.some(({ cells }) => cells.some(saysNothing)),
  }
}

/** The outcome as published. An ungraded inspection gives no grade, and none is made of it. */
function outcomeOf(judgement: PublishedJudgement): string {
  if (judgement.kind === 'report card') return 'By area, above'
  if (judgement.kind !== 'ungraded') return judgementInWords(judgement.overall, judgement.inspected_on)
  return judgement.outcome ?? 'No outcome published'
}

const parts: readonly (readonly [string, (judgement: PublishedJudgement) => string | null])[] = [
  ['Quality of education', ({ quality_of_education }) => quality_of_education],
  ['Behaviour and attitudes', ({ behaviour_and_attitudes }) => behaviour_and_attitudes],
  ['Personal development', ({ personal_development }) => personal_development],
  ['Leadership and management', ({ leadership_and_management }) => leadership_and_management],
  ['Early years provision', ({ early_years }) => early_years],
  ['Sixth form provision', ({ sixth_form }) => sixth_form],
  ['Safeguarding is effective', ({ safeguarding }) => safeguarding],
]

function partsOf(judgement: PublishedJudgement): readonly (readonly [string, string])[] {
  return parts.flatMap(([name, of]) => {
    const published = of(judgement)
    return published === null ? [] : [[name, judgementInWords(published, judgement.inspected_on)] as const]
  })
}

/** Which scale an inspection was judged on: a grade means what it meant on its day. */
function scaleOf({ kind, inspected_on: on }: PublishedJudgement): string | undefined {
  if (kind === 'ungraded') return undefined
  if (kind === 'report card') return 'Report card, since November 2025: each area is graded, the school as a whole is not'
  if (kind === 'carried')
    return 'The file gives the grade carried, and the last day of the latest inspection, which may have confirmed the grade only'
  if (on === null) return undefined
  if (on >= '2024-09-01') return 'Since September 2024: the parts are graded, the school as a whole is not'
  if (on >= '2019-09-01') return 'On the framework of September 2019'
  if (on >= '2012-09-01') return 'On a framework before September 2019, which did not grade every part graded now'
  return 'On a framework before September 2012, when the third grade was satisfactory'
}
