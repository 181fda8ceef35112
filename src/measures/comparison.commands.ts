import { parseAreaCode } from '../authorities/area.ts'
import { neighbourSets } from '../authorities/neighbour.store.ts'
import type { Called, Command, Out } from '../cli/command.ts'
import { csvRow } from '../lib/csv-text.ts'
import { comparedColumns, type ComparedRow } from './compared-row.ts'
import { comparedRows, type Wanted } from './export.store.ts'

export const comparisonCommands: readonly Command[] = [
  {
    usage: 'comparisons',
    summary: 'every measure compared: value, rank, band, neighbours and England, for each authority and year',
    options: [
      { flags: '--authority <code>', summary: 'only this authority, by its three digits' },
      { flags: '--measure <code>', summary: 'only this measure, by its short name' },
      { flags: '--latest', summary: 'only the latest year any authority has a figure for' },
      { flags: '--neighbours <set>', summary: 'the dated set of neighbours the mean is of; the newest held when left out' },
      { flags: '--format <format>', summary: 'csv (as it stands) or json' },
    ],
    async does(called) {
      const wanted = await readWanted(called)
      if (typeof wanted === 'string') {
        called.out.complain(wanted)
        return 2
      }
      const rows = await printRows(called, wanted)
      if (rows > 0) return 0
      called.out.complain('No figures are held for that. Import the Local Authority Interactive Tool’s file, or check the codes.')
      return 1
    },
  },
]

async function readWanted({ options, reads, today }: Called): Promise<Wanted | string> {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const code = text('authority')
  const authority = code === undefined ? undefined : parseAreaCode(code)
  if (code !== undefined && authority === undefined) return `--authority must be three digits, such as 931: you gave ${code}`

  const format = text('format') ?? 'csv'
  if (format !== 'csv' && format !== 'json') return `--format must be csv or json: you gave ${format}`

  const neighbours = text('neighbours')
  if (neighbours !== undefined) {
    const held = (await neighbourSets(reads)).map(({ key }) => key)
    if (!held.includes(neighbours)) return `No set of neighbours named ${neighbours} is held. Held: ${held.join(', ') || 'none'}`
  }
  return { authority, measure: text('measure'), latest: options.latest === true, neighbours, today }
}

async function printRows({ reads, options, out }: Called, wanted: Wanted): Promise<number> {
  const asJson = options.json === true || options.format === 'json'
  let printed = 0
  if (!asJson) out.print(csvRow(comparedColumns))
  for await (const { rows, done } of comparedRows(reads, wanted)) {
    if (rows.length === 0) continue
    if (asJson) printJson(out, rows, printed === 0)
    else out.print(rows.map((row) => csvRow(comparedColumns.map((column) => row[column]))).join('\n'))
    printed += rows.length
    out.progress('Comparing', done)
  }
  if (asJson) out.print(printed === 0 ? '[]' : ']')
  return printed
}

function printJson(out: Out, rows: readonly ComparedRow[], first: boolean) {
  out.print((first ? '[' : ',') + rows.map((row) => JSON.stringify(row)).join(',\n'))
}
