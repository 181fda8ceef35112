import type { Framework, Theme } from '../frameworks/framework.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { counted } from '../lib/count.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import type { PlacedFigure } from '../position-statements/live-figure.ts'
import { partsOf } from '../position-statements/markdown.ts'
import { isOpen, type PositionStatement, type StatementComment } from '../position-statements/position-statement.ts'
import { writtenView } from '../position-statements/position-statement.view.ts'
import { partSays, partText } from '../statements/criterion-judgement.view.ts'
import { judgedParts, type CriterionJudgement } from '../statements/criterion-judgement.ts'
import { stateSays } from '../statements/theme.view.ts'
import { reviewStands, type KnownReviewer, type Review } from './review.ts'

type Body = Readonly<Record<string, string>>

const standsSays = { 'to come': 'Not begun', open: 'Open', over: 'Over', ended: 'Ended' } as const

interface ReviewersFacts {
  readonly framework: Framework
  readonly reviews: readonly Review[]
  readonly known: readonly KnownReviewer[]
  readonly today: Day
  readonly given: Body
  readonly problems: readonly Problem[]
}

/** Who was invited from outside, and the form that invites somebody. */
export function reviewersView({ framework, reviews, known, today, given, problems }: ReviewersFacts) {
  const titled = (key: string) => framework.themes.find((theme) => theme.key === key)?.title ?? key
  return {
    title: 'Reviewers from outside',
    back: paths.selfEvaluation(),
    framework: framework.title,
    reviews: reviews.map((review) => {
      const stands = reviewStands(review, today)
      return {
        invited: review.invited,
        says: `${inWords(review.from_on)} to ${inWords(review.until_on)}`,
        stands: standsSays[stands],
        joined: review.account === null ? 'Has not used the link yet' : '',
        themes: review.themes.map(titled).join('; '),
        by: review.invited_by,
        end: stands === 'open' || stands === 'to come' ? paths.endReview(review.id) : '',
      }
    }),
    known: known.map(({ account, name }) => ({ value: String(account), text: name })),
    themes: framework.themes.map(({ key, title }) => ({ name: `theme-${key}`, title, chosen: given[`theme-${key}`] === 'yes' })),
    given,
    problems,
    invite: paths.reviewers(),
  }
}

/** The page of a reviewer: what they were asked to read, and until when. */
export function reviewView(review: Review, framework: Framework) {
  return {
    title: 'Your review',
    says: `You were asked to read and challenge ${review.themes.length === 1 ? 'one theme' : `${review.themes.length} themes`} of ${framework.title}.`,
    until: `You can do so until ${inWords(review.until_on)}.`,
    themes: framework.themes
      .filter(({ key }) => review.themes.includes(key))
      .map(({ key, title }) => ({ title, href: paths.reviewTheme(key) })),
  }
}

interface ReviewThemeFacts {
  readonly framework: Framework
  readonly theme: Theme
  readonly judgements: readonly CriterionJudgement[]
  readonly evidence: readonly { readonly criterion: string; readonly title: string; readonly dated_on: Day }[]
  readonly statement: PositionStatement | undefined
  readonly figures: readonly PlacedFigure[]
  readonly comments: readonly StatementComment[]
  readonly typed: Body
  readonly problems: readonly Problem[]
  /** Whether whoever looks was asked to review, or only looks at what a reviewer sees. */
  readonly reviews: boolean
}

/** A theme as a reviewer sees it: what was said of each criterion once it was ready, the evidence by its title, and the statement. */
export function reviewThemeView(facts: ReviewThemeFacts) {
  const { framework, theme, statement, figures, comments, typed, problems, reviews } = facts
  return {
    title: theme.title,
    back: paths.review(),
    criteria: theme.criteria.map((criterion) => criterionRow(facts, criterion)),
    grades: [{ value: '', text: 'The same grade' }, ...framework.scale.grades.map(({ key, title }) => ({ value: key, text: title }))],
    challenge: paths.reviewChallenge(theme.key),
    statement: statement && {
      number: statement.number,
      version: statement.version,
      body: writtenView(partsOf(statement.text), figures),
      takes: reviews && isOpen(statement),
      closed: isOpen(statement) ? '' : 'The statement is agreed, and takes no comments any more.',
    },
    comment: paths.reviewComment(theme.key),
    comments: comments.map((one) => ({ passage: one.passage, says: one.says, made: momentInWords(one.made_at), settled: one.settled_how ?? '' })), // prettier-ignore
    typed,
    problems,
    looksOnly: !reviews,
    says: reviews ? waitsSays(facts) : '',
  }
}

/** What there is to do for a reviewer, at the top of a long page. */
function waitsSays({ theme, judgements, statement }: ReviewThemeFacts): string {
  const ready = theme.criteria.filter(({ key }) => judgements.find(({ criterion }) => criterion === key)?.state === 'ready').length
  const text = statement && isOpen(statement) ? ' You can comment on passages of the position statement.' : ''
  if (ready === 0) return `No judgement waits to be challenged now: only those that are ready and not agreed yet can be.${text}`
  return `${counted(ready, 'judgement')} ${ready === 1 ? 'waits' : 'wait'} to be challenged: look for “Challenge this judgement” under the criteria.${text}`
}

function criterionRow({ framework, judgements, evidence, typed, reviews }: ReviewThemeFacts, { key, text }: Theme['criteria'][number]) {
  const now = judgements.find(({ criterion, state }) => criterion === key && state !== 'draft')
  const newest = judgements.find(({ criterion }) => criterion === key)
  return {
    key,
    text,
    state: now
      ? `Judgement ${now.number}, ${academicYearInWords(now.year)}: ${stateSays[now.state]}`
      : 'Not judged yet, or still being written',
    parts: now ? judgedParts.map((part) => ({ name: partSays[part], text: partText(framework, part, now[part]) || '–' })) : [],
    challenged: now?.challenged_by ? `Challenged by ${now.challenged_by}: ${now.challenge ?? ''}. ${now.challenge_reason ?? ''}` : '',
    evidence: evidence.filter(({ criterion }) => criterion === key).map(({ title, dated_on: dated }) => `${title}, ${inWords(dated)}`),
    takes: reviews && newest?.state === 'ready',
    number: now?.number,
    version: now?.version,
    typed: typed.criterion === key ? typed : {},
  }
}
