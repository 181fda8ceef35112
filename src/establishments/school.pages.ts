import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import { reorganisationOf } from '../authorities/reorganisation.store.ts'
import { reorganisedView } from '../authorities/reorganisation.view.ts'
import { complaints } from '../complaints/complaint.store.ts'
import { correspondence } from '../correspondence/correspondence.store.ts'
import type { Reads } from '../db/connect.ts'
import { reportCardsOf } from '../judgements/report-card.store.ts'
import { foreseenOf } from '../forecasts/foreseen.import.ts'
import { foreseenView } from '../forecasts/foreseen.view.ts'
import { csvOf } from '../lib/csv-text.ts'
import type { Day } from '../lib/day.ts'
import { parsePage, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { file, go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { schoolKnown } from '../performance/school-about.store.ts'
import { shippedSchoolMeasures } from '../performance/school-measure.import.ts'
import { measuresAtAGlance } from '../performance/school-page.ts'
import { schoolFacts } from '../performance/school-page.store.ts'
import { keptBeside, sharedFacts, type SharedFacts } from '../performance/shared-facts.store.ts'
import { glanceView } from '../performance/school-page.view.ts'
import { establishmentView, registerFacts } from './establishment.view.ts'
import { groupsOf } from './group.store.ts'
import { groupSource, withGroups } from './group.view.ts'
import { lineageView } from './lineage.view.ts'
import { asked, facetsOf } from './school-list.ts'
import { registersView } from './registers.view.ts'
import { schoolView } from './school-history.view.ts'
import { readSchoolFilter } from './school.form.ts'
import { latestSchools } from './school.store.ts'
import { csvHead, csvRows, schoolsOnAPage, schoolsView } from './school.view.ts'
import { writeSchoolFilter, type SchoolFilter } from './school.ts'
import { parseUrn, type Urn } from './urn.ts'

/** The schools of our authority, the same as a file, and one school of any authority. */
export const schoolPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/schools',
    may: 'schools.see',
    async does({ reads, who, query }) {
      const filter = readSchoolFilter(query)
      const page = parsePage(query.page)
      return keptLists(reads, JSON.stringify([who.authority, filter, page]), () => listOf(reads, who.authority, filter, page))
    },
  },
  {
    method: 'GET',
    path: '/schools.csv',
    may: 'schools.see',
    async does({ reads, who, query }) {
      const latest = await latestSchools(reads, who.authority)
      if (!latest) return missing

      const { file: of, schools } = latest
      const rows = csvRows(asked(schools, readSchoolFilter(query)), of.as_at)
      return file(`schools-${who.authority}-${of.as_at}.csv`, 'text/csv', csvOf(csvHead, rows))
    },
  },
  {
    method: 'GET',
    path: '/schools/:urn',
    may: 'schools.see',
    async does({ reads, who, params, today }) {
      const urn = parseUrn(params.urn ?? '')
      if (!urn) return missing

      const shared = await sharedFacts(reads)
      const published = await keptSchools(shared, `${who.authority} ${urn} ${today}`, () =>
        oneSchool(reads, shared, { authority: who.authority, urn, today }),
      )
      // Officers' own registers are never kept with what is published.
      const registers = await registersAbout(reads, { who, urn, today })
      const foreseen = await foreseenBy(reads, who, urn)
      const makes = mayDo(who.role, 'actions.change')
      return published.kind === 'show' && (registers || foreseen || makes)
        ? { ...published, model: { ...published.model, registers, foreseen, makes } }
        : published
    },
  },
]

// Everything on these pages is published, and the same for everybody of an authority until something is imported.
const keptLists = keptUntilImport<Outcome>(60)
const keptSchools = keptBeside<Outcome>(400)
const keptReorganised = keptBeside<ReturnType<typeof reorganisedView> | undefined>(400)

/** What is foretold of a school of ours, for officers: it is never published, and never kept with what is. */
async function foreseenBy(reads: Reads, who: Person, urn: Urn) {
  const found = mayDo(who.role, 'schools.foresee') ? await foreseenOf(reads, who.authority, urn) : undefined
  return found && foreseenView(found.forecast, found.terms)
}

/** What the registers have about a school, for those who may see both; undefined where they have nothing. */
async function registersAbout(reads: Reads, { who, urn, today }: { readonly who: Person; readonly urn: Urn; readonly today: Day }) {
  if (!mayDo(who.role, 'complaints.see') || !mayDo(who.role, 'correspondence.see')) return undefined
  const about = await complaints(reads, who.authority, urn)
  const letters = await correspondence(reads, who.authority, urn)
  return about.length + letters.length === 0 ? undefined : registersView(urn, about, letters, today)
}

async function listOf(reads: Reads, authority: AreaCode, filter: SchoolFilter, page: number): Promise<Outcome> {
  const named = await authorityNamed(reads, authority)
  const latest = await latestSchools(reads, authority)
  const found = asked(latest?.schools ?? [], filter)
  const last = Math.max(1, Math.ceil(found.length / schoolsOnAPage))
  if (page > last) return go(withQuery(paths.schools(), { ...writeSchoolFilter(filter), page: last === 1 ? undefined : last }))

  const called = named?.name ?? `authority ${authority}`
  const facts = { authority: called, file: latest?.file, filter, page, found, ...facetsOf(latest?.schools ?? []) }
  return show('establishments/schools.njk', schoolsView(facts))
}

interface OneAsked {
  readonly authority: AreaCode
  readonly urn: Urn
  readonly today: Day
}

async function reorganisedOn(reads: Reads, authority: AreaCode, today: Day) {
  const named = await authorityNamed(reads, authority)
  return named && reorganisedView(await reorganisationOf(reads, authority, named.name), today)
}

async function oneSchool(reads: Reads, shared: SharedFacts, { authority, urn, today }: OneAsked): Promise<Outcome> {
  const known = await schoolKnown(reads, urn, shared)
  if (!known) return show('establishments/school-not-held.njk', { title: `No school with URN ${urn} is held` }, 404)

  const { identity, time } = known
  const entry = time.register.get(urn)
  const measures = measuresAtAGlance(shippedSchoolMeasures())
  const figures = glanceView(await schoolFacts(reads, { ...known, measures, depth: 'glance' }, shared))
  const of = known.authority
  const reorganised = of && (await keptReorganised(shared, `${of} ${today}`, () => reorganisedOn(reads, of, today)))
  const groups = await groupsOf(reads, urn)
  const common = {
    makeAction: paths.newAction({ arose: 'school', key: String(urn), says: known.name }),
    figures,
    reorganised,
    lineage: lineageView(time),
    register: entry && registerFacts(entry),
    groupSource: groupSource(groups),
  }
  if (identity) {
    const view = schoolView(identity, time.judgements, await reportCardsOf(reads, urn), identity.authority === authority)
    return show('establishments/school.njk', { ...view, facts: withGroups(view.facts, groups), ...common })
  }
  const view = establishmentView({ ...time, name: known.name, entry, cut: time.reduced.get(urn) })
  return show('establishments/establishment.njk', { ...view, facts: withGroups(view.facts, groups), ...common })
}
