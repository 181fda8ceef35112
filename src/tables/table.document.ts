import type { DataTable } from '../documents/data-table.ts'
import type { Sheet, SheetCell, SheetColumn, Spreadsheet } from '../documents/spreadsheet.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { marksIn, planInWords, type Filled, type Note } from './filled.ts'
import { cellOf, meeting, type Laid, type Plan, type TabledCell } from './layout.ts'
import { shorthands } from './mark.ts'
import type { Figures } from './tabled.ts'

/** What an export of a table is made of. */
export interface Export {
  readonly plan: Plan
  readonly tables: readonly Filled[]
  readonly notes: readonly Note[]
  /** Who gives it out: the authority, by its name. */
  readonly from: string
  readonly made: Date
}

const licence = 'Published figures are Crown copyright, used under the Open Government Licence v3.0.'

/** The name of an export: of its one measure, or of how many there are. */
export function exportTitle({ plan, from }: Pick<Export, 'plan' | 'from'>): string {
  const [only] = plan.measures
  return `${plan.measures.length === 1 && only ? only.title : `${plan.measures.length} measures`}: ${from}`
}

/** The tables as a spreadsheet: a cover, contents, one sheet a table, shorthand and notes. */
export function spreadsheetOf(made: Export): Spreadsheet {
  const title = exportTitle(made)
  const tables = made.tables.map((table, i) => tableSheet(table, i + 1))
  const marks = marksIn(made.tables)
  const others = [...(marks.length > 0 ? [shorthandSheet(marks)] : []), notesSheet(made.notes)]
  return {
    title,
    creator: made.from,
    keywords: ['schools', 'pupils', ...new Set(made.plan.measures.map(({ group }) => group))],
    made: made.made,
    sheets: [coverSheet(made, title), contentsSheet([...tables, ...others]), ...tables, ...others],
  }
}

function coverSheet({ plan, from, made }: Export, title: string): Sheet {
  return {
    name: 'Cover_sheet',
    title,
    lines: [
      { text: 'About', heading: true },
      { text: `${planInWords(plan)}. Figures are as published: nothing is estimated, and nothing is averaged over a gap.` },
      { text: `Made by ${from} with Fiveday on ${inWords(dayInLondon(made))}.` },
      { text: 'Finding your way', heading: true },
      { text: 'The sheet Contents lists the sheets. There is one table to a sheet, with what explains it above it.' },
      { text: 'Sources and licence', heading: true },
      {
        text: 'The sheet Notes says of each measure who published it, in which file, when it was updated, and which years do not compare.',
      },
      { text: licence },
      { text: 'Figures that are withheld', heading: true },
      { text: 'Where there is no number, letters in square brackets say why. No figure that is withheld is shown as 0 or left empty.' },
    ],
  }
}

function contentsSheet(sheets: readonly Sheet[]): Sheet {
  const rows = sheets.map(({ name, title }): readonly SheetCell[] => [{ text: name, sheet: name }, { text: title }])
  return oneTable('Contents', 'Contents', ['This sheet has one table, of the sheets that follow.'], [words('Sheet', 16), words('Title', 90)], rows) // prettier-ignore
}

function tableSheet(table: Filled, number: number): Sheet {
  const used = new Set(marksIn([table]).map(({ mark }) => mark))
  const key = shorthands.filter(({ mark }) => used.has(mark)).map(({ mark, means }) => `[${mark}] ${means}`)
  const lines = [
    'This sheet has one table. Notes are on the sheet Notes.',
    ...(key.length > 0 ? [`Shorthand in this table, explained on the sheet Shorthand: ${key.join('; ')}.`] : []),
  ]
  const longest = Math.max(...table.rows.map(({ stub }) => stub[0]?.length ?? 0), 12)
  const columns = [
    ...table.stub.map((heading, i) => words(heading, i === 0 ? Math.min(60, longest + 2) : 10)),
    ...table.headings.map((heading): SheetColumn => ({ heading, width: Math.max(12, Math.min(26, heading.length)), numeric: true })),
  ]
  const rows = table.rows.map(({ stub, cells }) => [...stub.map((text) => ({ text })), ...cells.map(sheetCell)])
  return oneTable(`Table_${number}`, `Table ${number}: ${table.title}`, lines, columns, rows)
}

function sheetCell(cell: TabledCell): SheetCell {
  return 'gap' in cell ? { text: `[${cell.gap.mark}]` } : { value: cell.value, decimals: cell.decimals }
}

function shorthandSheet(marks: ReturnType<typeof marksIn>): Sheet {
  const rows = marks.map(({ mark, published, means }) => [{ text: `[${mark}]` }, { text: published === '' ? 'nothing' : published }, { text: means }]) // prettier-ignore
  return oneTable('Shorthand', 'Shorthand: why a cell has no number', ['This sheet has one table.'], [words('Shorthand', 14), words('Printed by the publisher', 28), words('Meaning', 80)], rows) // prettier-ignore
}

function notesSheet(notes: readonly Note[]): Sheet {
  const rows = notes.map(({ number, measure, text }) => [{ text: `note ${number}` }, { text: measure.title }, { text }])
  return oneTable('Notes', 'Notes: sources, and years that do not compare', ['This sheet has one table.'], [words('Note', 12), words('Measure', 50), words('Text', 90)], rows) // prettier-ignore
}

const words = (heading: string, width: number): SheetColumn => ({ heading, width, numeric: false })

function oneTable(
  name: string,
  title: string,
  lines: readonly string[],
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetCell[])[],
): Sheet {
  // prettier-ignore
  return { name, title, lines: lines.map((text) => ({ text })), table: { name: `${name.replaceAll(/\W/g, '_')}_table`, columns, rows } }
}

/** The same figures for a program: one to a row, whatever the layout. */
export function dataTableOf(made: Omit<Export, 'tables' | 'notes'>, file: string, laid: readonly Laid[], figures: Figures): DataTable {
  const { plan, from } = made
  const marks = shorthands.map(({ mark, means }) => ({ mark, means }))
  return {
    title: exportTitle(made),
    description: `${planInWords(plan)}. Figures are as published; a mark stands where there is no number. ${licence}`,
    file,
    publisher: from,
    sources: [...new Set(plan.measures.map(({ source }) => source))],
    made: made.made,
    columns: [
      {
        name: 'measure_code',
        title: 'Code of the measure',
        description: 'What the publisher calls the measure in short.',
        datatype: 'string',
      },
      { name: 'measure', title: 'Measure', description: 'The measure’s title.', datatype: 'string' },
      { name: 'unit', title: 'Unit', description: 'What the figure counts or measures.', datatype: 'string' },
      { name: 'area_code', title: 'Code', description: 'The three digits of an area, or the URN of a school.', datatype: 'string' },
      { name: 'area', title: 'Area or school', description: 'Its name.', datatype: 'string' },
      { name: 'area_kind', title: 'Kind', description: 'country, region, authority or school.', datatype: 'string' },
      { name: 'year', title: 'Year', description: 'The year as published.', datatype: 'string' },
      { name: 'year_ends', title: 'Year ends in', description: 'The calendar year it ends in.', datatype: 'integer' },
      { name: 'figure', title: 'Figure', description: 'The figure as published, not rounded.', datatype: 'number', marks },
      {
        name: 'published',
        title: 'As printed by the publisher',
        description: 'What the publisher printed where there is no number.',
        datatype: 'string',
      },
      { name: 'why', title: 'Why there is no number', description: 'The meaning of the publisher’s mark.', datatype: 'string' },
    ],
    rows: laid.flatMap(({ of, rows, columns }) =>
      rows.flatMap((row) => columns.flatMap((column) => dataRow(plan, [of, row, column], figures))),
    ),
  }
}

/** A row of the figure that items meet in; none where the measure has no such year. */
function dataRow(plan: Plan, items: Parameters<typeof meeting>[1], figures: Figures): readonly (readonly (string | number | null)[])[] {
  const of = meeting(plan, items)
  const { measure, place, year } = of
  if (!year) return []
  const cell = cellOf(of, figures)
  const told = 'gap' in cell ? [cell.gap.mark, cell.gap.published, cell.gap.means] : [cell.value, null, null]
  return [[measure.key, measure.title, measure.unit, place.code, place.name, place.kind, year.label, year.endsIn, ...told]]
}
