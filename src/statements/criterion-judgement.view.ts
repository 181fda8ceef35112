import type { EvidenceItem } from '../evidence/evidence.ts'
import { evidenceRow } from '../evidence/evidence.view.ts'
import type { Criterion, Framework, Theme } from '../frameworks/framework.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { academicYearOf, type Day } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import {
  confidences,
  freshness,
  isDisputed,
  judgedParts,
  type CriterionJudgement,
  type JudgedPart,
  type JudgementStep,
} from './criterion-judgement.ts'
import { inPlace, type Duty } from './duty.ts'
import { differs, frameworkSays, gradeSays, placeSays, stateSays, sureSays, under, waitsForChallenge, wordingSays } from './theme.view.ts'
import type { FrameworkAsked } from './theme.ts'

/** What stands in the forms: what was typed, what is wrong with it, and what somebody else made of it meanwhile. */
export interface JudgementForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** What stands of the parts that two changed, for their writer to settle. */
  readonly theirs?: Readonly<Partial<Record<JudgedPart, string>>>
  /** Typed for a judgement that went on meanwhile, and so not kept: shown, so that it is not lost. */
  readonly notKept?: boolean
}

/** What somebody who looks may do here; a sentence is why they may not. */
export interface MayHere {
  readonly judge: string | undefined
  readonly challenge: string | undefined
  readonly answer: string | undefined
  /** Whether their account may write or challenge at all, and the framework is in use. */
  readonly works: boolean
}

export interface JudgementFacts extends JudgementForm {
  readonly asked: FrameworkAsked
  readonly theme: Theme
  readonly criterion: Criterion
  readonly duty: Duty
  readonly looks: readonly CriterionJudgement[]
  readonly steps: readonly JudgementStep[]
  readonly evidence: readonly EvidenceItem[]
  readonly may: MayHere
  readonly on: Day
}

/** How each part of a judgement is called. */
export const partSays: Readonly<Record<JudgedPart, string>> = {
  grade: 'Grade',
  confidence: 'How sure we are',
  reason: 'The reason',
  strengths: 'Strengths',
  gaps: 'Gaps',
  better: 'What would make it better',
}

/** The page of a criterion: the judgement as it stands, what may be done with it, its history, earlier looks, the evidence. */
export function criterionView(facts: JudgementFacts) {
  const { asked, theme, criterion, duty, looks, steps, evidence, may, on, problems } = facts
  const [now, ...earlier] = looks
  const { framework } = asked
  return {
    title: criterion.text,
    key: criterion.key,
    makeAction: may.works ? paths.newAction({ arose: 'criterion', key: criterion.key, says: (looks[0]?.gaps || criterion.text).slice(0, 600), framework: asked.framework.key, theme: theme.key, criterion: criterion.key }) : '', // prettier-ignore
    words: wordingSays[criterion.words],
    theme: theme.title,
    framework: frameworkSays(asked),
    back: under(asked, paths.evaluationTheme(theme.key)),
    duty: under(asked, paths.themeDuty(theme.key)),
    lead: placeSays(duty.lead),
    partner: placeSays(duty.partner),
    now: now && standing(framework, now, on),
    step: stepOpen(now, may),
    waits: waitsFor(now, duty, may),
    lastKept: lastKept(now, steps),
    beside: beside(asked, theme, criterion),
    form: formOf(facts, now),
    notKept: facts.notKept === true ? partsTyped(framework, facts.typed) : [],
    history: steps.map((step) => stepRow(framework, step, looks)),
    earlier: earlier.map((look) => standing(framework, look, on)),
    evidence: evidence.map(evidenceRow),
    evidenceHref: under(asked, paths.criterionEvidence(criterion.key)),
    actions: {
      write: paths.criterionJudgement(criterion.key),
      begin: paths.judgementStep(criterion.key, 'begin'),
      takeBack: paths.judgementStep(criterion.key, 'take-back'),
      challenge: paths.judgementStep(criterion.key, 'challenge'),
      answer: paths.judgementStep(criterion.key, 'answer'),
    },
    problems,
  }
}

type Open = 'write' | 'ready' | 'challenge' | 'answer' | 'begin' | ''

/** What whoever looks can do next: write the draft, wait (and take it back), challenge, answer, or begin a further look. */
function stepOpen(now: CriterionJudgement | undefined, may: MayHere): Open {
  if (!may.works) return ''
  if (now === undefined || now.state === 'draft') return may.judge === undefined ? 'write' : ''
  if (now.state === 'ready') return may.challenge === undefined ? 'challenge' : may.judge === undefined ? 'ready' : ''
  if (now.state === 'challenged') return may.answer === undefined ? 'answer' : ''
  return may.judge === undefined ? 'begin' : ''
}

/** Whom a judgement waits for, where that is not whoever looks. */
function waitsFor(now: CriterionJudgement | undefined, { lead, partner }: Duty, may: MayHere): string {
  if (!may.works) return ''
  if (now?.state === 'agreed') return ''
  if (now?.state === 'ready') {
    return may.challenge === undefined ? '' : waitsForChallenge(partner)
  }
  if (now?.state !== 'challenged') return may.judge ?? ''
  if (may.answer === undefined) return ''
  const holder = inPlace(lead)
  return holder ? `It waits for ${holder.name} to answer the challenge.` : 'It waits for an answer, and there is no lead yet.'
}

/** When a draft was last kept, for whoever goes on writing it. */
function lastKept(now: CriterionJudgement | undefined, steps: readonly JudgementStep[]): string {
  const last = now?.state === 'draft' ? steps.find(({ judgement }) => judgement === now.id) : undefined
  return last ? `Last kept on ${momentInWords(last.done_at)} by ${last.done_by}.` : ''
}

/** The criteria before and after this one in its theme, so that a theme can be gone through in one sitting. */
function beside(asked: FrameworkAsked, { criteria }: Theme, { key }: Criterion) {
  const place = criteria.findIndex((one) => one.key === key)
  const link = (one: Criterion | undefined) =>
    one && { key: one.key, text: one.text, href: under(asked, paths.criterionJudgement(one.key)) }
  return { before: link(criteria[place - 1]), after: link(criteria[place + 1]), says: `${place + 1} of ${criteria.length} in this theme` }
}

/** A look at a criterion as the page prints it. */
function standing(framework: Framework, look: CriterionJudgement, on: Day) {
  const { agreed_by: agreedBy, agreed_at: agreedAt, challenged_by: challengedBy, challenged_at: challengedAt } = look
  return {
    number: look.number,
    year: academicYearInWords(look.year),
    fresh: freshness(look.year, academicYearOf(on)),
    state: stateSays[look.state],
    grade: gradeSays(framework, look.grade) || 'No grade yet',
    parts: judgedParts.map((part) => ({ name: partSays[part], text: partText(framework, part, look[part]) || '–' })),
    needsLook: look.needs_look ?? '',
    begun: `${look.drafted_by} began it on ${momentInWords(look.drafted_at)}.`,
    agreed: agreedBy && agreedAt ? `Agreed by ${agreedBy} on ${momentInWords(agreedAt)}.` : '',
    challenged: challengedBy && challengedAt ? `Challenged by ${challengedBy} on ${momentInWords(challengedAt)}.` : '',
    challenge: look.challenge ?? '',
    challengeReason: look.challenge_reason ?? '',
    differs: differs(framework, look),
    stands: isDisputed(look) ? (look.lead_says ?? '') : '',
    otherGrade: gradeSays(framework, look.challenge_grade),
  }
}

/** One part of a judgement in words. */
export function partText(framework: Framework, part: JudgedPart, value: string | null): string {
  if (part === 'grade') return gradeSays(framework, value)
  if (part !== 'confidence') return value ?? ''
  const sure = confidences.find((one) => one === value)
  return sureSays(sure ?? null)
}

function formOf({ asked, typed, theirs }: JudgementFacts, now: CriterionJudgement | undefined) {
  const draft = now?.state === 'draft' ? now : undefined
  const value = (part: JudgedPart) => typed[part] ?? draft?.[part] ?? ''
  return {
    ...Object.fromEntries(judgedParts.map((part) => [part, value(part)])),
    theirs: theirs ?? {},
    number: typed.number ?? String(now?.number ?? 0),
    version: typed.version ?? String(now?.version ?? 0),
    grades: asked.framework.scale.grades.map(({ key, title, says }) => ({ value: key, text: title, hint: says })),
    gradesToo: [{ value: '', text: 'The same grade' }, ...asked.framework.scale.grades.map(({ key, title }) => ({ value: key, text: title }))], // prettier-ignore
    confidences: confidences.map((one) => ({ value: one, text: sureSays(one) })),
    challenge: typed.challenge ?? '',
    challengeGrade: typed['challenge-grade'] ?? '',
    challengeReason: typed['challenge-reason'] ?? '',
    answer: typed.answer ?? '',
    leadSays: typed['lead-says'] ?? '',
  }
}

/** What somebody typed that is not kept, so that they can read and copy it. */
function partsTyped(framework: Framework, typed: Readonly<Record<string, string>>) {
  const judged = judgedParts.map((part) => ({ name: partSays[part], text: partText(framework, part, typed[part] ?? '') }))
  const rest = [
    { name: 'Your challenge', text: typed.challenge ?? '' },
    { name: 'Your reason', text: typed['challenge-reason'] ?? '' },
    { name: 'Why it stands', text: typed['lead-says'] ?? '' },
  ]
  return [...judged, ...rest].filter(({ text }) => text !== '')
}

function stepRow(framework: Framework, step: JudgementStep, looks: readonly CriterionJudgement[]) {
  const said = (part: string) => {
    const text = step.says[part]
    return typeof text === 'string' ? text : ''
  }
  const challenge = [
    { name: 'The challenge', text: said('challenge') },
    { name: 'The partner’s grade', text: gradeSays(framework, said('otherGrade')) },
    { name: 'The partner’s reason', text: said('otherReason') },
    { name: 'The lead', text: said('leadSays') },
  ]
  const judged = judgedParts.map((part) => ({ name: partSays[part], text: partText(framework, part, said(part)) }))
  return {
    who: step.done_by,
    at: momentInWords(step.done_at),
    what: step.step,
    look: looks.find(({ id }) => id === step.judgement)?.number ?? '',
    version: step.version,
    says: [...judged, ...challenge].filter(({ text }) => text !== ''),
  }
}
