import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inColumns } from '../cli/columns.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import type { Reads } from '../db/connect.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { Importing } from '../sources/import-run.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { inFiles } from './fit-files.import.ts'
import { fitted, scored } from './fitted.store.ts'
import type { ShippedMethod } from './forecast.ts'
import { scoreHead, scoreRows } from './score-rows.ts'
import type { Scores } from './score.ts'
import { writtenScores } from './scores.form.ts'
import { shippedFolder } from './shipped.import.ts'
import { writtenMethod } from './shipped.form.ts'

const fromFiles = [
  { flags: '--files', summary: 'learn from the files named, and from nothing else; without it, from what is held' },
  { flags: '--json', summary: 'print what a program can read' },
]

/** Commands that learn the method of the forecast anew, and say how well it does. */
export function forecastCommands(how: Pick<Importing, 'importers' | 'rebuild'>): readonly Command[] {
  return [
    {
      usage: 'forecast fit [file...]',
      summary: 'learn the method of the forecast from published inspections, and write its coefficients and scores',
      options: [...fromFiles, { flags: '--out <folder>', summary: 'where they are written; without it, in the place of those that ship' }],
      wrongUse: filesNamed,
      does: (called) => lookedAt(called, how, (reads) => fit(called, reads)),
    },
    {
      usage: 'forecast score [file...]',
      summary: 'how well the method foretold authorities and years it was not shown, beside the plain rates',
      options: fromFiles,
      wrongUse: filesNamed,
      does: (called) => lookedAt(called, how, (reads) => score(called, reads)),
    },
  ]
}

const filesNamed = ({ files }: Called['options']) => (typeof files === 'string' ? ['--files takes no value: name the files after it'] : [])

/** What is held, or just the files named. */
async function lookedAt(called: Called, how: Pick<Importing, 'importers' | 'rebuild'>, look: (reads: Reads) => Promise<ExitCode>) {
  const { args, options, out, now, signal, folder, reads } = called
  if (options.files !== true && args.length === 0) return look(reads)
  if (args.length === 0) {
    out.complain('Name the files after --files')
    return 2 as const
  }
  const startedBy = { who: 'Command line', account: null }
  const importing = { ...how, startedBy, now, signal, progress: (stage: string, done: number) => out.progress(stage, done) }
  return inFiles(args.map((file) => path.resolve(folder, file)), importing, look) // prettier-ignore
}

const cannotLearn =
  'Nothing can be learnt from what is held: it takes a list of graded schools (the workbook of July 2018) and a later file of state-funded schools'

async function fit({ out, options, folder }: Called, reads: Reads): Promise<ExitCode> {
  out.progress('learning', 0)
  const found = await fitted(reads, shippedTerms())
  if (found === undefined) {
    out.complain(cannotLearn)
    return 1
  }
  const into = typeof options.out === 'string' ? path.resolve(folder, options.out) : fileURLToPath(shippedFolder)
  const written = [
    await writeWhole(into, 'method.json', writtenMethod(found)),
    await writeWhole(into, 'scores.json', writtenScores(found.scores)),
  ]
  if (options.json === true) out.print(JSON.stringify({ ...found.learntFrom, written }, undefined, 2))
  else for (const line of [...learntInWords(found), ...written]) out.print(line)
  return 0
}

function learntInWords({ learntFrom }: ShippedMethod): string[] {
  const { from, until, files, counts } = learntFrom
  const head = ['Source', 'File', 'SHA-256 of the content']
  return [
    `Learnt from what came of schools between ${inWords(from)} and ${inWords(until)}: ${count(counts.graded)} came to an overall grade, ${count(counts.notJudged)} to an inspection without one, ${count(counts.again)} were inspected again, ${count(counts.stillWaiting)} still wait, ${count(counts.withoutStart)} have no start.`,
    '',
    ...inColumns(head, files.map(({ source, file, sha256 }) => [source, file, sha256])), // prettier-ignore
    '',
  ]
}

async function score({ out, options }: Called, reads: Reads): Promise<ExitCode> {
  out.progress('judging', 0)
  const scores = await scored(reads, shippedTerms())
  if (scores === undefined) {
    out.complain(cannotLearn)
    return 1
  }
  if (options.json === true) out.print(writtenScores(scores).trimEnd())
  else for (const line of scoresInWords(scores)) out.print(line)
  return 0
}

function scoresInWords(scores: Scores): string[] {
  return [
    'Less is better. A term waited counts once for each school that waited in it.',
    '',
    'Authorities held out',
    ...inColumns(scoreHead, scoreRows(scores, 'heldOut', true)),
    '',
    'Through time: fitted up to 31 August 2022, judged on what came later',
    ...inColumns(scoreHead, scoreRows(scores, 'throughTime', true)),
  ]
}
