import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Db, Reads } from '../db/connect.ts'
import { evidenceFor } from '../evidence/evidence.store.ts'
import type { Framework } from '../frameworks/framework.ts'
import { toldRows } from '../learning/learning.view.ts'
import { ownPositions } from '../learning/own-position.store.ts'
import { allInspections } from '../learning/told.import.ts'
import { toldOn } from '../learning/told.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readAnswer, readChallenge, readJudged, readSeen } from './criterion-judgement.form.ts'
import { looksAt, stepsOf } from './criterion-judgement.store.ts'
import { criterionView, partText, type JudgementForm, type MayHere } from './criterion-judgement.view.ts'
import type { CriterionJudgement, JudgementStep } from './criterion-judgement.ts'
import { dutiesOf } from './duty.store.ts'
import { dutyFor, whyNotAnswer, whyNotChallenge, whyNotJudge } from './duty.ts'
import { frameworkAsked } from './framework-asked.import.ts'
import {
  answerChallenge,
  beginAnew,
  challengeJudgement,
  makeReady,
  takeBack,
  writeJudgement,
  type JudgedWhere,
  type Stepped,
} from './judgement-step.store.ts'
import { criterionIn } from './theme.ts'

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly key: string | undefined
  readonly framework: string | undefined
}

type Body = Readonly<Record<string, string>>

/** What the page of a criterion rests on; undefined where there is none of that key. */
async function ground({ reads, who, today, key, framework }: Asked) {
  const asked = await frameworkAsked(reads, who.authority, framework)
  const found = asked && criterionIn(asked.framework, key)
  if (!asked || !found) return undefined
  const { theme, criterion } = found
  const looks = await looksAt(reads, who.authority, asked.framework.key, criterion.key)
  const steps = await stepsOf(
    reads,
    who.authority,
    looks.map(({ id }) => id),
  )
  const duty = dutyFor(await dutiesOf(reads, who.authority, asked.framework.key), theme.key, criterion.key)
  const may: MayHere = {
    judge: whyNotJudge(duty, who, today),
    challenge: whyNotChallenge(duty, who, today, writersOf(looks[0], steps)),
    answer: whyNotAnswer(duty, who, today),
    works: asked.current && mayDo(who.role, 'evaluation.write'),
  }
  return { asked, theme, criterion, looks, steps, duty, may, on: today }
}

/** Everybody who wrote in a judgement: whoever began it, and whoever changed what it says. */
function writersOf(look: CriterionJudgement | undefined, steps: readonly JudgementStep[]): readonly number[] {
  if (!look) return []
  const wrote = steps.filter(({ judgement, step }) => judgement === look.id && (step === 'Wrote' || step === 'Began'))
  return [...(look.drafted_account === null ? [] : [look.drafted_account]), ...wrote.map(({ says }) => Number(says.account))]
}

async function thePage(of: Asked, form: JudgementForm, status = form.problems.length > 0 ? 400 : 200): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  const { key: criterion } = found.criterion
  const evidence = await evidenceFor(of.reads, of.who.authority, { framework: found.asked.framework.key, criterion })
  const told = toldOn(await allInspections(of.reads, of.who.authority), found.asked.framework, criterion)
  const others = toldRows(told, told.length > 0 ? await ownPositions(of.reads, of.who.authority, ['finding']) : [])
  return show('statements/criterion-judgement.njk', { ...criterionView({ ...found, ...form, evidence }), others }, status)
}

const refused = (of: Asked, typed: Body, text: string) =>
  thePage(of, { typed, problems: [{ field: 'judgement', text }], notKept: true }, 403)

/** Back to the page where the step was taken; else what was typed is shown beside what stands, and the reason. */
async function after(of: Asked, typed: Body, stepped: Stepped): Promise<Outcome> {
  if (stepped.kind === 'done') return go(paths.criterionJudgement(of.key ?? ''))
  if (stepped.kind === 'moved') {
    const text = 'The judgement went on since you opened this page. What you wrote is below and is not kept: read what stands now first'
    const { number: _number, version: _version, ...kept } = typed
    return thePage(of, { typed: kept, problems: [{ field: 'judgement', text }], notKept: true })
  }
  return clash(of, stepped)
}

async function clash(of: Asked, { theirs, merged }: Stepped & { readonly kind: 'clash' }): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  const last = found.steps.find(({ judgement, version }) => judgement === theirs.id && version === theirs.version)
  const name = last?.done_by ?? 'Somebody else'
  const said = { ...merged.said, grade: merged.said.grade ?? '', confidence: merged.said.confidence ?? '' }
  return thePage(of, {
    typed: { ...said, number: String(theirs.number), version: String(theirs.version) },
    problems: merged.collide.map((field) => ({ field, text: `${name} changed this meanwhile: read theirs, settle it, and keep it again` })),
    theirs: Object.fromEntries(
      merged.collide.map((part) => [
        part,
        `${name} has: ${partText(found.asked.framework, part, theirs[part]) || 'nothing'}. Yours is below and is not kept yet.`,
      ]),
    ),
  })
}

/** Somebody who is about to take a step at a criterion, and may. */
interface Stepping {
  readonly db: Db
  readonly of: Asked
  readonly body: Body
  readonly framework: Framework
  readonly where: JudgedWhere
}

/** A page that takes a step at a criterion, once the step is found to be open to whoever asks; else it says why it is not. */
function stepPage(
  step: 'begin' | 'take-back' | 'challenge' | 'answer' | undefined,
  open: 'judge' | 'challenge' | 'answer',
  takes: (stepping: Stepping) => Promise<Outcome>,
): Page {
  return {
    method: 'POST',
    path: `/self-evaluation/criteria/:criterion${step === undefined ? '' : `/${step}`}`,
    may: open === 'challenge' ? 'evaluation.challenge' : 'evaluation.write',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, today, key: params.criterion, framework: undefined }
      const found = await ground(of)
      if (!found) return missing
      const why = found.may[open]
      if (why !== undefined) return refused(of, body, why)
      const { framework } = found.asked
      const where = { framework: framework.key, theme: found.theme.key, criterion: found.criterion.key, today, now }
      return takes({ db, of, body, framework, where })
    },
  }
}

/** Judging a criterion: a draft, ready for challenge, challenged, answered, agreed; and a further look. */
export const criterionJudgementPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/criteria/:criterion',
    may: 'evaluation.see',
    does({ reads, who, params, query, today }) {
      return thePage({ reads, who, today, key: params.criterion, framework: query.framework }, { typed: {}, problems: [] })
    },
  },
  stepPage(undefined, 'judge', async ({ db, of, body, framework, where }) => {
    const ready = body.step === 'ready'
    const form = readJudged(body, framework, { ready })
    if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
    const { number, version } = readSeen(body)
    const written = await writeJudgement(db, of.who, where, { said: form.value, number, seen: version })
    if (written.kind !== 'done' || !ready || written.judgement.state !== 'draft') return after(of, body, written)
    return after(of, body, await makeReady(db, of.who, where, written.judgement))
  }),
  stepPage('begin', 'judge', async ({ db, of, where }) => {
    await beginAnew(db, of.who, where)
    return go(paths.criterionJudgement(where.criterion))
  }),
  stepPage('take-back', 'judge', async ({ db, of, body, where }) => after(of, body, await takeBack(db, of.who, where, readSeen(body)))),
  stepPage('challenge', 'challenge', async ({ db, of, body, framework, where }) => {
    const form = readChallenge(body, framework)
    if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
    return after(of, body, await challengeJudgement(db, of.who, where, readSeen(body), form.value))
  }),
  stepPage('answer', 'answer', async ({ db, of, body, where }) => {
    const form = readAnswer(body)
    if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
    return after(of, body, await answerChallenge(db, of.who, where, readSeen(body), form.value))
  }),
]
