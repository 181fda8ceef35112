import { countryOf, kindOfArea, parseAreaCode, type Country } from '../authorities/area.ts'
import type { PublishedArea } from '../authorities/published-area.ts'
import type { Refused, Row, Source } from '../sources/source.ts'
import { byMeasureAndYear, type Edition, type PublishedYear } from './edition.ts'
import { parseObserved } from './observation.ts'
import { parseYearLabel, type YearLabel } from './year-label.ts'

export const lait: Source = {
  key: 'lait',
  name: 'Local Authority Interactive Tool',
  publisher: 'Department for Education',
  gives: 'Every figure the tool publishes: each measure, year and area, with England and the regions',
  form: 'csv',
  headings: ['Short Desc', 'Data item', 'Years', 'LA and Regions', 'Values', 'LA Number', 'Region'],
  kept: 'one',
  quirks: [
    'Values are text as a spreadsheet left them: 7.0000000000000007E-2 is 0.07. They are kept as printed, and read without rounding.',
    'A - or c in Values is a figure missing or suppressed. It is kept as printed, and is never counted as 0.',
    'Years come in nine styles, some marked (prov), (Rev), (Final) or (OT). A row of the year 0 is refused: it says nothing of when.',
    'Authorities that no longer exist are there for the years they did.',
  ],
}

/** Gathers the rows of the tool's file into an edition. Rows may come in any order. */
export interface Gathering {
  add(row: Row): void
  readonly rowsUsed: number
  readonly areas: readonly PublishedArea[]
  readonly country: Country | undefined
  edition(): Edition
}

interface Gathered {
  readonly measure: string
  readonly year: YearLabel
  readonly published: (string | undefined)[]
  readonly figures: (number | null)[]
  readonly lines: number[]
}

/**
 * Starts gathering. A row is refused, with its line, when
 *
 * - it has fewer cells than the headings,
 * - its measure, year, area code or value cannot be read,
 * - it gives an area of the other country than the first row's, or
 * - an earlier row has given the same measure, year and area.
 */
export function gathering(headings: readonly string[], refuse: (refused: Refused) => void): Gathering {
  const at = placesOf(headings)
  const areas: PublishedArea[] = []
  const places = new Map<string, number>()
  const gathered = new Map<string, Map<string, Gathered>>()
  let country: Country | undefined
  let rowsUsed = 0

  // Rows of one measure and year mostly stand together, so the last ones found are tried before they are looked up.
  let series: Gathered | undefined
  let seriesLabel = ''

  function seriesOf(measure: string, label: string): Gathered | undefined {
    if (series?.measure === measure && seriesLabel === label) return series
    const year = parseYearLabel(label)
    if (measure === '' || !year) return undefined
    const years = gathered.get(measure) ?? new Map<string, Gathered>()
    gathered.set(measure, years)
    series = years.get(year.label) ?? { measure, year, published: [], figures: [], lines: [] }
    years.set(year.label, series)
    seriesLabel = label
    return series
  }

  function placeOf({ line, cells }: Row): number | undefined {
    const text = cells[at.code] ?? ''
    const known = places.get(text)
    if (known !== undefined) return known
    const code = parseAreaCode(text)
    if (!code || (country !== undefined && countryOf(code) !== country)) return undefined
    country = countryOf(code)
    const region = (cells[at.region] ?? '').trim()
    const isAuthority = kindOfArea(code) === 'authority'
    places.set(text, areas.length)
    return (
      areas.push({
        code,
        name: (cells[at.name] ?? '').trim() || code,
        region: isAuthority && !['', 'NA'].includes(region) ? region : null,
        gss: null,
        line,
      }) - 1
    )
  }

  function problemWith(row: Row): string | undefined {
    const { cells } = row
    if (cells.length < headings.length) return `The row has ${cells.length} cells and the headings are ${headings.length}`
    const measure = (cells[at.measure] ?? '').trim()
    const into = seriesOf(measure, cells[at.year] ?? '')
    if (!into) return measure === '' ? 'Short Desc is empty' : yearProblem((cells[at.year] ?? '').trim())
    const place = placeOf(row)
    if (place === undefined)
      return `LA Number "${cells[at.code]}" is not ${country === undefined ? 'three digits' : 'the code of an area of the same country'}`
    const published = (cells[at.value] ?? '').trim()
    const figure = parseObserved(published)
    if (figure === undefined) return `Values "${published}" is neither a number nor a withheld mark`
    if (into.published[place] !== undefined) return `The same measure, year and area stand on line ${into.lines[place]}`

    into.published[place] = published
    into.figures[place] = figure
    into.lines[place] = row.line
    return undefined
  }

  return {
    add(row) {
      const reason = problemWith(row)
      if (reason === undefined) rowsUsed += 1
      else refuse({ line: row.line, reason })
    },
    get rowsUsed() {
      return rowsUsed
    },
    areas,
    get country() {
      return country
    },
    edition: () => inOrder(areas, gathered),
  }
}

/** The tool's file has rows of the year 0, which say nothing of when. */
function yearProblem(label: string): string {
  return label === '0' ? 'Years is 0: the row has no year' : `Years "${label}" is not a year`
}

function placesOf(headings: readonly string[]) {
  const at = (heading: string) => headings.indexOf(heading)
  return {
    measure: at('Short Desc'),
    year: at('Years'),
    name: at('LA and Regions'),
    value: at('Values'),
    code: at('LA Number'),
    region: at('Region'),
  }
}

function inOrder(areas: readonly PublishedArea[], gathered: ReadonlyMap<string, ReadonlyMap<string, Gathered>>): Edition {
  const order = areas.map((_, place) => place).sort((a, b) => ((areas[a]?.code ?? '') < (areas[b]?.code ?? '') ? -1 : 1))
  const years = [...gathered.values()]
    .flatMap((years) => [...years.values()])
    .filter(({ lines }) => lines.length > 0)
    .map(({ measure, year, published, figures, lines }): PublishedYear => ({
      measure,
      year,
      published: order.map((place) => published[place]),
      figures: order.map((place) => figures[place] ?? null),
      lines: order.map((place) => lines[place] ?? 0),
    }))
  return { areas: order.flatMap((place) => areas[place]?.code ?? []), years: years.sort(byMeasureAndYear) }
}
