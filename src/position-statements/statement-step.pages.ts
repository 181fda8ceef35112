import type { Db } from '../db/connect.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import { go, missing, type Outcome, type Page } from '../web/page.ts'
import { figureKeys, partsOf } from './markdown.ts'
import { liveFigures } from './live-figure.import.ts'
import { frozenFigures } from './live-figure.ts'
import { theStatement, type Asked } from './position-statement.pages.ts'
import { readComment, readSays, readSeen } from './position-statement.form.ts'
import { isWritten, whyNotAgree, whyNotChallenge, whyNotWrite, type PositionStatement, type Written } from './position-statement.ts'
import { commentsOn } from './position-statement.store.ts'
import { wordsRead } from './position-statement.view.ts'
import { figuresAsked, figuresOf, statementAsked, withWriters } from './statement-asked.import.ts'
import { agreeStatement, challengeStatement, makeComment, publishStatement, sendForChallenge, settleComment, type StepAsked, type StepTaken } from './statement-step.store.ts' // prettier-ignore

type Taking = Asked & { readonly db: Db; readonly body: Readonly<Record<string, string>>; readonly now: Date }

/** A step to take: why it may not be taken, and how it is. */
interface Step {
  readonly part: 'send' | 'challenge' | 'agree' | 'publish' | 'comments'
  readonly may: 'evaluation.write' | 'evaluation.challenge' | 'evaluation.publish'
  readonly takes: (taking: Taking, statement: PositionStatement & Written, step: StepAsked) => Promise<StepTaken | Outcome>
}

const steps: readonly Step[] = [
  {
    part: 'send',
    may: 'evaluation.write',
    async takes(taking, statement, step) {
      const { db, who, on, today } = taking
      const why = whyNotWrite(on.duty, who, today, statement) ?? (isWritten(statement.text) ? undefined : 'Nothing is written yet')
      return why === undefined ? sendForChallenge(db, who, on.of, step) : refused(taking, 'send', why)
    },
  },
  {
    part: 'challenge',
    may: 'evaluation.challenge',
    async takes(taking, statement, step) {
      const { db, who, on, today, body } = taking
      const why = whyNotChallenge(on.duty, who, today, statement)
      const said = readSays(body, 'challenge', 'Enter what you challenge, or that you agree and why')
      if (why !== undefined || !said.ok) return refused(taking, 'challenge', why ?? (said.ok ? '' : (said.problems[0]?.text ?? '')))
      const stood = (body.stood ?? '').replaceAll(/\r\n?/g, '\n')
      return challengeStatement(db, who, on.of, { ...step, challenge: said.value, stood })
    },
  },
  {
    part: 'agree',
    may: 'evaluation.write',
    async takes(taking, statement, step) {
      const { db, reads, who, on, today } = taking
      if (statement.agreed_at !== null) return 'taken'
      const open = (await commentsOn(reads, who.authority, statement.id)).filter(({ settled_at: at }) => at === null).length
      const why = whyNotAgree(on.duty, who, today, { ...statement, openComments: open })
      if (why !== undefined) return refused(taking, 'agree', why)
      const keys = figureKeys(partsOf(statement.text))
      const live = keys.length === 0 ? [] : await liveFigures(reads, figuresAsked(on, who, today), keys)
      return agreeStatement(db, who, on.of, { ...step, figures: frozenFigures(keys, live) })
    },
  },
  {
    part: 'publish',
    may: 'evaluation.publish',
    async takes({ db, who, on }, _statement, step) {
      return publishStatement(db, who, on.of, step)
    },
  },
  {
    part: 'comments',
    may: 'evaluation.write',
    async takes(taking, statement, { now, ...step }) {
      const { db, reads, who, on, today, body } = taking
      if (statement.agreed_at !== null) return refused(taking, 'passage', 'This statement is agreed, and takes no comments any more')
      const figures = await figuresOf(reads, figuresAsked(on, who, today), statement)
      const comment = readComment(body, wordsRead(partsOf(statement.text), statement, figures))
      if (!comment.ok) return theStatement({ ...taking, problems: comment.problems, given: body }, String(statement.number))
      await makeComment(db, who, on.of, { number: step.number, version: step.seen, now, ...comment.value })
      return 'taken'
    },
  },
]

/** The steps of a statement, and what is said of its passages. */
export const statementStepPages: readonly Page[] = [
  ...steps.map(({ part, may, takes }): Page => {
    return {
      method: 'POST',
      path: `/self-evaluation/themes/:theme/statement/${part}`,
      may,
      async does({ db, reads, who, params, body, today, now }) {
        const on = await statementAsked({ reads, who, theme: params.theme, framework: undefined })
        const step = readSeen(body)
        const statement = on?.all.find(({ number }) => number === step?.number)
        if (!on || !step || !statement) return missing
        const taking: Taking = { db, reads, who, on, today, now, body, problems: [], given: body }
        const taken = await takes(taking, await withWriters(reads, who, statement), { ...step, now })
        if (taken === 'taken') return go(paths.statement(on.theme.key))
        const fresh = (await statementAsked({ reads, who, theme: params.theme, framework: undefined })) ?? on
        return taken === 'moved' ? refused({ ...taking, on: fresh }, part, 'The statement changed since you opened this page. Read it as it is now, then do it again') : taken // prettier-ignore
      },
    }
  }),
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/statement/comments/:comment',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, today, now }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: undefined })
      const [number, comment] = [readId(body.number), readId(params.comment)]
      if (!on || number === undefined || comment === undefined) return missing
      const field = `how-${comment}`
      const how = readSays(body, field, 'Enter how the comment was settled')
      const asked = { reads, who, today, on, given: body }
      if (!how.ok) return theStatement({ ...asked, problems: how.problems }, String(number))
      const stood = await settleComment(db, who, on.of, { number, comment, how: how.value, now })
      if (stood === 'gone') return missing
      if (stood === undefined) return go(paths.statement(on.theme.key))
      const text = `${stood.settled_by ?? 'Somebody'} settled this comment meanwhile, and how is below. Make another comment if there is more to say`
      return theStatement({ ...asked, problems: [{ field: `comment-${comment}`, text }] }, String(number))
    },
  },
]

function refused(taking: Taking, field: string, text: string): Promise<Outcome> {
  return theStatement({ ...taking, problems: [{ field, text }], given: taking.body }, taking.body.number)
}
