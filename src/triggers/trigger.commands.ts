import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { inColumns } from '../cli/columns.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { Framework } from '../frameworks/framework.ts'
import { inWords, readDay, whyNoAsAt } from '../lib/day.ts'
import { frameworkOf, frameworksOfAll } from '../limits/framework-of.import.ts'
import { assessed, assessments } from './assessment.store.ts'
import { factsOn } from './facts.store.ts'
import { asPlain, asText } from './printed-assessment.ts'
import { restsOn, saidOfRecorded } from './said-alike.ts'
import type { AsAt, Assessment, TriggerFinding } from './trigger.ts'

export const triggerCommands: readonly Command[] = [
  {
    usage: 'triggers',
    summary: 'the eight triggers of an authority, or of all of them: light, trend, and the lines and sentences that earn them',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      { flags: '--all', summary: 'every authority there is today' },
      { flags: '--on <day>', summary: 'as at a day, written 31/08/2025; without it, the latest the held files cover' },
    ],
    async does(called) {
      const { options } = called
      const on = typeof options.on === 'string' ? readDay(options.on) : undefined
      if (options.on !== undefined && on === undefined) return wrong(called, `"${String(options.on)}" is not a day: write it as 31/08/2025`)
      const beyond = on && whyNoAsAt(on, called.today)
      if (beyond) return wrong(called, beyond)
      if ((options.authority === undefined) === (options.all === undefined)) return wrong(called, 'Give --authority with a code, or --all')

      const asked = { on, today: called.today }
      if (options.all === true) return ofAll(called, workingFramework(), asked)
      const authority = parseAreaCode(String(options.authority))
      if (authority === undefined)
        return wrong(called, `"${String(options.authority)}" is not an authority's code: it has three digits, as in 931`)
      return ofOne(called, authority, asked)
    },
  },
]

async function ofOne({ reads, options, out }: Called, authority: AreaCode, asked: AsAt): Promise<ExitCode> {
  const framework = await frameworkOf(reads, authority)
  const found = await assessed(reads, framework, authority, asked)
  if (found === undefined) {
    out.complain(`No file that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
    return 1
  }
  if (options.json === true) out.print(JSON.stringify([asPlain(found.assessment, found.facts, framework.limits)], undefined, 2))
  else for (const line of asText(framework, found, asked)) out.print(line)
  return 0
}

async function ofAll({ reads, options, out }: Called, framework: Framework, asked: AsAt): Promise<ExitCode> {
  const judged = await frameworksOfAll(reads)
  const all = await assessments(reads, framework, asked, judged)
  const facts = await factsOn(reads, framework, asked.on)
  if (all.length === 0 || facts === undefined) {
    out.complain('No file that is held names any authority. Import one with "fiveday import FILE".')
    return 1
  }
  if (options.json === true)
    out.print(
      JSON.stringify(
        all.map((one) => asPlain(one, facts, judged(one.authority).limits)),
        undefined,
        2,
      ),
    )
  else for (const line of asTable(framework, all, asked)) out.print(line)
  return 0
}

function asTable(framework: Framework, all: readonly Assessment[], asked: AsAt): string[] {
  const { shortTitle, triggers, limits } = framework
  const head = ['Code', 'Authority', ...triggers.map(({ number }) => String(number))]
  const rows = all.map((one) => [one.authority, one.name, ...one.triggers.map(lightOnLines)])
  const on = all[0]?.on
  return [
    `The eight triggers of ${shortTitle}${on === undefined ? '' : ` as at ${inWords(on)}`}`,
    saidOfRecorded(framework, asked),
    '',
    ...inColumns(head, rows),
    '',
    ...triggers.map(({ number, title }) => `${number}  ${title}`),
    '',
    'green 1/4: only 1 of the 4 lines of that trigger can be measured, and it is green',
    '',
    limits.says,
    ...all.flatMap(({ limitsSay }) => (limitsSay === limits.says ? [] : [limitsSay])),
  ]
}

/** `green`, or `green 1/4` where it rests on one of four lines. */
function lightOnLines(finding: TriggerFinding): string {
  const rests = restsOn(finding)
  return rests === '' ? finding.light : `${finding.light} ${rests.replace(' of ', '/').replace(' lines', '')}`
}

function wrong({ out }: Called, why: string): ExitCode {
  out.complain(why)
  return 2
}
