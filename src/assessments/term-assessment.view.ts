import { mayDo, type Role } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { termInWords, type Term, type TermKey } from '../terms/term.ts'
import { lightLooks } from '../triggers/light-look.ts'
import { limitsInWords } from '../triggers/said-alike.ts'
import type { ChangeSince } from './change-since.ts'
import { against, committeeHead, committeeRows, stepsInWords } from './term-assessment.document.ts'
import {
  commentedPhases,
  standingOf,
  withoutReason,
  type AssessedTrigger,
  type AssessmentState,
  type TermAssessment,
  type WrittenTrigger,
} from './term-assessment.ts'

/** What is kept of an assessment, as these pages need it. */
export interface Kept {
  readonly id: number
  readonly year: number
  readonly term: TermKey
  readonly number: number
  readonly state: AssessmentState
  readonly version: number
  readonly supersedes: number | null
  readonly drafted_account: number | null
  readonly challenged_at: Date | null
  readonly signed_off_by: string | null
  readonly signed_off_at: Date | null
  readonly frozen_sha256: string | null
}

const stateWords: Readonly<Record<AssessmentState, string>> = { draft: 'Draft', challenged: 'Challenged, not signed off', 'signed off': 'Signed off' } // prettier-ignore

/** The list of terms: those of late, with the state of each assessment, and the form that begins one. */
export function assessmentsView({
  terms,
  all,
  role,
  problems,
  typed,
}: {
  terms: readonly Term[]
  all: readonly Kept[]
  role: Role
  problems: readonly Problem[]
  typed: string
}) {
  // prettier-ignore
  const rows = terms.toReversed().map((term) => {
    const versions = all.filter((one) => one.year === term.year && one.term === term.key)
    return {
      words: sentence(termInWords(term)),
      key: `${term.year}-${term.key}`,
      days: `${inWords(term.beginsOn)} to ${inWords(term.lastsUntil)}`,
      versions: versions.map(versionOf),
    }
  })
  return {
    title: 'The term’s assessment',
    problems,
    typed,
    rows,
    may: mayDo(role, 'assessments.draft'),
    action: paths.assessments(),
    undrafted: rows.filter(({ versions }) => versions.length === 0).map(({ key, words }) => ({ value: key, text: words })),
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function versionOf({ id, number, state, signed_off_by: by, signed_off_at: at }: Kept) {
  const words = state === 'signed off' && by !== null && at !== null ? `Signed off by ${by} on ${momentInWords(at)}` : stateWords[state]
  return { href: paths.assessment(id), text: `Version ${number}`, says: words }
}

/** The page of one assessment. */
export interface AssessmentFacts {
  readonly kept: Kept
  readonly said: TermAssessment
  readonly who: Person
  readonly all: readonly Kept[]
  readonly written: readonly WrittenTrigger[]
  /** The seal of what stands to be signed off. */
  readonly seal: string
  /** What it would say today, where it is signed off: what changed, and what of the rules did. */
  readonly since:
    | { readonly changes: readonly ChangeSince[]; readonly rules: readonly string[]; readonly revised: string; readonly today: Day }
    | undefined
  readonly problems: readonly Problem[]
  readonly given: Readonly<Record<string, string>>
}

/** One assessment: the committee's table, what each trigger rests on, its steps, and, once frozen, what it would say today. */
export function assessmentView(facts: AssessmentFacts) {
  const { kept, said, who, all, written, seal, since, problems, given } = facts
  const open = kept.state !== 'signed off'
  const rows = committeeRows(said)
  return {
    title: `${said.term.words}: ${said.name}`,
    problems,
    state: stateWords[kept.state],
    frozen: !open,
    onInWords: inWords(said.on),
    steps: stepsInWords(said),
    head: committeeHead,
    rows: said.triggers.map((trigger, i) => rowOf(kept, trigger, rows[i]?.comment ?? '')),
    framework: `${said.framework.title} (${said.framework.edition})`,
    limits: limitsInWords(said.limits),
    limitsSay: said.limits.says,
    files: said.files.map(({ file, asAt }) => `${file}${asAt === null ? '' : `, as at ${inWords(asAt)}`}`),
    seal: kept.frozen_sha256 ?? '',
    since: since && { ...since, same: since.changes.length + since.rules.length === 0, on: inWords(since.today) }, // prettier-ignore
    documents: (['pdf', 'docx', 'pptx', 'html', 'json'] as const).map((ending) => ({ href: paths.assessmentFile(kept.id, ending), text: documentNames[ending] })), // prettier-ignore
    versions: all.filter((one) => one.year === kept.year && one.term === kept.term && one.id !== kept.id).map(versionOf),
    newer: all.find(({ supersedes }) => supersedes === kept.id)?.id,
    ...stepsToTake({ kept, said, who, written, seal, all, given }),
  }
}

const documentNames = { pdf: 'PDF', docx: 'Word', pptx: 'Slide', html: 'HTML', json: 'JSON' } as const

function rowOf({ id, state }: Kept, trigger: AssessedTrigger, comment: string) {
  const { number, title, computed, officer, lastTerm, lastYear } = trigger
  return {
    title: `${number}. ${title}`,
    href: paths.assessmentTrigger(id, number),
    light: standingOf(trigger),
    computed: officer !== null && officer !== computed ? `computed ${computed}` : '',
    trends: [against('Last term', lastTerm), against('Last year', lastYear)],
    comment: comment.split('\n'),
    open: state !== 'signed off',
  }
}

function stepsToTake({
  kept,
  said,
  who,
  written,
  seal,
  all,
  given,
}: Pick<AssessmentFacts, 'kept' | 'said' | 'who' | 'written' | 'seal' | 'all' | 'given'>) {
  // prettier-ignore
  const open = kept.state !== 'signed off'
  const superseded = all.some(({ supersedes }) => supersedes === kept.id)
  const after = written.filter(({ at }) => kept.challenged_at !== null && at > kept.challenged_at).map(({ trigger }) => trigger)
  return {
    version: kept.version,
    sealSeen: seal,
    given,
    writtenAfter: after.length === 0 ? '' : `Written since the challenge: trigger ${after.join(', ')}.`,
    lacking: withoutReason(said.triggers).map(({ number }) => number),
    mayWrite: open && mayDo(who.role, 'assessments.draft'),
    mayChallenge: open && mayDo(who.role, 'assessments.challenge') && kept.drafted_account !== who.account,
    ownDraft: open && kept.state === 'draft' && kept.drafted_account === who.account,
    maySign: kept.state === 'challenged' && mayDo(who.role, 'assessments.sign-off'),
    mayCorrect: !open && !superseded && mayDo(who.role, 'assessments.draft'),
    actions: {
      challenge: paths.assessmentStep(kept.id, 'challenge'),
      signOff: paths.assessmentStep(kept.id, 'sign-off'),
      correct: paths.assessmentStep(kept.id, 'correct'),
      back: paths.assessments(),
    },
  }
}

/** The form in which officers write of one trigger: their light, its reason, and comments by phase; and, in a clash, both texts. */
export interface WritingFacts {
  readonly kept: Kept
  readonly said: TermAssessment
  readonly trigger: AssessedTrigger
  readonly written: WrittenTrigger | undefined
  readonly given: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: WrittenTrigger | undefined
}

const phaseWords = { all: 'Comment', primary: 'Primary', secondary: 'Secondary', special: 'Special' } as const

/** What the form of a trigger shows: what was computed, and what stands or was typed. */
export function writingView({ kept, said, trigger, written, given, problems, meanwhile }: WritingFacts) {
  const typed = Object.keys(given).length > 0
  return {
    title: `${trigger.number}. ${trigger.title}`,
    problems,
    term: `${said.term.words}: ${said.name}`,
    computed: trigger.computed,
    because: trigger.because,
    moved: `${paths.triggersMoved()}?to=${said.on}&trigger=${trigger.number}`,
    register: trigger.register ?? [],
    trends: [against('Last term', trigger.lastTerm), against('Last year', trigger.lastYear)],
    lines: trigger.lines.map(({ name, phase, light, because, counts }) => ({
      name: phase === '' ? name : `${name}, ${phase}`,
      light,
      because,
      counts,
    })),
    limitsSay: said.limits.says,
    light: typed ? (given.light ?? '') : (written?.light ?? 'computed'),
    lights: [
      { value: 'computed', text: `As computed: ${lightLooks[trigger.computed].word.toLowerCase()}` },
      ...(['green', 'amber', 'red', 'grey'] as const).map((light) => ({ value: light, text: lightLooks[light].word })),
    ],
    reason: typed ? (given.reason ?? '') : (written?.reason ?? ''),
    comments: commentedPhases.map((phase) => ({
      name: `comment-${phase}`,
      label: phaseWords[phase],
      text: typed ? (given[`comment-${phase}`] ?? '') : (written?.comments[phase] ?? ''),
      theirs: meanwhile?.comments[phase] ?? '',
    })),
    meanwhile: meanwhile && {
      by: meanwhile.by,
      at: momentInWords(meanwhile.at),
      light: meanwhile.light ?? 'as computed',
      reason: meanwhile.reason,
    },
    seen: meanwhile?.version ?? (typed ? (given.seen ?? 0) : (written?.version ?? 0)),
    stands: written ? `Written by ${written.by} on ${momentInWords(written.at)}.` : 'Nothing written yet.',
    actions: { write: paths.assessmentTrigger(kept.id, trigger.number), back: paths.assessment(kept.id) },
  }
}
