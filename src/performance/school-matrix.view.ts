import { marksExplained, whyNone } from './school-absent.view.ts'
import { areaFigure, isAverageByDefinition, told, type SchoolFacts, type ToldYear } from './school-page.ts'
import type { Stage } from './performance-row.ts'
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
      ...basisNotes(inSight, across),
      ...stageNotes(inSight.flatMap(({ years }) => years.filter(({ year }) => across.includes(year)))),
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
  const since = newest && newest.year !== across[0] ? ` (${newest.year})` : ''
  const area = (among: 'nation' | 'authority') => {
    const said = besideIn(among)
    return said === '–' ? said : `${said}${since}`
  }
  const besideIn = (among: 'nation' | 'authority') => {
    const value = newest && areaFigure(facts, facts[among], measure, newest.year)?.value
    const median = newest && spreadIn(facts, measure, newest.year, among)?.median
    if (value != null) return figureInWords(value, measure)
    if (among === 'nation' && newest?.figure && isAverageByDefinition(facts, measure, newest.figure)) return averageByDefinition
    return median === undefined ? '–' : `${figureInWords(median, measure)}†`
  }
  const place = newest && placeOf(facts, measure, newest.year, newest.figure)
  const basis = basisIn(measure, years, across)
  return {
    name: measure.name,
    cells: across.map((year) => inCell(years.find((one) => one.year === year), measure, year < (basis?.from ?? 0))), // prettier-ignore
    authority: area('authority'),
    nation: area('nation'),
    place: place === undefined ? '–' : `${place}${since}`,
  }
}

/** The last new basis between the years of a row that stand across: what is before it is not to be compared with what follows. */
function basisIn({ breaks }: SchoolMeasure, years: readonly ToldYear[], across: readonly number[]) {
  const shown = years.filter(({ year }) => across.includes(year)).map(({ year }) => year)
  return breaks
    .flatMap((found) => (found.kind === 'new basis' ? [found] : []))
    .filter(({ from }) => shown.some((year) => year < from) && shown.some((year) => year >= from))
    .toSorted((a, b) => b.from - a.from)[0]
}

const stageMarks: Readonly<Record<Stage, string>> = { provisional: ' (p)', revised: ' (r)', final: '' }

/** `62%`, the publisher's mark, `62%*` for a predecessor's, `62%‡` on an earlier basis, `62% (p)` while it is provisional. */
function inCell(one: ToldYear | undefined, measure: SchoolMeasure, onEarlierBasis: boolean): string {
  if (!one?.figure) return '–'
  const { value, published, stage } = one.figure
  const basis = onEarlierBasis && value !== null ? '‡' : ''
  return `${value === null ? published : figureInWords(value, measure)}${one.of ? '*' : ''}${basis}${stageMarks[stage]}`
}

/** What is on an earlier basis, and why. */
function basisNotes(rows: readonly RowTold[], across: readonly number[]): readonly string[] {
  const all = rows.flatMap(({ measure, years }) => basisIn(measure, years, across) ?? [])
  const reasons = new Map(all.map(({ from, because }) => [`${from}: ${because}`.replace(/([^.])$/, '$1.'), from]))
  return [...reasons].map(([why]) => `‡ On an earlier basis, not to be compared with later years. New basis from ${why}`)
}

function stageNotes(years: readonly ToldYear[]): readonly string[] {
  const found = new Set(years.flatMap(({ figure }) => figure?.stage ?? []))
  return [
    ...(found.has('provisional') ? ['(p) Provisional: the publisher may change it.'] : []),
    ...(found.has('revised') ? ['(r) Revised: not the final figure yet.'] : []),
  ]
}

interface RowTold {
  readonly measure: SchoolMeasure
  readonly years: readonly ToldYear[]
}

/** Why cells are empty, each reason once with its years. */
function lackingNotes(facts: SchoolFacts, rows: readonly RowTold[], across: readonly number[]): readonly string[] {
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
  if (!rows.some(({ authority, nation }) => authority.includes('†') || nation.includes('†'))) return []
  return ['† The median of the schools of that kind: the publisher gives no row of them, or only their total.']
}

function notesOf(years: readonly ToldYear[]): readonly string[] {
  const of = years.find((one) => one.of)?.of
  const theirs = of ? [`* of ${of.name} (URN ${of.urn}), which the school came from: that school’s own figure.`] : []
  return [...theirs, ...marksExplained(years.map(({ figure }) => figure))]
}
