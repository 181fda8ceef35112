import type { Framework, Limits } from '../frameworks/framework.ts'
import { counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { Assessed } from './assess.ts'
import { countsOf, type Facts, type ReportCardCounts } from './facts.ts'
import { cardsSay } from './report-cards-say.ts'
import { restsOn, saidOfRecorded } from './said-alike.ts'
import type { AsAt, Assessment, LineFinding, TriggerFinding } from './trigger.ts'

/**
 * An assessment as a program reads it: what `fiveday triggers --json` promises.
 *
 * A line that is shown beside and does not count in the light is left out, so that the lines given are those that earned it.
 * `limits` says whose they are: the defaults, or the authority's own, with who set them and why.
 * `report_cards` is the measure beside good or outstanding, ours and the country's; null where no file gives any card.
 */
export function asPlain(
  { authority, name, framework, on, triggers }: Assessment,
  { reportCards, nation }: Pick<Facts, 'reportCards' | 'nation'>,
  { says, own }: Pick<Limits, 'says' | 'own'>,
) {
  const report_cards = { ours: plainCards(reportCards.get(authority)), nation: plainCards(reportCards.get(nation)) }
  const limits = { whose: own === undefined ? 'default' : 'own', ...own, says }
  return { authority, name, framework, on, limits, triggers: triggers.map(plainTrigger), report_cards }
}

function plainCards(counts: ReportCardCounts | undefined) {
  return counts === undefined ? null : { cards: counts.cards, at_expected: counts.atExpected, not_known: counts.notKnown }
}

/** An assessment as a person reads it, line by line. */
export function asText(framework: Framework, { assessment, facts, nationName }: Assessed, asked: AsAt): string[] {
  const { shortTitle, limits } = framework
  const { authority, name, on, triggers } = assessment
  return [
    `${name} (${authority}): the eight triggers of ${shortTitle} as at ${inWords(on)}`,
    ...stillGraded(facts, authority),
    ...(facts.schools ? [cardsSay(facts, authority, facts.schools, nationName)] : []),
    saidOfRecorded(framework, asked),
    ...triggers.flatMap(triggerText),
    '',
    limits.says,
  ]
}

/** How many schools still carry an overall grade, as a sentence; none where no file of schools covers the day. */
function stillGraded({ schools }: Pick<Facts, 'schools'>, authority: Assessment['authority']): string[] {
  if (schools === undefined) return []
  const { graded, schools: all } = countsOf(schools, authority, 'all')
  return [`${graded} of ${counted(all, 'school')} still ${graded === 1 ? 'carries' : 'carry'} an overall grade on ${inWords(schools.on)}.`]
}

function plainTrigger({ number, title, light, trend, because, lines }: TriggerFinding) {
  return { number, title, light, trend, because, lines: lines.filter((line) => line.counts).map(plainLine) }
}

function plainLine({ name, phase, local, comparison, behind, unit, period, source, light, because }: LineFinding) {
  return { name, phase, local, comparison, behind, unit, period, source, light, because }
}

function triggerText(finding: TriggerFinding): string[] {
  const { number, title, light, trend, because, lines } = finding
  const rests = restsOn(finding)
  const head = `${number}. ${title}: ${light.toUpperCase()}${rests === '' ? '' : `, on ${rests}`} (${trend === 'unknown' ? 'trend not known' : trend})`
  if (lines.length === 0) return ['', head, `   ${because}`]
  return ['', head, ...lines.flatMap(lineText)]
}

function lineText({ counts, light, because, beside }: LineFinding): string[] {
  const head = counts ? `   ${light.padEnd(5)}  ${because}` : `   beside ${because}`
  return [head, ...beside.map((words) => `          ${words}.`)]
}
