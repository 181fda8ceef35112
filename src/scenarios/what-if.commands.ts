import { parseAreaCode } from '../authorities/area.ts'
import type { Called, Command } from '../cli/command.ts'
import { inColumns } from '../cli/columns.ts'
import { inWords } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { withCounts } from '../triggers/said-alike.ts'
import type { LineFinding } from '../triggers/trigger.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { outcomeOf, standsInWords, type SchoolToTry } from './scenario.ts'
import { readOutcomes } from './scenario.form.ts'
import { schoolsToTry } from './schools-to-try.store.ts'
import { tryOut, type Tried } from './tried.ts'

/** What the lights of triggers 1 to 3 would be if schools became something else, and the fewest that would turn one green. */
export const whatIfCommands: readonly Command[] = [
  {
    usage: 'what-if',
    summary: 'what triggers 1 to 3 of an authority would be if schools became something else, as if on the 1-4 scale; not a forecast',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      {
        flags: '--school <urn=outcome>',
        summary: 'outstanding, good, requires-improvement or category; more with commas: 123001=good,123002=category',
      },
      { flags: '--fewest <trigger>', summary: 'add the fewest schools whose improvement turns this trigger green: 1, 2 or 3' },
      { flags: '--best <outcome>', summary: 'the most that a school may become in that: outstanding, as without it, or good' },
    ],
    wrongUse: (options) => [
      ...(parseAreaCode(textOf(options.authority)) ? [] : ['Give --authority with a code of three digits, as in 931']),
      ...wrongIn(textOf(options.school)),
      ...(options.fewest === undefined || /^\d{1,2}$/.test(textOf(options.fewest))
        ? []
        : ['--fewest is the number of a trigger, such as 1']),
      ...(options.best === undefined || ['good', 'outstanding'].includes(textOf(options.best)) ? [] : ['--best is good or outstanding']),
    ],
    async does(called) {
      const { reads, options, out, today } = called
      const [authority, chosen] = [parseAreaCode(textOf(options.authority)), readOutcomes(textOf(options.school))]
      if (!authority || !chosen.ok) return 2
      const framework = await frameworkOf(reads, authority)
      const found = await assessed(reads, framework, authority, { today })
      const schools = found ? await schoolsToTry(reads, authority, found.facts) : []
      if (!found || schools.length === 0) {
        out.complain(`No file of schools that is held names an authority ${authority}. "fiveday imports list" says what is held.`)
        return 1
      }
      const strange = [...chosen.value.keys()].filter((urn) => !schools.some((school) => school.urn === urn))
      for (const urn of strange) out.complain(`${urn} is not an open school of authority ${authority}, and is left out.`)
      const fewest = options.fewest === undefined ? undefined : Number(options.fewest)
      const best = options.best === 'good' ? 'good' : 'outstanding'
      const tried = tryOut(framework, found, schools, { chosen: chosen.value, fewest, best }, today)
      tell(called, schools, tried)
      return strange.length > 0 ? 1 : 0
    },
  },
]

const textOf = (option: Called['options'][string]): string => (typeof option === 'string' ? option : '')

function wrongIn(text: string): readonly string[] {
  const read = readOutcomes(text)
  return read.ok ? [] : read.problems.map((problem) => `--school: ${problem.text}`)
}

function tell({ options, out }: Called, schools: readonly SchoolToTry[], tried: Tried): void {
  const { before, chosen, found, triggers } = tried
  const changed = schools.flatMap((school) => {
    const outcome = chosen.get(school.urn)
    return outcome === undefined ? [] : [{ urn: school.urn, name: school.name, phase: school.phase, pupils: school.pupils, now: standsInWords(school), outcome }] // prettier-ignore
  })
  if (options.json === true) {
    const plain = {
      authority: before.authority,
      name: before.name,
      framework: before.framework,
      as_at: before.on,
      is: 'a what-if, not a forecast; outcomes as if on the 1-4 scale',
      search: found === undefined ? null : { found: found.kind, schools: found.kind === 'found' ? found.schools.length : null, lines_short: found.kind === 'out of reach' ? found.lines : [] }, // prettier-ignore
      schools: changed,
      triggers: triggers.map(({ number, title, before: was, after: is, lines }) => ({
        number,
        title,
        light_now: was.light,
        light_if: is.light,
        lines: lines.map((line) => ({ name: line.after.name, phase: line.after.phase, counts: line.after.counts, now: plainLine(line.before), if: plainLine(line.after) })), // prettier-ignore
      })),
    }
    out.print(JSON.stringify(plain, undefined, 2))
    return
  }
  out.print(`${before.name} (${before.authority}), on its schools as at ${inWords(before.on)}. A what-if, not a forecast; as if on the 1-4 scale.`) // prettier-ignore
  if (found !== undefined && found.kind !== 'found') out.print(`The search: ${found.kind}${found.kind === 'out of reach' ? ` (${found.lines.join('; ')})` : ''}.`) // prettier-ignore
  if (found?.kind === 'found') out.print(`The fewest schools: ${found.schools.length}. No fewer will do.`)
  const rows = changed.map(({ urn, name, phase, now, outcome }) => [urn, name, phase, now, outcomeOf(outcome)?.text ?? outcome])
  if (rows.length > 0) for (const line of inColumns(['URN', 'School', 'Phase', 'Now', 'If it became'], rows)) out.print(line)
  for (const { number, title, before: was, after: is, lines } of triggers) {
    out.print(`${number}. ${title}: ${was.light.toUpperCase()}, then ${is.light.toUpperCase()}`)
    for (const line of lines) out.print(`   ${line.after.name}, ${line.after.phase}: ${withCounts(line.before) ?? 'not measured'}, then ${withCounts(line.after) ?? 'not measured'}; ${line.before.light}, then ${line.after.light}`) // prettier-ignore
  }
}

const plainLine = ({ local, comparison, behind, count, of, light }: LineFinding) => ({ local, comparison, behind, count: count ?? null, of: of ?? null, light }) // prettier-ignore
