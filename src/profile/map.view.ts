import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { printed } from '../charts/amount.ts'
import { bandInWords } from '../measures/band-words.ts'
import type { LatestFigure } from '../measures/measure-facts.ts'
import type { Measure } from '../measures/measure.ts'
import { isSameRegion } from '../measures/region.ts'
import { paths } from '../paths.ts'
import type { Part } from './part.ts'

export interface MapPage {
  readonly measure: Measure | undefined
  readonly year: string | undefined
  readonly authority: string
  readonly chart: Chart | undefined
  /** Every authority in the latest year, with the region each lies in. */
  readonly figures: readonly (LatestFigure & { readonly region: string })[]
  readonly regionName: string | undefined
  readonly neighbours: readonly string[]
  readonly parts: readonly Part[]
  /** The titles of the measures one can choose. */
  readonly titles: ReadonlyMap<string, string>
  readonly source: string
}

/** A measure on a map of the authorities, and the same as a table: ours, our region and our neighbours are marked in both. */
export function mapView(page: MapPage) {
  const { measure, year, authority, chart, figures, neighbours, regionName, parts, titles, source } = page
  const offered = parts.map(({ title, headlines }) => ({
    title,
    measures: headlines.flatMap(({ code }) => {
      const text = titles.get(code)
      return text === undefined ? [] : [{ value: code, text, chosen: code === measure?.code }]
    }),
  }))
  const isOffered = offered.some(({ measures }) => measures.some(({ chosen }) => chosen))
  return {
    title: measure ? `Map: ${measure.title}` : 'Map',
    back: paths.profile(),
    parts: offered.filter(({ measures }) => measures.length > 0),
    other: measure && !isOffered ? { value: measure.code, text: measure.title } : undefined,
    measure: measure && { code: measure.code, title: measure.title, href: paths.measure(measure.code) },
    year,
    chart: chart && withImages(chart),
    head: ['Authority', 'Region', 'Marked as', 'Figure', 'Quarter'],
    rows: measure ? figures.toSorted(byFigure(measure)).map((one) => rowOf(one, measure, authority, neighbours, regionName)) : [],
    source,
  }
}

/** Best first; highest first where neither high nor low is good; those without a figure last. */
function byFigure({ polarity }: Measure) {
  return (a: LatestFigure, b: LatestFigure): number => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || (a.name < b.name ? -1 : 1)
    return (polarity === 'Low' ? a.value - b.value : b.value - a.value) || (a.name < b.name ? -1 : 1)
  }
}

function rowOf(
  one: MapPage['figures'][number],
  measure: Measure,
  authority: string,
  neighbours: readonly string[],
  regionName: string | undefined,
) {
  const marks = [
    ...(one.code === authority ? ['ours'] : []),
    ...(neighbours.includes(one.code) ? ['statistical neighbour'] : []),
    ...(one.code !== authority && regionName !== undefined && isSameRegion(one.region, regionName) ? ['our region'] : []),
  ]
  return {
    name: one.name,
    ours: one.code === authority,
    region: one.region,
    marks: marks.join(', '),
    figure: one.value === null ? 'no figure' : printed(one.value, measure),
    band: bandInWords(one.band) || '–',
  }
}
