import { countryOf, kindOfArea, parseAreaCode, type Country } from '../authorities/area.ts'
import type { PublishedArea } from '../authorities/published-area.ts'
import type { Overall, SchoolRecord } from '../establishments/school-record.ts'
import { parseUrn, type Urn } from '../establishments/urn.ts'
import { endOfMonth, type Day } from '../lib/day.ts'
import { overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'
import type { JudgementKind, PublishedJudgement } from './judgement.ts'
import { ofstedCells, type OfstedCells } from './ofsted-cells.ts'
import { schoolColumns, type InspectionColumns, type OfstedLayout } from './ofsted-state-funded.ts'
import type { PublishedCardArea } from './report-card.ts'

/** A row of Ofsted's file: a school, and the outcomes that count for it. */
export interface OfstedRow {
  readonly school: SchoolRecord
  readonly judgements: readonly PublishedJudgement[]
  readonly areas: readonly PublishedCardArea[]
  /** What the row calls its authority and region. */
  readonly authorityName: string | null
  readonly region: string | null
}

// Each year's files name their own year, and some have no such column.
const warningNotices = /^Number of warning notices issued in (\d{4}\/\d{2}) academic year$/

/** Reads rows of Ofsted's file, one after the other: a URN counts once, and the first row says which country it is. */
export function ofstedReader(headings: readonly string[], layout: OfstedLayout) {
  const at = placesOf(headings, schoolColumns)
  const inspections = layout.inspections.map((columns) => ({ kind: columns.kind, at: inspectionPlaces(headings, columns) }))
  const cardAreas = layout.areas.map(([area, grade, on]) => ({ area, gradeAt: headings.indexOf(grade), onAt: headings.indexOf(on) }))
  const overallAt = headings.indexOf(layout.overall)
  const categoryAt = headings.indexOf(layout.category)
  const monitoringAt = headings.indexOf('Number of monitoring and urgent inspections since last graded inspection')
  const noticesAt = headings.findIndex((heading) => warningNotices.test(heading))
  const noticesIn = warningNotices.exec(headings[noticesAt] ?? '')?.[1] ?? null
  const leastCells = Math.max(...Object.values(at), ...layout.asFarAs.map((heading) => headings.indexOf(heading))) + 1
  const lines = new Map<Urn, number>()
  let country: Country | undefined

  function read(row: Row): Usable<OfstedRow> {
    if (row.cells.length < leastCells) return { because: `The row stops after ${row.cells.length} of ${headings.length} cells` }
    if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const cells = ofstedCells(row, headings)
    const urn = parseUrn(cells.grade(at.urn) ?? '')
    if (!urn) return { because: `${schoolColumns.urn} "${cells.text(at.urn) ?? ''}" is not six digits` }
    if (lines.has(urn)) return { because: `${schoolColumns.urn} ${urn} stands on line ${lines.get(urn)} already` }
    const school = schoolIn(row, cells, urn)
    if (typeof school === 'string') return { because: school }
    const judgements = inspections.flatMap(({ kind, at }) => judgementIn(row, cells, urn, kind, at))
    const areas = areasOfCard(row, cells, judgements)
    const fault = cells.fault()
    if (fault) return { because: fault }
    country ??= countryOf(school.authority)
    lines.set(urn, row.line)
    const overall = hasNewerCard(judgements) ? 'Not judged' : school.overall
    const named = { authorityName: cells.text(at.authority), region: cells.text(at.region) }
    return { used: { school: { ...school, overall }, judgements: once(judgements), areas, ...named } }
  }

  function areasOfCard(row: Row, cells: OfstedCells, judgements: readonly PublishedJudgement[]): readonly PublishedCardArea[] {
    const card = judgements.find(({ kind }) => kind === 'report card')
    if (card === undefined) return []
    const { urn, inspection_number } = card
    return cardAreas.map(({ area, gradeAt, onAt }) => {
      return { urn, inspection_number, area, grade: cells.text(gradeAt), judged_on: cells.day(onAt), line: row.line }
    })
  }

  function schoolIn(row: Row, cells: OfstedCells, urn: Urn): SchoolRecord | string {
    const dfeNumber = cells.grade(at.dfeNumber) ?? ''
    const authority = parseAreaCode(dfeNumber.slice(0, 3))
    if (!/^\d{7}$/.test(dfeNumber) || !authority || kindOfArea(authority) !== 'authority')
      return `${schoolColumns.dfeNumber} "${dfeNumber}" is not the seven digits of a school of an authority`
    if (country !== undefined && countryOf(authority) !== country)
      return `${schoolColumns.dfeNumber} ${dfeNumber} is of another country than the rows before it`
    const [name, phase, type] = [cells.text(at.name), cells.text(at.phase), cells.text(at.type)]
    if (name === null || phase === null || type === null) return 'The name, the phase or the type of the school is empty'
    const overall = cells.grade(overallAt)
    if (overall !== null && !isOverall(overall)) return `${headings[overallAt]} "${overall}" is not 1, 2, 3, 4 or Not judged`
    return {
      urn,
      dfe_number: dfeNumber,
      authority,
      name,
      phase,
      type,
      opened_on: cells.day(at.openedOn),
      religious_character: cells.text(at.religiousCharacter),
      admissions: cells.text(at.admissions),
      sixth_form: cells.text(at.sixthForm),
      trust_uid: cells.grade(at.trustUid),
      trust: cells.text(at.trust),
      sponsor: cells.text(at.sponsor),
      postcode: cells.text(at.postcode),
      constituency: cells.text(at.constituency),
      deprivation_quintile: cells.whole(at.deprivation),
      pupils: cells.whole(at.pupils),
      lowest_age: cells.whole(at.lowestAge),
      highest_age: cells.whole(at.highestAge),
      overall,
      category: cells.text(categoryAt),
      monitoring_inspections: cells.whole(monitoringAt),
      warning_notices: cells.whole(noticesAt),
      warning_notices_in: cells.text(noticesAt) === null ? null : noticesIn,
      line: row.line,
    }
  }

  return { read, country: () => country }
}

/**
 * The day a file of Ofsted's is of, which none of its cells says: the end of the month of the newest inspection start or
 * school opening in it. Publication dates run later than the file's day, and are not asked.
 */
export function asAtOf(rows: readonly OfstedRow[]): Day | undefined {
  let newest: Day | undefined
  for (const { school, judgements } of rows) {
    for (const day of [school.opened_on, ...judgements.map(({ inspected_on }) => inspected_on)]) {
      if (day !== null && (newest === undefined || day > newest)) newest = day
    }
  }
  return newest && endOfMonth(newest)
}

/** The authorities that a file names, each by the name most of its rows have, and of equal ones the first by alphabet. */
export function areasIn(rows: readonly OfstedRow[]): readonly PublishedArea[] {
  const counts = new Map<string, Map<string, { area: PublishedArea; rows: number }>>()
  for (const { school, authorityName, region } of rows) {
    if (authorityName === null) continue
    const names = counts.get(school.authority) ?? new Map<string, { area: PublishedArea; rows: number }>()
    const key = `${authorityName}\n${region ?? ''}`
    const counted = names.get(key)
    const area = counted?.area ?? { code: school.authority, name: authorityName, region, gss: null, line: school.line }
    names.set(key, { area, rows: (counted?.rows ?? 0) + 1 })
    counts.set(school.authority, names)
  }
  return [...counts.values()].flatMap((names) => {
    const [most] = [...names.entries()].sort(([a, one], [b, other]) => other.rows - one.rows || (a < b ? -1 : 1))
    return most ? [most[1].area] : []
  })
}

type InspectionPlaces = Readonly<Record<keyof Omit<InspectionColumns, 'kind'>, number>>

function inspectionPlaces(headings: readonly string[], columns: InspectionColumns): InspectionPlaces {
  const place = (heading: string | undefined) => (heading === undefined ? -1 : headings.indexOf(heading))
  return {
    number: place(columns.number),
    type: place(columns.type),
    inspectedOn: place(columns.inspectedOn),
    publishedOn: place(columns.publishedOn),
    urnThen: place(columns.urnThen),
    nameThen: place(columns.nameThen),
    typeThen: place(columns.typeThen),
    overall: place(columns.overall),
    category: place(columns.category),
    outcome: place(columns.outcome),
    quality: place(columns.quality),
    behaviour: place(columns.behaviour),
    development: place(columns.development),
    leadership: place(columns.leadership),
    safeguarding: place(columns.safeguarding),
    earlyYears: place(columns.earlyYears),
    sixthForm: place(columns.sixthForm),
  }
}

function judgementIn(row: Row, cells: OfstedCells, urn: Urn, kind: JudgementKind, at: InspectionPlaces): readonly PublishedJudgement[] {
  const number = cells.grade(at.number)
  if (number === null) return []
  return [
    {
      urn,
      inspection_number: number,
      kind,
      inspection_type: cells.text(at.type),
      inspected_on: cells.day(at.inspectedOn),
      published_on: cells.day(at.publishedOn),
      urn_then: parseUrn(cells.grade(at.urnThen) ?? '') ?? null,
      name_then: cells.text(at.nameThen),
      type_then: cells.text(at.typeThen),
      overall: cells.grade(at.overall),
      category: cells.text(at.category),
      outcome: cells.text(at.outcome),
      quality_of_education: cells.grade(at.quality),
      behaviour_and_attitudes: cells.grade(at.behaviour),
      personal_development: cells.grade(at.development),
      leadership_and_management: cells.grade(at.leadership),
      safeguarding: cells.grade(at.safeguarding),
      early_years: cells.grade(at.earlyYears),
      sixth_form: cells.grade(at.sixthForm),
      line: row.line,
    },
  ]
}

/** Whether the school has a report card and no graded inspection since. It then has no overall grade: the card gives none. */
function hasNewerCard(judgements: readonly PublishedJudgement[]): boolean {
  const dayOf = (of: JudgementKind) => judgements.find(({ kind }) => kind === of)?.inspected_on ?? ''
  return judgements.some(({ kind }) => kind === 'report card') && dayOf('report card') >= dayOf('graded')
}

/** An inspection that stands as both the latest and the previous one is one inspection. */
function once(judgements: readonly PublishedJudgement[]): readonly PublishedJudgement[] {
  return judgements.filter(
    ({ kind, inspection_number }, i) =>
      judgements.findIndex((other) => other.kind === kind && other.inspection_number === inspection_number) === i,
  )
}

function isOverall(text: string): text is Overall {
  return /^([1-4]|Not judged)$/.test(text)
}
