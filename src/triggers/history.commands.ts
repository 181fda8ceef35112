import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { inColumns } from '../cli/columns.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { termInShort } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { areaNames } from './area-names.store.ts'
import { historyOf, type LineHistory, type LineInTerm } from './history.ts'
import { pastDays } from './history.store.ts'
import { withCounts } from './said-alike.ts'
import { printed } from './sentence.ts'

export const historyCommands: readonly Command[] = [
  {
    usage: 'triggers history',
    summary: 'triggers 1 to 3 of an authority through every term of which enough is held, with how many schools are known',
    options: [{ flags: '--authority <code>', summary: 'the three digits of an authority: 931' }],
    async does(called) {
      const { reads, options, out } = called
      const authority = parseAreaCode(String(options.authority ?? ''))
      if (authority === undefined) {
        out.complain('Give --authority with a code of three digits, as in 931')
        return 2
      }
      return tell(called, authority, (await areaNames(reads, [authority])).get(authority))
    },
  },
]

async function tell({ reads, options, out }: Called, authority: AreaCode, name: string | undefined): Promise<ExitCode> {
  const { days, nation } = await pastDays(reads, await calendarOf(reads, authority, shippedTerms()))
  const framework = await frameworkOf(reads, authority)
  if (name === undefined || days.length === 0) {
    out.complain(`No file of schools that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
    return 1
  }
  const lines = historyOf(framework, days, { authority, nation })
  if (options.json === true) {
    out.print(JSON.stringify({ authority, name, framework: framework.key, lines: lines.map(asPlain) }, undefined, 2))
    return 0
  }
  out.print(`${name} (${authority}): triggers 1 to 3 of ${framework.shortTitle}, term by term`)
  for (const line of lines) for (const text of asText(line)) out.print(text)
  return 0
}

function asPlain({ trigger, title, name, line, terms }: LineHistory) {
  return { trigger, title, name, phase: line.phase, counts: line.beside !== true, terms: terms.map(plainTerm) }
}

function plainTerm({ term, on, how, fileAsAt, finding, known, ofFile }: LineInTerm) {
  const { local, comparison, behind, unit, light, because } = finding
  return {
    term: term.key,
    academic_year: `${term.year - 1} to ${term.year}`,
    on,
    how,
    file_as_at: fileAsAt,
    local,
    comparison,
    behind,
    unit,
    light,
    because,
    known: known.ours,
    known_nationally: known.country,
    // Of the country's schools in the file, those to which the file itself gives a judgement published by the day.
    of_file: ofFile,
  }
}

function asText({ trigger, name, line, terms }: LineHistory): string[] {
  const rows = terms.map(({ term, on, how, finding, known, ofFile }) => [
    termInShort(term),
    inWords(on),
    how,
    withCounts(finding) ?? 'grey',
    finding.comparison === null ? 'grey' : printed(finding.comparison, finding.unit),
    finding.local === null ? 'grey' : finding.light,
    `${count(known.ours.known)} of ${count(known.ours.expected)}`,
    `${count(known.country.known)} of ${count(known.country.expected)}`,
    how === 'rebuilt' ? `${count(ofFile.judged)} of ${count(ofFile.schools)}` : '',
  ])
  const head = ['Term', 'As at', 'How', 'Ours', 'Nationally', 'Light', 'Ours known', 'Known nationally', 'Judged in the file']
  return ['', `${trigger}. ${name}${line.phase === 'all' ? '' : `, ${line.phase}`}`, ...inColumns(head, rows)]
}
