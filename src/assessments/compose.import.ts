import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { held } from '../sources/import-run.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { termBefore, termOf, termsOfYear, type Calendar, type Term } from '../terms/term.ts'
import { assess, type Assessed } from '../triggers/assess.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { factsOn } from '../triggers/facts.store.ts'
import { registersSay } from '../triggers/register-says.store.ts'
import { readFrozen } from './frozen.form.ts'
import {
  asSignedOff,
  asThen,
  assessedTriggers,
  type FileHeld,
  type TermAssessment,
  type Then,
  type WrittenTrigger,
} from './term-assessment.ts'
import { frozenText, sealOf, termAssessments, writtenIn, type KeptAssessment } from './term-assessment.store.ts'

/** The terms of an authority: by its own days where it gave any. */
export const termsFor = (reads: Reads, authority: AreaCode): Promise<Calendar> => calendarOf(reads, authority, shippedTerms())

/** The checksum of a framework with its limits, by which a change of it is known. */
export const frameworkSeal = (framework: Framework) => sealOf(canonicalJson({ ...framework, limits: { ...framework.limits, own: undefined, says: '' } })) // prettier-ignore

/** What is asked of a composition: whose, of which day, and today. */
export interface Composed {
  readonly framework: Framework
  readonly all: readonly KeptAssessment[]
  readonly calendar: Calendar
  readonly today: Day
}

/** All that composing the assessments of an authority needs, asked once for a page. */
export async function ground(reads: Reads, authority: AreaCode, today: Day): Promise<Composed> {
  return {
    framework: await frameworkOf(reads, authority),
    all: await termAssessments(reads, authority),
    calendar: await termsFor(reads, authority),
    today,
  }
}

/** The assessment of a term as it is said: from the frozen text alone when it is signed off, else from what is held now. */
export async function saidBy(reads: Reads, on: Composed, kept: KeptAssessment): Promise<TermAssessment | undefined> {
  const frozen = await frozenText(reads, kept.authority, kept.id)
  return frozen === null ? composed(reads, on, kept) : readFrozen(frozen)
}

/**
 * The assessment of a term from what is held, from the limits and the framework that stand, and from what was written.
 * Undefined where no held file names the authority or gives its day.
 */
export async function composed(reads: Reads, on: Composed, kept: KeptAssessment): Promise<TermAssessment | undefined> {
  const { framework, calendar, today } = on
  const found = await assessed(reads, framework, kept.authority, { on: kept.as_at, today })
  if (!found) return undefined
  const term = termsOfYear(kept.year, calendar).find(({ key }) => key === kept.term) ?? termOf(kept.as_at, calendar)
  const written = await writtenIn(reads, kept.authority, kept.id)
  const lastTerm = await thenOf(reads, on, found, termBefore(term, 1, calendar))
  const lastYear = await thenOf(reads, on, found, termBefore(term, 3, calendar))
  // An assessment goes to committees: what the registers say in it is what may leave officers' hands.
  const registers = await registersSay(reads, framework, { authority: kept.authority, on: kept.as_at, today, calendar, officer: false })
  const { key, title, shortTitle, edition, limits } = framework
  return {
    kind: 'fiveday term assessment',
    edition: 1,
    authority: kept.authority,
    name: found.assessment.name,
    nation: found.nationName,
    term: { key: term.key, year: term.year, words: wordsOf(term), beginsOn: term.beginsOn, lastsUntil: term.lastsUntil },
    on: kept.as_at,
    number: kept.number,
    framework: { key, title, shortTitle, edition, checksum: frameworkSeal(framework) },
    limits,
    files: await filesOf(reads, [found.facts.schoolsFile, found.facts.figuresFile]),
    triggers: assessedTriggers({ framework, assessment: found.assessment, written, lastTerm, lastYear, registers }),
    ...stepsOf(kept, on.all),
  }
}

/** The text that an assessment is frozen as when somebody signs it off. */
export function frozenAs(said: TermAssessment, by: string, now: Date): string {
  return canonicalJson({ ...said, signedOff: { by, at: now.toISOString() } } satisfies TermAssessment)
}

/** The seal of what stands to be signed off: it goes with the form, so that nobody signs what they have not seen. */
export function sealOfDraft(said: TermAssessment): string {
  return sealOf(canonicalJson(said))
}

/** What each officer wrote of the triggers, for the form that changes it. */
export function writtenOf(reads: Reads, kept: KeptAssessment): Promise<WrittenTrigger[]> {
  return writtenIn(reads, kept.authority, kept.id)
}

const wordsOf = ({ key, year }: Term) => `${key.charAt(0).toUpperCase()}${key.slice(1)} term ${year - 1} to ${year}`

async function thenOf(
  reads: Reads,
  { framework, all }: Composed,
  { assessment: { authority, name }, recorded }: Assessed,
  term: Term,
): Promise<Then | undefined> {
  const signed = all.find((one) => one.year === term.year && one.term === term.key && one.state === 'signed off')
  const frozen = signed && (await frozenText(reads, authority, signed.id))
  if (frozen !== undefined && frozen !== null) return asSignedOff(readFrozen(frozen))
  const facts = await factsOn(reads, framework, term.lastsUntil)
  return facts && asThen(term, assess({ framework, facts, authority }, name, recorded))
}

async function filesOf(reads: Reads, names: readonly string[]): Promise<FileHeld[]> {
  const files = await held(reads)
  return files
    .filter(({ file_name, source }) => source !== null && names.some((name) => name.endsWith(`(${file_name})`)))
    .map(({ source, file_name, checksum, as_at }) => ({ source: source ?? '', file: file_name, checksum: checksum ?? '', asAt: as_at }))
}

function stepsOf(
  kept: KeptAssessment,
  all: readonly KeptAssessment[],
): Pick<TermAssessment, 'drafted' | 'challenged' | 'signedOff' | 'corrects'> {
  // prettier-ignore
  const { challenged_by: challenger, challenged_at: challengedAt, challenge } = kept
  const corrected = all.find(({ id }) => id === kept.supersedes)
  return {
    drafted: { by: kept.drafted_by, at: kept.drafted_at.toISOString() },
    challenged:
      challenger !== null && challengedAt !== null ? { by: challenger, at: challengedAt.toISOString(), said: challenge ?? '' } : null,
    signedOff: null,
    corrects: corrected ? { number: corrected.number, reason: kept.correction_reason ?? '' } : null,
  }
}
