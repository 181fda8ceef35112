import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { asSlides } from '../documents/slides.renderer.ts'
import { asWord } from '../documents/word.renderer.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { inWords, type Day } from '../lib/day.ts'
import { ground, saidBy } from './compose.import.ts'
import { committeeRows, stepsInWords, termAssessmentDeck, termAssessmentDocument } from './term-assessment.document.ts'
import { readTermAsked } from './term-assessment.form.ts'
import type { TermAssessment } from './term-assessment.ts'
import { frozenText, termAssessments } from './term-assessment.store.ts'

const authorityOption = { flags: '--authority <code>', summary: 'the three digits of an authority: 931' }

/** The assessments of an authority term by term, and one of them in the terminal or as a file. */
export const assessmentCommands: readonly Command[] = [
  {
    usage: 'assessments list',
    summary: 'the assessments of an authority, term by term: state, who took each step, and the seal of those signed off',
    options: [authorityOption],
    wrongUse,
    async does({ reads, options, out }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const all = (await termAssessments(reads, authority)).map((one) => ({
        term: `${one.year}-${one.term}`,
        version: one.number,
        as_at: one.as_at,
        state: one.state,
        drafted_by: one.drafted_by,
        challenged_by: one.challenged_by,
        signed_off_by: one.signed_off_by,
        signed_off_at: one.signed_off_at?.toISOString() ?? null,
        sha256: one.frozen_sha256,
      }))
      if (options.json === true) out.print(JSON.stringify({ authority, assessments: all }, undefined, 2))
      else if (all.length === 0) out.print(`Authority ${authority} has no assessment yet.`)
      else for (const { term, version, as_at, state, signed_off_by } of all) out.print(`${term} version ${version}, as at ${inWords(as_at)}: ${state}${signed_off_by === null ? '' : ` by ${signed_off_by}`}`) // prettier-ignore
      return 0
    },
  },
  {
    usage: 'assessments show',
    summary: 'one assessment, or a file of it: the newest, or that of a term; one signed off is shown from its frozen text',
    options: [
      authorityOption,
      { flags: '--term <term>', summary: 'a term by the year its academic year ends in: 2026-autumn' },
      { flags: '--number <n>', summary: 'which version of the term; without it, the newest' },
      { flags: '--out <file>', summary: 'write a file, by its ending: .pdf, .docx, .pptx, .html or .json' },
    ],
    wrongUse: (options) => [
      ...wrongUse(options),
      ...(options.term !== undefined && !readTermAsked(textOf(options.term)) ? ['--term is a year and a term, such as 2026-autumn'] : []),
      ...(options.out !== undefined && !formatOf(textOf(options.out)) ? ['--out must end in .pdf, .docx, .pptx, .html or .json'] : []),
    ],
    does: showOne,
  },
]

async function showOne(called: Called): Promise<ExitCode> {
  const { reads, options, out, today } = called
  const authority = authorityIn(options)
  if (!authority) return 2
  const on = await ground(reads, authority, today)
  const term = readTermAsked(textOf(options.term))
  const kept = on.all.find(
    (one) =>
      (!term || (one.year === term.year && one.term === term.key)) &&
      (options.number === undefined || String(one.number) === options.number),
  )
  const said = kept && (await saidBy(reads, on, kept))
  if (!kept || !said) {
    out.complain(`There is no such assessment of authority ${authority}. "fiveday assessments list" says which there are.`)
    return 1
  }
  const text = (await frozenText(reads, authority, kept.id)) ?? canonicalJson(said)
  if (options.out !== undefined) return write(called, textOf(options.out), { said, text, today })
  if (options.json === true) out.print(text)
  else for (const line of asText(said)) out.print(line)
  return 0
}

interface Shown {
  readonly said: TermAssessment
  readonly text: string
  readonly today: Day
}

async function write({ options, out, folder }: Called, name: string, { said, text, today }: Shown): Promise<ExitCode> {
  const format = formatOf(name)
  if (!format) return 2
  const document = termAssessmentDocument(said, inWords(today))
  const makes = { pdf: () => asPdf(document), docx: () => asWord(document), pptx: () => asSlides(termAssessmentDeck(said)), html: () => asHtml(document), json: () => text } // prettier-ignore
  const file = path.resolve(folder, name)
  const written = await writeWhole(path.dirname(file), path.basename(file), await makes[format]())
  out.print(options.json === true ? JSON.stringify({ written }) : `Wrote ${written}`)
  return 0
}

function asText(said: TermAssessment): string[] {
  return [
    `${said.name} (${said.authority}): ${said.term.words}, as at ${inWords(said.on)}`,
    ...stepsInWords(said),
    ...committeeRows(said).flatMap(({ name, light, trend, comment }) => ['', `${name}: ${light.toUpperCase()}`, ...[...trend.split('\n'), ...comment.split('\n')].map((line) => `   ${line}`)]), // prettier-ignore
    '',
    said.limits.says,
  ]
}

const formats = ['pdf', 'docx', 'pptx', 'html', 'json'] as const
const formatOf = (name: string) => formats.find((format) => name.toLowerCase().endsWith(`.${format}`))
const textOf = (option: string | boolean | undefined) => (typeof option === 'string' ? option : '')
const authorityIn = (options: Called['options']): AreaCode | undefined => parseAreaCode(textOf(options.authority))

function wrongUse(options: Called['options']): readonly string[] {
  return authorityIn(options) ? [] : ['--authority must be three digits, such as 931']
}
