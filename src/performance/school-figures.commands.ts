import { inColumns } from '../cli/columns.ts'
import type { MatrixView } from './school-matrix.view.ts'
import { areaFigure, type Figure, type Figures, type SchoolFacts } from './school-page.ts'
import { standsOutView, type GlanceView } from './school-page.view.ts'

/** What stands out of a school, as lines for a terminal. */
export function standoutLines({ standsOut: { found, nothing } }: GlanceView): readonly string[] {
  const said = found.length > 0 ? found.map(({ lead, says }) => `${lead} ${says}`) : [nothing ?? '']
  return ['', 'What stands out', ...said.map((line) => `  ${line}`)]
}

/** Its headline figures, and the tables in which it is not. */
export function figureLines({ tables, absent, source }: GlanceView): readonly string[] {
  const lacking = absent.length > 0 ? ['', 'Tables in which it is not', ...absent.map((line) => `  ${line}`)] : []
  return [...tables.flatMap(tableLines), ...lacking, '', source]
}

function tableLines({ caption, years, authority, nation, rows, notes }: MatrixView): readonly string[] {
  const head = ['Measure', ...years.map(String), authority, nation, 'Among its schools']
  const lines = inColumns(head, rows.map(({ name, cells, authority: theirs, nation: all, place }) => [name, ...cells, theirs, all, place])) // prettier-ignore
  return ['', caption, ...lines.map((line) => `  ${line}`), ...notes.map((note) => `  ${note}`)]
}

/** The same for a program: every headline figure of every year with what stands beside it. Withheld figures keep their mark. */
export function figuresAsJson(facts: SchoolFacts) {
  const { found, nothing } = standsOutView(facts)
  return {
    standsOut: found,
    nothingStandsOut: nothing ?? null,
    results: [...resultsOf(facts, facts.own, undefined), ...facts.before.flatMap((one) => resultsOf(facts, one.figures, one.urn))],
    likeIt: facts.likeIt
      ? { table: facts.likeIt.table, year: facts.likeIt.year, among: facts.likeIt.among, schools: facts.likeIt.nearest.map(({ urn, distance, on }) => ({ urn, distance, traits: on })) } // prettier-ignore
      : null,
  }
}

function resultsOf(facts: SchoolFacts, figures: Figures, predecessor: string | undefined) {
  const value = (figure: Figure | undefined) => figure?.value ?? null
  return facts.measures.flatMap((measure) =>
    [...(figures.get(measure.code)?.values() ?? [])].map(({ year, published, value: own, cohort, lower, upper, stage, run }) => ({
      measure: measure.code,
      name: measure.name,
      year,
      predecessor: predecessor ?? null,
      published,
      value: own,
      pupils: cohort,
      lower,
      upper,
      stage,
      file: facts.files.get(run) ?? null,
      authority: value(areaFigure(facts, facts.authority, measure, year)),
      england: value(areaFigure(facts, facts.nation, measure, year)),
    })),
  )
}
