import type { Urn } from '../establishments/urn.ts'
import { count } from '../lib/count.ts'
import { paths } from '../paths.ts'
import { performanceTables, type PerformanceRow } from './performance-row.ts'
import { schoolPlaces } from './school-page.view.ts'

type Printed = Pick<PerformanceRow, 'table' | 'year' | 'stage' | 'headings' | 'cells' | 'line'>

/** Every cell of a school's rows of a year, as the publisher printed them, under the publisher's own headings. */
export function publishedView(
  { urn, name }: { readonly urn: Urn; readonly name: string },
  year: number,
  rows: readonly Printed[],
  labels: ReadonlyMap<string, string>,
) {
  const years = [...new Set(rows.map((row) => row.year))]
  return {
    title: `Every published figure, ${year}: ${name}`,
    name,
    year,
    list: paths.schools(),
    places: schoolPlaces(urn, 'published', year),
    years: years.map((other) => ({ year: other, href: paths.schoolPublished(urn, other), current: other === year })),
    tables: rows.filter((row) => row.year === year).map((row) => tableOf(row, labels)),
  }
}

function tableOf({ table, stage, headings, cells, line }: Printed, labels: ReadonlyMap<string, string>) {
  const filled = headings.flatMap((heading, at) => {
    const cell = (cells[at] ?? '').trim()
    return heading === '' || cell === '' ? [] : [[heading, labels.get(`${table} ${heading.toUpperCase()}`) ?? '', cell] as const]
  })
  return {
    key: table,
    name: performanceTables.find(({ key }) => key === table)?.name ?? table,
    said: `${stage.charAt(0).toUpperCase()}${stage.slice(1)} figures, line ${count(line)} of the file. ${count(headings.length - filled.length)} columns are empty for the school and left out.`, // prettier-ignore
    rows: filled,
  }
}
