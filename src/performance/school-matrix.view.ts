import { marksExplained, whyNone } from './school-absent.view.ts'
import { areaFigure, isAverageByDefinition, told, type SchoolFacts, type ToldYear } from './school-page.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { placeOf, spreadIn } from './school-trend.view.ts'
import { averageByDefinition, figureInWords } from './stands-out.view.ts'
import { leaversInWords } from './table-year.ts'

/** Several measures side by side: a row each, their newest years across, and what the newest is set beside. */
export interface MatrixView {
  readonly caption: string
  readonly years: readonly number[]
  readonly nation: string
  readonly authority: string
  readonly rows: readonly MatrixRow[]
  /** What the marks in the table stand for, and whose figures are not the school's own. */
  readonly notes: readonly string[]
}

interface MatrixRow {
  readonly name: string
  readonly cells: readonly string[]
  readonly authority: string
  readonly nation: string
  readonly place: string
}

/** As many years as stand across. */
const mostYears = 6

/** The measures in which a school or its only predecessor has a figure, or a mark that says why not. */
export function matrixView(facts: SchoolFacts, measures: readonly SchoolMeasure[], caption: string): MatrixView | undefined {
  const only = facts.before.length === 1 ? facts.before : []
  const rows = measures.map((measure) => ({
    measure,
    years: told(measure, facts.own, only).filter(({ figure }) => figure && figure.published !== ''),
  }))
  const shown = rows.filter(({ years }) => years.length > 0)
  if (shown.length === 0) return undefined
  const across = [...new Set(shown.flatMap(({ years }) => years.map(({ year }) => year)))].toSorted((a, b) => b - a).slice(0, mostYears)
  const inSight = shown.filter(({ years }) => years.some(({ year }) => across.includes(year)))
  const all = inSight.map(({ measure, years }) => rowOf(facts, measure, years, across))
  return {
    caption,
    years: across,
    nation: facts.nation.name,
    authority: facts.authority?.name ?? 'The authority',
    rows: all,
    notes: [
      ...leaversNotes(
        inSight.map(({ measure }) => measure),
        across,
      ),
      ...medianNote(all),
      ...notesOf(inSight.flatMap(({ years }) => years.filter(({ year }) => across.includes(year)))),
      ...lackingNotes(facts, inSight, across),
    ],
  }
}

/** Of which pupils each year is, where they are not those of the year itself. */
function leaversNotes(measures: readonly SchoolMeasure[], years: readonly number[]): readonly string[] {
  const of = measures.flatMap(({ table }) => years.flatMap((year) => leaversInWords(table, year) ?? []))
  return [...new Set(of)]
}

function rowOf(facts: SchoolFacts, measure: SchoolMeasure, years: readonly ToldYear[], across: readonly number[]): MatrixRow {
  const newest = years.find(({ of, figure, year }) => !of && figure && figure.value !== null && across.includes(year))
  const area = (among: 'nation' | 'authority') => {
    const value = newest && areaFigure(facts, facts[among], measure, newest.year)?.value
    const median = newest && spreadIn(facts, measure, newest.year, among)?.median
    if (value != null) return figureInWords(value, measure)
    if (among === 'nation' && newest?.figure && isAverageByDefinition(facts, measure, newest.figure)) return averageByDefinition
    return median === undefined ? '–' : `${figureInWords(median, measure)}†`
  }
  return {
    name: measure.name,
    cells: across.map((year) => inCell(years.find((one) => one.year === year), measure)), // prettier-ignore
    authority: area('authority'),
    nation: area('nation'),
    place: (newest && placeOf(facts, measure, newest.year, newest.figure)) ?? '–',
  }
}

/** `62%`, the publisher's mark, or `62%*` for a predecessor's. */
function inCell(one: ToldYear | undefined, measure: SchoolMeasure): string {
  if (!one?.figure) return '–'
  const { value, published } = one.figure
  return `${value === null ? published : figureInWords(value, measure)}${one.of ? '*' : ''}`
}

/** Why cells are empty, each reason once with its years. */
function lackingNotes(
  facts: SchoolFacts,
  rows: readonly { readonly measure: SchoolMeasure; readonly years: readonly ToldYear[] }[],
  across: readonly number[],
): readonly string[] {
  const reasons = new Map<string, Set<number>>()
  for (const { measure, years } of rows) {
    for (const year of across) {
      if (years.some((one) => one.year === year)) continue
      const empty = facts.own.get(measure.code)?.has(year)
      const why = empty ? 'the publisher leaves the cell empty.' : whyNone(facts, measure, year).replace(/([^.])$/, '$1.')
      reasons.set(why, (reasons.get(why) ?? new Set()).add(year))
    }
  }
  return [...reasons].map(([why, years]) => `– in ${[...years].toSorted((a, b) => a - b).join(', ')}: ${why}`)
}

function medianNote(rows: readonly MatrixRow[]): readonly string[] {
  if (!rows.some(({ authority, nation }) => authority.endsWith('†') || nation.endsWith('†'))) return []
  return ['† The median of the schools of that kind: the publisher gives no row of them, or only their total.']
}

function notesOf(years: readonly ToldYear[]): readonly string[] {
  const of = years.find((one) => one.of)?.of
  const theirs = of ? [`* of ${of.name} (URN ${of.urn}), which the school came from: that school’s own figure.`] : []
  return [...theirs, ...marksExplained(years.map(({ figure }) => figure))]
}
