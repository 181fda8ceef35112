import { inColumns } from '../cli/columns.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { parseRun } from '../sources/import-run.ts'
import { run } from '../sources/import-run.store.ts'
import { inspectImport } from './inspection.import.ts'
import { nameOfRule } from './quality-finding.ts'
import { reportOf, type HeldFinding } from './quality-report.store.ts'

/** Commands about the quality of published figures. */
export const qualityCommands: readonly Command[] = [
  {
    usage: 'imports quality <run>',
    summary: 'Tell what an import gave that you should know before quoting its figures, and what was checked',
    options: [
      { flags: '--json', summary: 'Print what a program can read' },
      { flags: '--again', summary: 'Check it again first' },
    ],
    does: tellQuality,
  },
]

async function tellQuality({ db, reads, args, options, out, now }: Called): Promise<ExitCode> {
  const found = await run(reads, parseRun(args[0]))
  if (!found || found.state !== 'done') {
    out.complain(`There is no import ${args[0]} that gave anything. fiveday imports list shows their numbers.`)
    return 1
  }
  if (options.again === true || !(await reportOf(reads, found.id))) await inspectImport(db, found, now())
  const { checks = [], findings = [], checkedAt } = (await reportOf(reads, found.id)) ?? {}
  if (options.json) {
    out.print(JSON.stringify({ run: found.id, file: found.file_name, checkedAt, checks, findings }, null, 2))
    return 0
  }
  out.print(`${found.file_name}: ${findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding')}.`)
  for (const finding of findings) for (const line of told(finding)) out.print(line)
  out.print('')
  out.print(`What was checked${checkedAt ? ` on ${momentInWords(checkedAt)}` : ''}:`)
  for (const line of inColumns(
    ['rule', 'what was looked at'],
    checks.map(({ rule, said }) => [nameOfRule(rule), said]),
  ))
    out.print(line)
  return 0
}

function told({ id, weight, rule, sentence, rowsBehind, explained }: HeldFinding): readonly string[] {
  const rows = rowsBehind === 0 ? '' : ` (${counted(rowsBehind, 'row')} behind it)`
  const said = explained ? [`    Explained by ${explained.by}: ${explained.reason}`] : []
  return ['', `${id}. ${nameOfRule(rule)}, ${weight}${rows}`, `    ${sentence}`, ...said]
}
