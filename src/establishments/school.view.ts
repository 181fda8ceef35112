import { withImages } from '../charts/image.ts'
import { count } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paging, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { gradesChart } from './grades.chart.ts'
import type { Facets } from './school-list.ts'
import {
  categoryInWords,
  inPhaseOrder,
  leavesOut,
  phaseInWords,
  standingOf,
  standings,
  writeSchoolFilter,
  type Choice,
  type School,
  type SchoolFilter,
  type Sorting,
  type StandingCount,
} from './school.ts'

export const schoolsOnAPage = 50

interface SchoolsFacts extends Facets {
  readonly authority: string
  readonly file: { readonly as_at: Day; readonly file_name: string } | undefined
  readonly filter: SchoolFilter
  readonly page: number
  /** What the filter found, on all pages, in its order. */
  readonly found: readonly School[]
}

/** The schools of an authority: their grades as a picture, a filter, and a page of the list. */
export function schoolsView(facts: SchoolsFacts) {
  const { authority, file, filter, page, found } = facts
  const all = facts.standings.reduce((sum, { schools }) => sum + schools, 0)
  const title = `Schools of ${authority}`
  if (!file || all === 0) return { title, authority, all, held: file ? inWords(file.as_at) : undefined }
  const start = (page - 1) * schoolsOnAPage
  const chart = gradesChart(authority, facts.standings)
  return {
    title,
    authority,
    all,
    chart: withImages(chart),
    graded: facts.standings
      .filter(({ overall }) => overall !== null && overall !== 'Not judged')
      .reduce((sum, { schools }) => sum + schools, 0),
    inCategory: facts.inCategory,
    categoryHref: address({ ...filter, grade: 'category' }),
    filter,
    choices: choices(facts),
    found: foundInWords(found.length, all, start, filter),
    filtered: leavesOut(filter),
    everything: paths.schools(),
    csv: withQuery(paths.schoolsCsv(), writeSchoolFilter(filter)),
    columns: columns.map(([sort, text]) => columnHead(sort, text, filter)),
    schools: found.slice(start, start + schoolsOnAPage).map(schoolRow),
    pages: paging(page, Math.ceil(found.length / schoolsOnAPage), (other) => address(filter, other)),
    source: `Source: Ofsted, state-funded schools: inspections and outcomes, as at ${inWords(file.as_at)} (${file.file_name}).`,
  }
}

/** Everything of a list of schools as rows of text, for a spreadsheet. Grades stay as published. */
export const csvHead = ['urn', 'dfe_number', 'name', 'phase', 'type', 'trust', 'pupils', 'overall_effectiveness', 'category_of_concern', 'inspected_on', 'urn_inspected', 'as_at'] // prettier-ignore

export function csvRows(schools: readonly School[], asAt: Day) {
  return schools.map((s) => [s.urn, s.dfe_number, s.name, s.phase, s.type, s.trust, s.pupils, s.overall, s.category, s.inspected_on, s.urn_then, asAt]) // prettier-ignore
}

const columns: readonly (readonly [Sorting, string])[] = [
  ['name', 'School'],
  ['phase', 'Phase'],
  ['grade', 'Overall grade'],
  ['inspected', 'Graded inspection'],
  ['pupils', 'Pupils'],
  ['type', 'Type'],
  ['trust', 'Trust'],
]

/** A column's heading is a link that sorts by it, or turns the order round. */
function columnHead(sort: Sorting, text: string, filter: SchoolFilter) {
  const current = filter.sort === sort
  const descending = current && !filter.descending
  return {
    text,
    numeric: sort === 'pupils',
    sorted: current ? (filter.descending ? 'descending' : 'ascending') : undefined,
    href: `${address({ ...filter, sort, descending })}#results`,
  }
}

function schoolRow(school: School) {
  return {
    href: paths.school(school.urn),
    name: school.name,
    urn: school.urn,
    phase: school.phase,
    type: school.type,
    trust: school.trust ?? '–',
    pupils: school.pupils === null ? '–' : count(school.pupils),
    grade: standingOf(school.overall).text,
    category: categoryInWords(school.category),
    inspected: school.inspected_on ? inWords(school.inspected_on) : '–',
    predecessors: school.urn_then !== null && school.urn_then !== school.urn,
  }
}

function choices({ standings: counts, types, trusts, inCategory, filter }: SchoolsFacts) {
  const phases = [...new Set(counts.map(({ phase }) => phase))].sort(inPhaseOrder)
  const counted = (of: (count: StandingCount) => boolean) => counts.filter(of).reduce((sum, { schools }) => sum + schools, 0)
  const grades = standings.map((standing) => ({
    value: standing.key,
    text: standing.text,
    schools: counted(({ overall }) => standingOf(overall) === standing),
  }))
  const inNone = counted(() => true) - trusts.reduce((sum, { schools }) => sum + schools, 0)
  return {
    phases: options(
      phases.map((phase) => ({ value: phase, text: phaseInWords(phase), schools: counted((count) => count.phase === phase) })),
    ),
    types: options(types),
    grades: options([...grades, { value: 'category', text: 'In a category of concern', schools: inCategory }], filter.grade),
    trusts: options([{ value: 'none', text: 'In no trust', schools: inNone }, ...trusts], filter.trust),
  }
}

/** Choices that would find a school, and the one that was made. */
function options(from: readonly Choice[], chosen = '') {
  return from
    .filter(({ value, schools }) => schools > 0 || value === chosen)
    .map(({ value, text, schools }) => ({ value, text: `${text} (${schools})` }))
}

/** `34 of 120 schools`, and which of them are on this page when they do not all fit. */
function foundInWords(count: number, all: number, start: number, filter: SchoolFilter): string {
  const found = leavesOut(filter) ? `${count} of ${all} schools` : `${all} schools`
  return count <= schoolsOnAPage ? found : `${found}, ${start + 1} to ${Math.min(start + schoolsOnAPage, count)} shown`
}

function address(filter: SchoolFilter, page = 1): string {
  return withQuery(paths.schools(), { ...writeSchoolFilter(filter), page: page === 1 ? undefined : page })
}
