import type { Person } from '../accounts/person.ts'
import { mayDo } from '../accounts/permission.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Reads } from '../db/connect.ts'
import { asCsv, csvwMetadata } from '../documents/csvw-spreadsheet.renderer.ts'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { zipped } from '../documents/zip-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import type { Problem } from '../lib/checked.ts'
import { withQuery } from '../lib/paging.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { go, made, missing, show, type Outcome, type Page } from '../web/page.ts'
import { madeTables } from './export.store.ts'
import { beginningOf, figuresIn, layOut, meeting } from './layout.ts'
import { readSavedTable } from './saved-table.form.ts'
import { removeTable, savedTables, saveTable } from './saved-table.store.ts'
import { shipped } from './shipped.import.ts'
import { placesDrawn, tableChart } from './table.chart.ts'
import { dataTableOf, spreadsheetOf } from './table.document.ts'
import { isFromForm, readTableQuery } from './table.form.ts'
import { limits, writeTableQuery, type TableQuery } from './table-query.ts'
import { areasNamed, figuresOf, offered, planned } from './table.store.ts'
import { tablesView, type TablesFacts } from './table.view.ts'

type Query = Readonly<Record<string, string>>

/** Measures found beyond these are not listed: more words narrow them. */
const mostFound = 60

const nothing: TableQuery = { measures: [], areas: [], years: { kind: 'latest' }, rows: 'areas', columns: 'measures' }

/** A table of any measures, areas or schools, and years; the same as files; and the tables an authority keeps. */
export const tablePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/tables',
    may: 'tables.see',
    async does({ reads, who, query, today }) {
      return theTable(reads, who, { query, today, problems: [] })
    },
  },
  file('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', (whole) => asXlsx(spreadsheetOf(whole.made))),
  file('ods', 'application/vnd.oasis.opendocument.spreadsheet', (whole) => asOds(spreadsheetOf(whole.made))),
  file('csv', 'text/csv', ({ data }) => asCsv(data)),
  file('zip', 'application/zip', ({ data }) => zipped({ [data.file]: asCsv(data), [`${data.file}-metadata.json`]: csvwMetadata(data) })),
  {
    method: 'POST',
    path: '/tables/kept',
    may: 'tables.keep',
    async does({ db, reads, who, body, today, now }) {
      const read = readSavedTable(body)
      const query = Object.fromEntries(new URLSearchParams(body.query ?? ''))
      if (!read.ok) return theTable(reads, who, { query, today, problems: read.problems })
      const standing = await saveTable(db, who, { ...read.value, now })
      if (!standing) return go(`${paths.tables()}?${read.value.query}#kept`)
      const text = `${standing.saved_by} keeps another table under the name “${standing.name}”: open it below to see it, or choose another name`
      return theTable(reads, who, { query, today, problems: [{ field: 'name', text }] })
    },
  },
  {
    method: 'POST',
    path: '/tables/kept/:id/remove',
    may: 'tables.keep',
    async does({ db, reads, who, params, body, today, now }) {
      const [id, version] = [params.id, body.version].map((text) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0))
      if (await removeTable(db, who, { id: id ?? 0, version: version ?? 0, now })) return go(`${paths.tables()}#kept`)
      const text = 'That table was changed or taken away by somebody else since you opened this page. See the list as it is now.'
      return theTable(reads, who, { query: {}, today, problems: [{ field: 'kept', text }] })
    },
  },
]

// All but what an authority keeps is published, and stays as it is until something is imported.
const keptFacts = keptUntilImport<Omit<TablesFacts, 'saved' | 'mayKeep' | 'problems' | 'fields'>>(60)

interface Asked {
  readonly query: Query
  readonly today: Day
  readonly problems: readonly Problem[]
}

async function theTable(reads: Reads, who: Person, { query, today, problems }: Asked): Promise<Outcome> {
  const read = readTableQuery(query)
  const search = { words: (query.words ?? '').trim().slice(0, 100), group: (query.group ?? '').slice(0, 200) }
  if (read.ok && isFromForm(query)) {
    const step = query.go === 'measures' ? '#measures' : ''
    return go(`${withQuery(paths.tables(), { ...writeTableQuery(read.value), ...(query.go === 'measures' ? search : {}) })}${step}`)
  }
  const asked = read.ok ? read.value : nothing
  const all = [...problems, ...(read.ok ? [] : read.problems)]
  const key = JSON.stringify([who.authority, today, asked, search])
  const facts = await keptFacts(reads, key, () => factsOf(reads, who, { asked, search, today }))
  const saved = await savedTables(reads, who.authority)
  return show(
    'tables/tables.njk',
    tablesView({ ...facts, saved, mayKeep: mayDo(who.role, 'tables.keep'), problems: all, fields: query }),
    all.length > 0 ? 400 : 200,
  )
}

async function factsOf(
  reads: Reads,
  who: Person,
  { asked, search, today }: { asked: TableQuery; search: { words: string; group: string }; today: Day },
) {
  const offers = await offered(reads, shipped())
  const found = searched(offers, search)
  const groups = [...Map.groupBy(offers, ({ group }) => group)].map(([name, of]) => ({ name, measures: of.length }))
  const areas = await areasNamed(reads)
  const page = {
    query: asked,
    search: { ...search, groups, found: found.slice(0, mostFound), more: Math.max(0, found.length - mostFound) },
    areas,
    held: offers.length > 0,
  }
  if (asked.measures.length === 0 || asked.areas.length === 0) {
    const plan =
      asked.measures.length > 0 || asked.areas.length > 0
        ? await planned(reads, asked, { authority: who.authority, today, shipped: shipped() })
        : undefined
    return { ...page, plan, preview: undefined, tooMany: undefined, chart: undefined }
  }

  const plan = await planned(reads, asked, { authority: who.authority, today, shipped: shipped() })
  const laid = layOut(plan)
  const whole = figuresIn(laid)
  if (whole === 0 || whole > limits.figures)
    return { ...page, plan, preview: undefined, tooMany: whole > 0 ? whole : undefined, chart: undefined }
  const preview = await madeTables(reads, plan, beginningOf(laid, limits.shown))
  const oursName = areas.find(({ code }) => code === who.authority)?.name ?? `Authority ${who.authority}`
  const chart = await drawn(reads, plan, { ours: who.authority, oursName })
  return { ...page, plan, preview: { ...preview, whole, tablesInAll: laid.length }, tooMany: undefined, chart }
}

/** The measures that have each word in their title, heading or code; nothing while nothing is looked for. */
function searched(offers: Awaited<ReturnType<typeof offered>>, { words, group }: { words: string; group: string }) {
  if (words === '' && group === '') return []
  const wanted = words.toLowerCase().split(/\s+/)
  return offers.filter((one) => {
    const text = `${one.title} ${one.group} ${one.key}`.toLowerCase()
    return (group === '' || one.group === group) && wanted.every((word) => text.includes(word))
  })
}

async function drawn(reads: Reads, plan: Parameters<typeof tableChart>[0], of: Parameters<typeof tableChart>[1]) {
  const places = placesDrawn(plan, of)
  if (places.length === 0) return undefined
  const part = { ...plan, places }
  const laid = layOut(part)
  const cells = laid.flatMap((table) => table.rows.flatMap((row) => table.columns.map((column) => meeting(part, [table.of, row, column]))))
  return tableChart(part, of, await figuresOf(reads, cells))
}

interface Whole {
  readonly made: Parameters<typeof spreadsheetOf>[0]
  readonly data: ReturnType<typeof dataTableOf>
}

/** A page that is the whole table as a file. One with more figures than a table may have leads to the page that says so. */
function file(ending: 'xlsx' | 'ods' | 'csv' | 'zip', type: string, makes: (whole: Whole) => string | Uint8Array): Page {
  return {
    method: 'GET',
    path: `/tables/table.${ending}`,
    may: 'tables.see',
    async does({ reads, who, query, today, now }) {
      const read = readTableQuery(query)
      if (!read.ok) return missing
      const plan = await planned(reads, read.value, { authority: who.authority, today, shipped: shipped() })
      const laid = layOut(plan)
      // The page says that nothing is held of it, or that it is too many: an empty file would not.
      if (figuresIn(laid) === 0 || figuresIn(laid) > limits.figures) return go(withQuery(paths.tables(), writeTableQuery(read.value)))
      const tables = await madeTables(reads, plan, laid)
      const from = (await authorityNamed(reads, who.authority))?.name ?? `Authority ${who.authority}`
      const common = { plan, from, made: now }
      return made(`table-${today}.${ending}`, type, async () =>
        Promise.resolve(makes({ made: { ...common, ...tables }, data: dataTableOf(common, `table-${today}.csv`, laid, tables.figures) })),
      )
    },
  }
}
