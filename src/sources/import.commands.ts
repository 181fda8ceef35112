import path from 'node:path'
import { inColumns } from '../cli/columns.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { parseAcademicYear } from '../lib/academic-year.ts'
import { count, counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { importFile, markInterrupted, type Importing } from './import-run.import.ts'
import { parseRun, states, timeOf, type ImportRun } from './import-run.ts'
import { refusedRows, run, runs } from './import-run.store.ts'

const json = { flags: '--json', summary: 'Print what a program can read' }

/** Commands about published files, over the sources that are known. */
export function importCommands(how: Pick<Importing, 'importers' | 'rebuild' | 'inspect'>): readonly Command[] {
  return [
    {
      usage: 'import <file...>',
      summary: 'Import published files, each recognised by its content and imported whole or not at all',
      options: [
        json,
        { flags: '--year <year>', summary: 'the academic year, 2018/19, of a file that does not say which it is of' },
        { flags: '--even-if-fewer', summary: 'let a file take the place of a fuller one; without it such a file is refused' },
      ],
      wrongUse: ({ year }) =>
        typeof year === 'string' && parseAcademicYear(year) === undefined ? ['--year takes an academic year, written 2018/19'] : [],
      does: (called) => importAll(called, how),
    },
    {
      usage: 'imports list',
      summary: 'List what was imported, the latest first',
      options: [json],
      async does({ db, reads, options, out, now }) {
        // An import whose process was ended says so at once, and not only when the next one begins.
        await markInterrupted(db, now())
        const all = await runs(reads)
        if (options.json) out.print(JSON.stringify(all.map(asData), null, 2))
        else for (const line of listed(all, how.importers)) out.print(line)
        return 0
      },
    },
    {
      usage: 'imports refused <run>',
      summary: 'List every row that an import did not use, with its line and why',
      options: [json],
      does: listRefused,
    },
  ]
}

async function importAll(
  { db, args, options, out, now, signal, folder }: Called,
  how: Pick<Importing, 'importers' | 'rebuild' | 'inspect'>,
): Promise<ExitCode> {
  const finished: ImportRun[] = []
  const year = typeof options.year === 'string' ? parseAcademicYear(options.year) : undefined
  for (const given of args) {
    if (signal.aborted) break
    const at = path.resolve(folder, given)
    const file = {
      path: at,
      name: path.basename(given),
      folders: path.dirname(at),
      mayTakeAway: options['evenIfFewer'] === true,
      ...(year === undefined ? {} : { year }),
    }
    const importing: Importing = {
      ...how,
      startedBy: { who: 'Command line', account: null },
      now,
      signal,
      progress: (stage, done) => out.progress(`${file.name}: ${stage}`, done),
    }
    const came = await importFile(db, file, importing)
    finished.push(...came)
    if (!options.json) for (const run of came) report(run, out)
  }
  if (options.json) out.print(JSON.stringify(finished.map(asData), null, 2))
  return !signal.aborted && finished.every(({ state }) => state === 'done' || state === 'unchanged') ? 0 : 1
}

function report(run: ImportRun, out: Called['out']): void {
  const { id, file_name, state, message } = run
  if (state === 'done') {
    const time = timeOf(run)
    out.print(`${file_name}: imported${time ? `, as at ${time}` : ''}. ${countsOf(run)}.`)
    if (message) out.print(`  ${message}.`)
    if (run.rows_refused > 0) out.print(`  fiveday imports refused ${id} lists the rows that were not used.`)
    return
  }
  if (state === 'unchanged') out.print(`${file_name}: ${message}.`)
  else out.complain(`${file_name}: ${state}. ${message}.`)
}

async function listRefused({ reads, args, options, out }: Called): Promise<ExitCode> {
  if (!/^\d+$/.test(args[0] ?? '')) {
    out.complain(`"${args[0]}" is not the number of an import. fiveday imports list shows their numbers.`)
    return 2
  }
  const id = parseRun(args[0])
  const found = await run(reads, id)
  if (!found) {
    out.complain(`There is no import ${args[0]}. fiveday imports list shows their numbers.`)
    return 1
  }
  const refused = await refusedRows(reads, id, { limit: 1_000_000, offset: 0 })
  if (options.json) out.print(JSON.stringify(refused, null, 2))
  else if (refused.length === 0) out.print(`${found.file_name}: every row was used.`)
  else
    for (const line of inColumns(
      ['line', 'reason'],
      refused.map(({ line, reason }) => [String(line), reason]),
    ))
      out.print(line)
  return 0
}

function listed(all: readonly ImportRun[], importers: Importing['importers']): readonly string[] {
  if (all.length === 0) return ['Nothing has been imported yet.']
  const rows = all.map(({ id, started_at, source, file_name, as_at, year, state, rows_read, rows_used, rows_refused }) => [
    String(id),
    momentInWords(started_at),
    states[state].text,
    importers.find((importer) => importer.source.key === source)?.source.name ?? 'Not recognised',
    timeOf({ as_at, year }) ?? '',
    count(rows_read),
    count(rows_used),
    count(rows_refused),
    file_name,
  ])
  return inColumns(['run', 'started', 'what came of it', 'published file', 'as at', 'read', 'used', 'refused', 'file'], rows)
}

function countsOf({ rows_read, rows_used, rows_refused }: ImportRun): string {
  return `${counted(rows_read, 'row')} read, ${count(rows_used)} used, ${count(rows_refused)} refused`
}

/** A run as JSON prints it. */
function asData(run: ImportRun) {
  const {
    id,
    file_name,
    source,
    state,
    as_at,
    year,
    rows_read,
    rows_used,
    rows_refused,
    message,
    bytes,
    checksum,
    started_by,
    started_at,
    ended_at,
  } = run
  return {
    run: id,
    file: file_name,
    source,
    state,
    as_at,
    year,
    read: rows_read,
    used: rows_used,
    refused: rows_refused,
    message,
    bytes,
    checksum,
    started_by,
    started_at,
    ended_at,
  }
}
