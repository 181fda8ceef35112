import type { Framework } from '../frameworks/framework.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { challenges, confidences, type Judged } from './criterion-judgement.ts'

type Body = Readonly<Record<string, string>>

const longest = 8000

const texts = [
  ['reason', 'The reason'],
  ['strengths', 'The strengths'],
  ['gaps', 'The gaps'],
  ['better', 'What would make it better'],
] as const

/**
 * Reads what somebody says of a criterion. A draft may leave out anything; to be ready for challenge it has a grade, how sure
 * they are, and the reason.
 */
export function readJudged(body: Body, framework: Framework, { ready }: { readonly ready: boolean }): Checked<Judged> {
  const problems: Problem[] = []
  const typed = (name: string) => (body[name] ?? '').replaceAll('\r\n', '\n').trim()
  const grade = framework.scale.grades.find(({ key }) => key === body.grade)?.key ?? null
  const confidence = confidences.find((one) => one === body.confidence) ?? null
  if (grade === null && (ready || typed('grade') !== '')) problems.push({ field: 'grade', text: 'Choose a grade' })
  if (confidence === null && (ready || typed('confidence') !== '')) problems.push({ field: 'confidence', text: 'Choose how sure you are' })
  if (ready && typed('reason') === '') problems.push({ field: 'reason', text: 'Enter the reason for the grade' })
  for (const [field, text] of texts) {
    if (typed(field).length > longest) problems.push({ field, text: `${text} must be 8,000 characters or fewer` })
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: { grade, confidence, reason: typed('reason'), strengths: typed('strengths'), gaps: typed('gaps'), better: typed('better') },
  }
}

/** What a challenge partner says, as a form gives it. */
export interface ChallengeGiven {
  readonly challenge: (typeof challenges)[number]
  readonly grade: string | null
  readonly reason: string
}

/** Reads a challenge. Who asks for a change says which, and who disagrees says why. */
export function readChallenge(body: Body, framework: Framework): Checked<ChallengeGiven> {
  const challenge = challenges.find((one) => one === body.challenge)
  const grade = framework.scale.grades.find(({ key }) => key === body['challenge-grade'])?.key ?? null
  const reason = (body['challenge-reason'] ?? '').replaceAll('\r\n', '\n').trim()
  if (!challenge) return { ok: false, problems: [{ field: 'challenge', text: 'Choose whether you agree' }] }
  if (reason.length > longest) return tooLong('challenge-reason')
  if (challenge === 'agree') return { ok: true, value: { challenge, grade: null, reason } }
  const problems: Problem[] = []
  if (reason === '') {
    const text = challenge === 'disagree' ? 'Enter the reason why you disagree' : 'Enter what should change, and why'
    problems.push({ field: 'challenge-reason', text })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { challenge, grade, reason } }
}

/** How the lead answers a challenge, as a form gives it. */
export type AnswerGiven = { readonly how: 'take' } | { readonly how: 'rewrite' } | { readonly how: 'stand'; readonly says: string }

/** Reads the lead's answer. Who lets a judgement stand against the challenge says why. */
export function readAnswer(body: Body): Checked<AnswerGiven> {
  const says = (body['lead-says'] ?? '').replaceAll('\r\n', '\n').trim()
  if (says.length > longest) return tooLong('lead-says')
  if (body.answer === 'take' || body.answer === 'rewrite') return { ok: true, value: { how: body.answer } }
  if (body.answer !== 'stand') return { ok: false, problems: [{ field: 'answer', text: 'Choose how you answer the challenge' }] }
  if (says === '') return { ok: false, problems: [{ field: 'lead-says', text: 'Enter why the judgement stands' }] }
  return { ok: true, value: { how: 'stand', says } }
}

function tooLong(field: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: [{ field, text: 'It must be 8,000 characters or fewer' }] }
}

/** Reads which look at a criterion a form is about and the version its writer saw: both 0 before the first. */
export function readSeen(body: Body): { readonly number: number; readonly version: number } {
  const whole = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)
  return { number: whole(body.number), version: whole(body.version) }
}
