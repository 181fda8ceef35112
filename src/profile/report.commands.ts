import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { sourceNote } from '../measures/source-note.store.ts'
import { shippedParts } from './part.import.ts'
import { pictured } from './pictured.view.ts'
import { themeReportDocument } from './theme-report.document.ts'
import { shippedReports } from './theme-report.import.ts'
import { reportFacts } from './theme-report.store.ts'
import { subjectNamed, subjectsOf, type Subject } from './theme-report.ts'

export const reportCommands: readonly Command[] = [
  {
    usage: 'report',
    summary: 'the data report of an authority to a theme or an area of the framework, as an accessible PDF and as HTML',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      { flags: '--theme <key>', summary: 'a theme or an area: 5, theme-5, area-2' },
      { flags: '--out <folder>', summary: 'where the report is written; made if it is not there' },
    ],
    async does(called) {
      const asked = readAsked(called)
      if (typeof asked !== 'string') return writeReport(called, asked)
      called.out.complain(asked)
      return 2
    },
  },
]

interface Asked {
  readonly authority: AreaCode
  readonly subject: Subject
  readonly folder: string
}

function readAsked({ options, folder }: Called): Asked | string {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const code = text('authority')
  const authority = parseAreaCode(code ?? '')
  if (!authority) return `--authority must be three digits, such as 931${code === undefined ? '' : `: you gave ${code}`}`
  const framework = workingFramework()
  const reports = shippedReports(framework)
  const subject = subjectNamed(text('theme') ?? '', framework, reports)
  if (!subject) {
    const keys = subjectsOf(framework, reports).flatMap(({ area, themes }) => [area.key, ...themes.map(({ key }) => key)])
    return `--theme must be one of ${keys.join(', ')}${text('theme') === undefined ? '' : `: you gave ${text('theme')}`}`
  }
  const out = text('out')
  return out === undefined || out === '' ? 'Say where to write it: --out FOLDER' : { authority, subject, folder: path.resolve(folder, out) }
}

async function writeReport({ reads, out, options, today, signal }: Called, { authority, subject, folder }: Asked): Promise<ExitCode> {
  if (!(await authorityNamed(reads, authority))) {
    out.complain(`No file that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
    return 1
  }
  out.progress('Reading what is held', 0)
  const framework = await frameworkOf(reads, authority)
  const facts = await reportFacts(reads, { authority, subject, framework, parts: shippedParts().parts, breaks: shippedBreaks(), today })
  const source = await sourceNote(reads)
  out.progress('Drawing charts', 0.3)
  const drawn = await pictured(facts.whose, 'paper')
  const document = themeReportDocument({ ...facts, subject, framework: framework.shortTitle, source, pictured: drawn, made: today })
  signal.throwIfAborted()
  out.progress('Laying out the PDF', 0.6)
  const name = `data-report-${authority}-${subject.key}`
  const written = [
    await writeWhole(folder, `${name}.pdf`, await asPdf(document)),
    await writeWhole(folder, `${name}.html`, asHtml(document)),
  ]
  out.progress('Laying out the PDF', 1)
  if (options.json === true) out.print(JSON.stringify({ authority, theme: subject.key, written }, undefined, 2))
  else for (const file of written) out.print(`Wrote ${file}`)
  return 0
}
