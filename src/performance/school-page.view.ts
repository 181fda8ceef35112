import type { Urn } from '../establishments/urn.ts'
import { count, counted } from '../lib/count.ts'
import { paths } from '../paths.ts'
import { absentTables, tableName } from './school-absent.view.ts'
import { matrixView } from './school-matrix.view.ts'
import { lookedAt, newestOf, type SchoolFacts } from './school-page.ts'
import { measureGroups, type MeasureGroup } from './school-measure.ts'
import { isTooFew, mostSaid, standsOut } from './stands-out.ts'
import { standoutInWords } from './stands-out.view.ts'

/** The pages of one school, and which of them this is. */
export function schoolPlaces(urn: Urn, current: 'summary' | 'results' | 'pupils' | 'spending' | 'like it' | 'published', year?: number) {
  const places = [
    { key: 'summary', text: 'Summary', href: paths.school(urn) },
    { key: 'results', text: 'Results', href: paths.schoolResults(urn) },
    { key: 'pupils', text: 'Pupils, absence and destinations', href: paths.schoolPupils(urn) },
    { key: 'spending', text: 'Income and spending', href: paths.schoolSpending(urn) },
    { key: 'like it', text: 'Schools like it', href: paths.schoolsLike(urn) },
    ...(year === undefined ? [] : [{ key: 'published', text: 'Every figure', href: paths.schoolPublished(urn, year) }]),
  ]
  return places.map((place) => ({ ...place, current: place.key === current }))
}

/** The newest year of which any file names the school. */
export function newestYearOf({ own }: Pick<SchoolFacts, 'own'>): number | undefined {
  const years = [...own.values()].flatMap((figures) => [...figures.keys()])
  return years.length === 0 ? undefined : Math.max(...years)
}

/** What a school's figures say at a glance: what stands out, its headline results, and its pupils. */
export function glanceView(facts: SchoolFacts) {
  const year = newestYearOf(facts)
  return {
    places: schoolPlaces(facts.urn, 'summary', year),
    standsOut: standsOutView(facts),
    tables: [
      glanceTable(facts, ['key stage 2', 'key stage 4'], 'Headline results'),
      glanceTable(facts, ['pupils', 'absence'], 'Pupils at a glance'),
      glanceTable(facts, ['destinations'], 'Destinations'),
      glanceTable(facts, ['spending'], 'Income and spending for each pupil'),
    ].filter((table) => table !== undefined),
    absent: absentTables(facts),
    source: sourceOf(facts),
  }
}

export type GlanceView = ReturnType<typeof glanceView>

function glanceTable(facts: SchoolFacts, groups: readonly MeasureGroup[], caption: string) {
  return matrixView(facts, facts.measures.filter(({ headline, group }) => headline && groups.includes(group)), caption) // prettier-ignore
}

/** The sentences, or the one that says why there are none. */
export function standsOutView(facts: SchoolFacts) {
  const looked = lookedAt(facts)
  const found = standsOut(looked).map((standout) => ({
    ...standoutInWords(standout, { nation: facts.nation.name, kind: facts.kinds.get(standout.measure.table) ?? 'other' }),
    measure: standout.measure.code,
    year: standout.year,
    side: standout.side,
    well: standout.well,
    yearsRunning: standout.running,
    value: standout.value,
    england: standout.england,
    pupils: standout.cohort,
  }))
  const tables = [...new Set(looked.map(({ measure }) => measure.table))]
  const years = [...new Set(tables.flatMap((table) => newestOf(facts, table) ?? []))].toSorted((a, b) => a - b)
  return { found, nothing: found.length > 0 ? undefined : nothingInWords(facts, looked, years), most: found.length === mostSaid }
}

function nothingInWords(facts: SchoolFacts, looked: ReturnType<typeof lookedAt>, years: readonly number[]): string {
  const current = looked.filter(({ newest, years: of }) => of.some(({ year, value }) => year === newest && value !== null))
  if (current.length === 0) return 'The newest files held give no figure of the school from which anything could stand out.'
  if (isTooFew(current)) return 'Its newest results are of 10 pupils or fewer: too few pupils to tell.'
  const given = years.length === 1 ? `in ${years[0]}` : `in the newest year of each table (${years.join(', ')})`
  return `Nothing stands out: ${given} no headline figure is well above or well below ${facts.nation.name}, the number of pupils taken into account.`
}

/** Which files the figures came from, newest first, with how settled each is. */
export function sourceOf(facts: SchoolFacts): string {
  const asked = facts.measures.map(({ table }) => tableName(table).toLowerCase())
  const figures = [facts.own, ...facts.before.map((one) => one.figures)].flatMap((all) => [...all.values()].flatMap((years) => [...years.values()])) // prettier-ignore
  const runs = new Map(figures.map(({ run, year, stage }) => [run, { year, stage }] as const))
  const files = [...runs].toSorted(([, a], [, b]) => b.year - a.year)
  if (files.length === 0) return `No file that is held of these performance tables names the school: ${[...new Set(asked)].join(', ')}.`
  const named = files.map(([run, { year, stage }]) => `${facts.files.get(run) ?? 'a file'} (${year}, ${stage})`)
  return `Source: Department for Education, performance tables: ${named.join('; ')}. ${yearsInWords(facts)}`
}

/** What a year is, in each of the tables that figures are from. */
function yearsInWords({ measures, own, before }: SchoolFacts): string {
  const all = [own, ...before.map((one) => one.figures)]
  const tables = new Set(measures.flatMap(({ code, table }) => (all.some((figures) => figures.has(code)) ? [table] : [])))
  const others = [...tables].some((table) => table !== 'ks4-destinations' && table !== 'spending')
  return [
    ...(others ? ['A year is the academic year that ends in it.'] : []),
    ...(tables.has('ks4-destinations') ? ['Of destinations it is the year of the table: its pupils finished key stage 4 in the summer two years before.'] : []), // prettier-ignore
    ...(tables.has('spending') ? ['Of income and spending it is the financial year that ends in it.'] : []),
  ].join(' ')
}

/** What the lines and columns of comparison mean, for the foot of a page. */
export function comparedInWords(facts: SchoolFacts): readonly string[] {
  const { likeIt, nation, authority } = facts
  const words = [
    `${nation.name} and ${authority?.name ?? 'the authority'}: the publisher’s own rows, of state-funded schools, or of schools of its phase.`,
    'Neighbours’ schools: the median of the schools of its kind in the ten statistical neighbours of its authority, each school once.',
  ]
  if (!likeIt) return words
  const on = { ks2: 'results at key stage 2', ks4: 'results at key stage 4', census: 'pupils' }[likeIt.table]
  return [...words, `Schools most like it: the median of the ${counted(likeIt.nearest.length, 'school')} nearest to it among ${count(likeIt.among)} in the table of ${on} of ${likeIt.year}, as they are now.`] // prettier-ignore
}

export const groupName = (group: MeasureGroup): string => measureGroups.find(({ key }) => key === group)?.name ?? group
