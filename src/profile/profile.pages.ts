import type { AreaCode } from '../authorities/area.ts'
import { mapChart } from '../charts/map.ts'
import type { Reads } from '../db/connect.ts'
import type { Document } from '../documents/document.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import type { Day } from '../lib/day.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { authorityProfile } from '../measures/comparison.store.ts'
import { mapOf } from '../measures/measure.chart.ts'
import { measures } from '../measures/measure.store.ts'
import { outlines } from '../measures/outlines.store.ts'
import { isSameRegion } from '../measures/region.ts'
import { sourceNote } from '../measures/source-note.store.ts'
import { paths } from '../paths.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { describedDataSets } from '../statistics/known-data-set.import.ts'
import { lookedAfterChildren } from '../statistics/looked-after.store.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { go, made, missing, show, type Outcome, type Page } from '../web/page.ts'
import { financeFacts } from './finance.store.ts'
import { financeView } from './finance.view.ts'
import { lookedAfterTables } from './looked-after.view.ts'
import { mapView } from './map.view.ts'
import { shippedParts } from './part.import.ts'
import { headlineCodes, type Part } from './part.ts'
import { partView } from './part.view.ts'
import { pictured } from './pictured.view.ts'
import { mapFacts } from './profile-map.store.ts'
import { codesUnder, latestStandings, profiled } from './profile.store.ts'
import { profileView } from './profile.view.ts'
import { themeReportDocument } from './theme-report.document.ts'
import { shippedReports } from './theme-report.import.ts'
import { headlinesOf, reportFacts } from './theme-report.store.ts'
import { subjectNamed, subjectsOf, type Subject } from './theme-report.ts'
import { themeFiguresView, themesView, themeTriggers } from './theme.view.ts'

/** The authority's profile by part, a map of any measure, and the data reports to the framework's areas and themes. */
export const profilePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/profile',
    may: 'profile.see',
    async does({ reads, who, today }) {
      return keptPages(reads, `${who.authority} ${today}`, () => overview(reads, who.authority, today))
    },
  },
  {
    method: 'GET',
    path: '/profile/map',
    may: 'profile.see',
    async does({ reads, who, query, today }) {
      const code = query.measure ?? firstOnMap
      return keptPages(reads, `${who.authority} map ${today} ${code}`, () => map(reads, who.authority, code, today))
    },
  },
  {
    method: 'GET',
    path: '/profile/themes',
    may: 'profile.see',
    does() {
      const framework = workingFramework()
      const subjects = subjectsOf(framework, shippedReports(framework))
      return Promise.resolve(show('profile/themes.njk', themesView({ framework: framework.shortTitle, subjects })))
    },
  },
  {
    method: 'GET',
    path: '/profile/themes/:theme',
    may: 'profile.see',
    async does({ reads, who, params, today }) {
      const subject = subjectAsked(params.theme)
      if (!subject) return missing
      const triggers = themeTriggers(subject, await assessed(reads, await frameworkOf(reads, who.authority), who.authority, { today }))
      // What the authority recorded itself is in the key, so that a light is seen as soon as it is recorded.
      const key = JSON.stringify([who.authority, subject.key, triggers])
      return keptPages(reads, key, async () => {
        return show('profile/theme.njk', { ...(await themeFigures(reads, who.authority, subject)), ...triggers })
      })
    },
  },
  reportPage('pdf', 'application/pdf', asPdf),
  reportPage('html', 'text/html', asHtml),
  {
    method: 'GET',
    path: '/profile/:part',
    may: 'profile.see',
    async does({ reads, who, params, today }) {
      const part = shippedParts().parts.find(({ key }) => key === params.part)
      if (!part) return missing
      return keptPages(reads, `${who.authority} ${part.key} ${today}`, () => onePart(reads, who.authority, part, today))
    },
  },
]

// Everything on these pages is published, and drawn for one authority: it stays as it is until something is imported.
const keptPages = keptUntilImport<Outcome>(80)

/** The part that is about the virtual school's children. */
const lookedAfterPart = 'looked-after'

/** The part that is about what the authority spends. */
const financePart = 'finance'

/** What the map shows before anybody chooses. */
const firstOnMap = 'KS2RWM_Expected_STD'

async function overview(reads: Reads, authority: AreaCode, today: Day): Promise<Outcome> {
  const { parts, leftOut } = shippedParts()
  const whose = await profiled(
    reads,
    authority,
    shippedBreaks(),
    parts.flatMap(({ headlines }) => headlines),
  )
  const source = await sourceNote(reads)
  return show('profile/profile.njk', profileView({ whose, parts, leftOut, source, today }))
}

async function onePart(reads: Reads, authority: AreaCode, part: Part, today: Day): Promise<Outcome> {
  const known = shippedBreaks()
  const whose = await profiled(reads, authority, known, part.headlines)
  const first = new Set(headlineCodes([part]))
  const codes = (await codesUnder(reads, part.topics)).filter((code) => !first.has(code))
  const listed = codes.length === 0 ? [] : await measures(reads, known, { codes, years: false })
  const { profile } = await authorityProfile(reads, authority, known, codes)
  const rows = new Map(profile.map((row) => [row.measure, row]))
  const standings = await latestStandings(reads, authority, listed, profile)
  const others = listed.map((measure) => ({ measure, row: rows.get(measure.code), standing: standings.get(measure.code) }))
  const lookedAfter = part.key === lookedAfterPart ? lookedAfterTables(await lookedAfterChildren(reads, authority), whose) : undefined
  const finance =
    part.key === financePart ? await financeView(await financeFacts(reads, authority, describedDataSets()), whose.authorityName) : undefined
  const source = await sourceNote(reads)
  const { parts } = shippedParts()
  const drawn = await pictured(whose, 'page')
  return show('profile/part.njk', partView({ part, parts, whose, pictured: drawn, others, lookedAfter, finance, source, today }))
}

async function map(reads: Reads, authority: AreaCode, code: string, today: Day): Promise<Outcome> {
  const { parts } = shippedParts()
  const listed = await measures(reads, [], { codes: headlineCodes(parts), years: false })
  const titles = new Map(listed.map(({ code, title }) => [code, title]))
  const found = await mapFacts(reads, authority, shippedBreaks(), code, today)
  const source = await sourceNote(reads)
  const common = { authority, parts, titles, source }
  if (!found) {
    const none = { measure: undefined, year: undefined, chart: undefined, figures: [], regionName: undefined, neighbours: [] }
    return show('profile/map.njk', mapView({ ...common, ...none }), code === firstOnMap ? 200 : 404)
  }
  const { facts, regionOf } = found
  const regionName = facts.beside.region?.name
  const figures = facts.latest.map((one) => ({ ...one, region: regionOf.get(one.code) ?? '' }))
  const neighbours = facts.neighbours.map((one): string => one.code)
  const inRegion = figures
    .filter(({ region }) => regionName !== undefined && isSameRegion(region, regionName))
    .map((one): string => one.code)
  const drawn = mapOf(facts, await outlines(reads))
  const region = regionName === undefined ? undefined : { name: regionName, codes: inRegion }
  const chart = drawn && drawn.boundaries.length > 0 ? await mapChart({ ...drawn, region, neighbours }) : undefined
  const year = facts.years.findLast(({ latest }) => latest)?.year
  return show('profile/map.njk', mapView({ ...common, measure: facts.measure, year, chart, figures, regionName, neighbours }))
}

function subjectAsked(key: string | undefined): Subject | undefined {
  const framework = workingFramework()
  return subjectNamed(key ?? '', framework, shippedReports(framework))
}

async function themeFigures(reads: Reads, authority: AreaCode, subject: Subject) {
  const whose = await profiled(reads, authority, shippedBreaks(), headlinesOf(subject, shippedParts().parts))
  // The page of an area would hold some thirty measures: its themes' pages tell them whole.
  const drawn = subject.key === subject.area.key ? [] : await pictured(whose, 'page')
  return themeFiguresView(subject, whose, drawn, await sourceNote(reads))
}

function reportPage(ends: 'pdf' | 'html', type: string, render: (document: Document) => Promise<Uint8Array> | string): Page {
  return {
    method: 'GET',
    path: `/profile/themes/:theme/report.${ends}`,
    may: 'profile.see',
    async does({ reads, who, params, today }) {
      const subject = subjectAsked(params.theme)
      if (!subject) return go(paths.profileThemes())
      const framework = await frameworkOf(reads, who.authority)
      const asked = { authority: who.authority, subject, framework, parts: shippedParts().parts, breaks: shippedBreaks(), today }
      const facts = { ...(await reportFacts(reads, asked)), subject, framework: framework.shortTitle, source: await sourceNote(reads), made: today } // prettier-ignore
      return made(`data-report-${who.authority}-${subject.key}.${ends}`, type, async () =>
        render(themeReportDocument({ ...facts, pictured: await pictured(facts.whose, 'paper') })),
      )
    },
  }
}
