import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled, marksIn, notesOn } from './filled.ts'
import { beginningOf, figuresIn, layOut, yearsAsked, type Plan } from './layout.ts'
import { dataTableOf, spreadsheetOf } from './table.document.ts'
import { readTableQuery } from './table.form.ts'
import { writeTableQuery, type TableQuery } from './table-query.ts'
import { figureKey, type Figures, type Place, type TabledMeasure, type YearOfMeasure } from './tabled.ts'

const made = new Date('2026-11-23T09:00:00Z')
const places: readonly Place[] = [
  { code: '001', name: 'Larkshire', kind: 'authority' },
  { code: '070', name: 'Aldland', kind: 'country' },
  { code: '123456', name: 'Ash Primary School', kind: 'school' },
]

test('the address of a table says all of it, and reading it gives the same table', () => {
  const query: TableQuery = { measures: ['A', 'school:b'], areas: ['ours', '970', '123456'], years: { kind: 'range', from: 2019, to: 2024 }, rows: 'measures', columns: 'years' } // prettier-ignore

  assert.deepEqual(readTableQuery(writeTableQuery(query)), { ok: true, value: query })
})

test('ticks of the form are the same as an address, and a tick taken away leaves its measure out', () => {
  const read = readTableQuery({
    form: 'yes',
    'measure:A': 'on',
    'area:ours': 'on',
    more: '970; 931',
    years: 'last',
    last: '3',
    layout: 'areas by years',
  })

  assert.deepEqual(read, { ok: true, value: { measures: ['A'], areas: ['ours', '970', '931'], years: { kind: 'last', years: 3 }, rows: 'areas', columns: 'years' } }) // prettier-ignore
})

test('everything wrong with an address is said at once', () => {
  const read = readTableQuery({ measures: 'A', areas: '97', years: '2024-2019', rows: 'years', columns: 'years' })

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['more', 'years', 'layout'])
})

test('the last years are each measure’s own, so that one that ended is not lost', () => {
  const years = [2019, 2022, 2023].map((endsIn) => aYear(endsIn, endsIn === 2023))

  assert.deepEqual(yearsAsked(years, { kind: 'last', years: 2 }).map(({ endsIn }) => endsIn), [2022, 2023]) // prettier-ignore
  assert.deepEqual(yearsAsked(years, { kind: 'latest' }).map(({ endsIn }) => endsIn), [2023]) // prettier-ignore
})

test('the latest year is one that an authority has a figure for, though a later one is published', () => {
  const years = [aYear(2024, true), aYear(2025, false)]

  assert.deepEqual(yearsAsked(years, { kind: 'latest' }).map(({ endsIn }) => endsIn), [2024]) // prettier-ignore
})

test('what is neither in rows nor in columns makes a table each', () => {
  const laid = layOut(aPlan({ rows: 'areas', columns: 'years', years: { kind: 'all' } }))

  assert.equal(laid.length, 2)
  assert.equal(figuresIn(laid), 3 * 2 + 3 * 1)
  assert.equal(figuresIn(beginningOf(laid, 6)), 6)
  assert.equal(beginningOf(laid, 5)[0]?.rows.length, 2)
})

test('a cell without a figure says why, and is never a number', () => {
  const plan = aPlan({ rows: 'areas', columns: 'measures', years: { kind: 'latest' } })

  const [table] = filled(plan, layOut(plan), figures())

  assert.deepEqual(table?.rows.map(({ stub, cells }) => [...stub, ...cells.map((cell) => ('gap' in cell ? `[${cell.gap.mark}] ${cell.gap.means}` : cell.value))]), [
    ['Larkshire', '001', 62, 5.5],
    ['Aldland', '070', '[x] missing, or withheld by the publisher, who prints the same for both', '[x] no figure in the files held'],
    ['Ash Primary School', '123456', '[z] published for areas and not for schools', '[c] suppressed, usually because it is about 5 pupils or fewer, or 10 for destinations'],
  ]) // prettier-ignore
})

test('notes give each measure’s source, and only the breaks that fall among the years asked for', () => {
  const all = notesOn(aPlan({ rows: 'areas', columns: 'years', years: { kind: 'all' } }))
  const latest = notesOn(aPlan({ rows: 'areas', columns: 'years', years: { kind: 'latest' } }))

  assert.deepEqual(all.map(({ number, measure }) => [number, measure.key]), [[1, 'A'], [2, 'A'], [3, 'school:b']]) // prettier-ignore
  assert.match(all[1]?.text ?? '', /From 2025 on a new basis/)
  assert.equal(latest.length, 2)
})

test('a spreadsheet has a cover, contents, a table to a sheet, shorthand and notes, and its numbers are numbers', () => {
  const plan = aPlan({ rows: 'areas', columns: 'measures', years: { kind: 'latest' } })
  const notes = notesOn(plan)

  const { sheets } = spreadsheetOf({ plan, notes, tables: filled(plan, layOut(plan), figures(), notes), from: 'Larkshire', made })

  assert.deepEqual(sheets.map(({ name }) => name), ['Cover_sheet', 'Contents', 'Table_1', 'Shorthand', 'Notes']) // prettier-ignore
  assert.deepEqual(sheets[2]?.table?.columns.map(({ heading }) => heading), ['Area or school', 'Code', 'Expected standard (%), 2024/25 [note 1]', 'Attainment 8 (score), 2018/19 [note 2]']) // prettier-ignore
  assert.deepEqual(sheets[2]?.table?.rows[0]?.slice(2), [{ value: 62, decimals: 0 }, { value: 5.5, decimals: 1 }]) // prettier-ignore
  assert.deepEqual(sheets[2]?.table?.rows[2]?.at(-1), { text: '[c]' })
  assert.match(sheets[2]?.lines[1]?.text ?? '', /\[c\] withheld to protect confidentiality/)
})

test('a CSV has one figure to a row, with the publisher’s mark and its meaning where there is none', () => {
  const plan = aPlan({ rows: 'years', columns: 'areas', years: { kind: 'latest' } })

  const { rows, columns } = dataTableOf({ plan, from: 'Larkshire', made }, 'table.csv', layOut(plan), figures())

  const at = (name: string) => columns.findIndex((column) => column.name === name)
  assert.equal(rows.length, 6)
  assert.deepEqual(rows.map((row) => [row[at('area_code')], row[at('measure_code')], row[at('figure')], row[at('published')]]), [
    ['001', 'A', 62, null], ['070', 'A', 'x', '-'], ['123456', 'A', 'z', ''],
    ['001', 'school:b', 5.5, null], ['070', 'school:b', 'x', ''], ['123456', 'school:b', 'c', 'SUPP'],
  ]) // prettier-ignore
  assert.ok(columns[at('figure')]?.marks?.some(({ mark }) => mark === 'c'))
})

test('the shorthand of a table lists each mark that is in it once', () => {
  const plan = aPlan({ rows: 'areas', columns: 'measures', years: { kind: 'latest' } })

  assert.deepEqual(marksIn(filled(plan, layOut(plan), figures())).map(({ mark }) => mark), ['c', 'x', 'x', 'z']) // prettier-ignore
})

function aYear(endsIn: number, latest: boolean): YearOfMeasure {
  return { key: String(endsIn), label: `${endsIn - 1}/${String(endsIn).slice(2)}`, endsIn, latest }
}

function aPlan(query: Pick<TableQuery, 'rows' | 'columns' | 'years'>): Plan {
  const told = { group: 'Results', source: 'A file.' }
  const a: TabledMeasure = {
    ...told,
    key: 'A',
    from: 'areas',
    code: 'A',
    title: 'Expected standard',
    unit: 'percent',
    decimals: 0,
    breaks: [{ kind: 'new basis', from: 2025, because: 'Writing changed', source: 'A publisher' }],
    years: [aYear(2024, false), aYear(2025, true)],
  }
  const of = 'attainment-8'
  const measure = { code: 'b', name: 'Attainment 8', group: 'key stage 4', table: 'ks4', unit: 'score', decimals: 1, polarity: 'High', columns: [], cohort: [], pupils: 'all', of, interval: undefined, headline: true, breaks: [] } as const // prettier-ignore
  const b: TabledMeasure = { ...told, key: 'school:b', from: 'schools', measure, title: 'Attainment 8', unit: 'score', decimals: 1, breaks: [], years: [aYear(2019, true)] } // prettier-ignore
  return { query: { measures: ['A', 'school:b'], areas: [], ...query }, measures: [a, b], places }
}

function figures(): Figures {
  return new Map([
    [figureKey('A', '001', '2025'), { published: '62', value: 62 }],
    [figureKey('A', '070', '2025'), { published: '-', value: null }],
    [figureKey('school:b', '001', '2019'), { published: '5.5', value: 5.5 }],
    [figureKey('school:b', '123456', '2019'), { published: 'SUPP', value: null }],
  ])
}
