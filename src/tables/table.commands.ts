import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { authoritiesOn, authorityNamed } from '../authorities/authority.store.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { asCsv, csvwMetadata } from '../documents/csvw-spreadsheet.renderer.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { count, counted } from '../lib/count.ts'
import { madeTables } from './export.store.ts'
import { figuresIn, layOut } from './layout.ts'
import { shipped } from './shipped.import.ts'
import { dataTableOf, spreadsheetOf } from './table.document.ts'
import { readTableQuery } from './table.form.ts'
import { limits, type TableQuery } from './table-query.ts'
import { planned } from './table.store.ts'

const formats = ['csv', 'csvw', 'ods', 'xlsx'] as const
type Format = (typeof formats)[number]

export const tableCommands: readonly Command[] = [
  {
    usage: 'table',
    summary: 'a table of any measures, areas or schools, and years, as CSV, CSV with its description (CSVW), ODS or XLSX',
    options: [
      { flags: '--measures <codes>', summary: 'short names of measures, with commas: KS2RWM_Expected_STD,school:ks2-rwm-expected' },
      { flags: '--areas <codes>', summary: 'areas or schools, with commas: 931,970,123456, or all, regions, country; with --authority also ours, region, neighbours, schools, primary-schools, secondary-schools' }, // prettier-ignore
      { flags: '--authority <code>', summary: 'whose region, neighbours and schools are meant, by its three digits' },
      { flags: '--years <years>', summary: 'latest (as it stands), all, last-5 or 2019-2024' },
      { flags: '--rows <what>', summary: 'what rows are of: areas (as it stands), measures or years' },
      { flags: '--columns <what>', summary: 'what columns are of: measures (as it stands), areas or years' },
      { flags: '--format <format>', summary: 'csv (as it stands; one figure to a row), csvw, ods or xlsx' },
      { flags: '--out <file>', summary: 'the file to write; CSV without one is printed' },
    ],
    async does(called) {
      const asked = readAsked(called)
      if (typeof asked !== 'string') return writeTable(called, asked)
      called.out.complain(asked)
      return 2
    },
  },
]

interface Asked {
  readonly query: TableQuery
  readonly authority: AreaCode | undefined
  readonly format: Format
  readonly file: string | undefined
}

function readAsked({ options, folder }: Called): Asked | string {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const given = Object.fromEntries(['measures', 'areas', 'years', 'rows', 'columns'].flatMap((name) => (text(name) === undefined ? [] : [[name, text(name) ?? '']]))) // prettier-ignore
  const read = readTableQuery(given)
  if (!read.ok) return read.problems.map((problem) => problem.text).join('\n')
  if (read.value.measures.length === 0) return 'Say which measures: --measures KS2RWM_Expected_STD'
  if (read.value.areas.length === 0) return 'Say which areas: --areas 931,970'

  const code = text('authority')
  const authority = code === undefined ? undefined : parseAreaCode(code)
  if (code !== undefined && !authority) return `--authority must be three digits, such as 931: you gave ${code}`
  const own = read.value.areas.find((area) => area.endsWith('schools') || ['ours', 'region', 'neighbours'].includes(area))
  if (own !== undefined && !authority) return `“${own}” is of one authority: say which with --authority 931`

  const format = formats.find((known) => known === (text('format') ?? 'csv'))
  if (!format) return `--format must be csv, csvw, ods or xlsx: you gave ${text('format')}`
  const out = text('out')
  if (format !== 'csv' && (out === undefined || out === ''))
    return `Say where to write it: --out table.${format === 'csvw' ? 'csv' : format}`
  return { query: read.value, authority, format, file: out === undefined || out === '' ? undefined : path.resolve(folder, out) }
}

async function writeTable({ reads, out, options, today, now }: Called, { query, authority, format, file }: Asked): Promise<ExitCode> {
  const some = authority ?? (await authoritiesOn(reads, today))[0]?.code
  const plan = some && (await planned(reads, query, { authority: some, today, shipped: shipped() }))
  if (!plan || plan.measures.length === 0 || plan.places.length === 0) {
    out.complain(`No figures are held of that${plan ? `: nothing is known of ${plan.unknown.join(', ')}` : ''}. "fiveday imports list" says what is held.`) // prettier-ignore
    return 1
  }
  const laid = layOut(plan)
  if (figuresIn(laid) > limits.figures) {
    out.complain(`The table would have ${count(figuresIn(laid))} figures, and a table has at most ${count(limits.figures)}: ask for fewer measures, areas or years.`) // prettier-ignore
    return 1
  }
  out.progress('Reading figures', 0)
  const tables = await madeTables(reads, plan, laid)
  const from = (authority && (await authorityNamed(reads, authority))?.name) ?? 'Fiveday'
  const common = { plan, from, made: now() }
  const data = dataTableOf(common, file === undefined ? 'table.csv' : path.basename(file), laid, tables.figures)
  if (plan.unknown.length > 0) out.complain(`Left out, because nothing is held of it: ${plan.unknown.join(', ')}`)
  if (file === undefined) {
    out.print(asCsv(data).replace('\uFEFF', '').trimEnd())
    return 0
  }
  out.progress('Writing', 0.7)
  const bytes = { csv: () => asCsv(data), csvw: () => asCsv(data), ods: () => asOds(spreadsheetOf({ ...common, ...tables })), xlsx: () => asXlsx(spreadsheetOf({ ...common, ...tables })) } // prettier-ignore
  const folder = path.dirname(file)
  const written = [await writeWhole(folder, path.basename(file), bytes[format]())]
  if (format === 'csvw') written.push(await writeWhole(folder, `${path.basename(file)}-metadata.json`, csvwMetadata(data)))
  if (options.json === true) out.print(JSON.stringify({ figures: data.rows.length, written }, undefined, 2))
  else for (const one of written) out.print(`Wrote ${one}: ${counted(data.rows.length, 'figure')}`)
  return 0
}
