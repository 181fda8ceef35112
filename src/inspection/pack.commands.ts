import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { readDay, whyNoAsAt, type Day } from '../lib/day.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import type { Source } from '../sources/source.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { packDocument } from './pack.document.ts'
import { packFacts } from './pack.store.ts'

/** `sources` are the published files there can be, so that the pack can name those it was made from. */
export function packCommands(sources: readonly Source[]): readonly Command[] {
  return [
    {
      usage: 'pack',
      summary: 'the inspection pack of an authority: its triggers, profile and schools, as an accessible PDF and as HTML',
      options: [
        { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
        { flags: '--out <folder>', summary: 'where pack.pdf and pack.html are written; made if it is not there' },
        { flags: '--on <day>', summary: 'as at a day, written 31/08/2025; without it, the latest the held files cover' },
      ],
      async does(called) {
        const asked = readAsked(called)
        if (typeof asked !== 'string') return writePack(called, asked, sources)
        called.out.complain(asked)
        return 2
      },
    },
  ]
}

interface Asked {
  readonly authority: AreaCode
  readonly folder: string
  readonly on: Day | undefined
}

function readAsked({ options, folder, today }: Called): Asked | string {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const code = text('authority')
  const authority = parseAreaCode(code ?? '')
  if (!authority) return `--authority must be three digits, such as 931${code === undefined ? '' : `: you gave ${code}`}`
  const out = text('out')
  if (out === undefined || out === '') return 'Say where to write it: --out FOLDER'
  const on = text('on')
  const day = on === undefined ? undefined : readDay(on)
  if (on !== undefined && day === undefined) return `"${on}" is not a day: write it as 31/08/2025`
  const beyond = day && whyNoAsAt(day, today)
  if (beyond) return beyond
  return { authority, folder: path.resolve(folder, out), on: day }
}

async function writePack({ reads, out, options, today, signal }: Called, asked: Asked, sources: readonly Source[]): Promise<ExitCode> {
  const { authority, on, folder } = asked
  out.progress('Reading what is held', 0)
  const facts = await packFacts(reads, {
    authority,
    on,
    framework: await frameworkOf(reads, authority),
    breaks: shippedBreaks(),
    sources,
    made: today,
    terms: shippedTerms(),
  })
  if (!facts) {
    out.complain(`No file that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
    return 1
  }
  out.progress('Drawing charts', 0.3)
  const document = await packDocument(facts)
  signal.throwIfAborted()
  out.progress('Laying out the PDF', 0.6)
  const written = [await writeWhole(folder, 'pack.pdf', await asPdf(document)), await writeWhole(folder, 'pack.html', asHtml(document))]
  out.progress('Laying out the PDF', 1)
  if (options.json === true) out.print(JSON.stringify({ authority, on: facts.found.assessment.on, written }, undefined, 2))
  else for (const file of written) out.print(`Wrote ${file}`)
  return 0
}
