import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { frameworkByKey, frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { readComment } from '../position-statements/position-statement.form.ts'
import { commentsOn, statementsOfTheme } from '../position-statements/position-statement.store.ts'
import { wordsRead } from '../position-statements/position-statement.view.ts'
import { figuresOf } from '../position-statements/statement-asked.import.ts'
import { partsOf } from '../position-statements/markdown.ts'
import { makeComment } from '../position-statements/statement-step.store.ts'
import { readChallenge, readSeen } from '../statements/criterion-judgement.form.ts'
import { judgementsOf } from '../statements/criterion-judgement.store.ts'
import { challengeJudgement } from '../statements/judgement-step.store.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { evidenceTitles, reviewsBy } from './review.store.ts'
import { reviewThemeView, reviewView } from './review.view.ts'
import { asOutside, openReview, whyNothing } from './review.ts'

type Body = Readonly<Record<string, string>>

interface Asking {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
}

const closed = (explanation: string): Outcome => show('error.njk', { title: 'Nothing to review', explanation }, 403)

/** What a theme's page rests on; a page that says why where its theme is not to be reviewed now. */
async function ground({ reads, who, today }: Asking, key: string | undefined) {
  const reviews = await reviewsBy(reads, who)
  const review = openReview(reviews, today)
  // Who invites may look at what a reviewer sees, and do nothing there.
  const looksOnly = !review && mayDo(who.role, 'reviews.invite')
  if (!review && !looksOnly) return { refused: closed(whyNothing(reviews, today)) }
  const framework = review ? await frameworkByKey(reads, who.authority, review.framework) : await frameworkInUse(reads, who.authority)
  const theme = framework?.themes.find((one) => one.key === key)
  if (!framework || !theme) return { refused: missing }
  if (review && !review.themes.includes(theme.key)) return { refused: closed('You were not asked to review this theme.') }
  const statement = (await statementsOfTheme(reads, who.authority, framework.key, theme.key)).find(({ state }) => state !== 'draft')
  const figures = statement ? await figuresOf(reads, { authority: who.authority, framework, theme, today }, statement) : []
  return { framework, theme, statement, figures, reviews: !looksOnly }
}

type Ground = Exclude<Awaited<ReturnType<typeof ground>>, { readonly refused: Outcome }>

async function thePage({ reads, who }: Asking, found: Ground, typed: Body = {}, problems: readonly Problem[] = []): Promise<Outcome> {
  const { framework, theme, statement } = found
  const judgements = await judgementsOf(reads, who.authority, framework.key, theme.key)
  const evidence = await evidenceTitles(reads, who.authority, { framework: framework.key, theme: theme.key })
  const all = statement ? await commentsOn(reads, who.authority, statement.id) : []
  const comments = all.filter(({ made_account: account }) => account === who.account)
  return show('reviews/theme.njk', reviewThemeView({ ...found, judgements, evidence, comments, typed, problems }), problems.length > 0 ? 400 : 200) // prettier-ignore
}

/** What a reviewer from outside sees and does: their themes, and nothing else. */
export const reviewPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/review',
    may: 'reviews.write',
    async does({ reads, who, today }) {
      const reviews = await reviewsBy(reads, who)
      const review = openReview(reviews, today)
      const framework = review ? await frameworkByKey(reads, who.authority, review.framework) : await frameworkInUse(reads, who.authority)
      if (review && framework) return show('reviews/review.njk', reviewView(review, framework))
      if (!framework || !mayDo(who.role, 'reviews.invite')) return closed(whyNothing(reviews, today))
      const themes = framework.themes.map(({ key, title }) => ({ title, href: paths.reviewTheme(key) }))
      return show('reviews/review.njk', { title: 'What a reviewer sees', says: 'Nobody asked you to review: you see what a reviewer from outside would.', until: '', themes }) // prettier-ignore
    },
  },
  {
    method: 'GET',
    path: '/review/themes/:theme',
    may: 'reviews.write',
    async does(asking) {
      const found = await ground(asking, asking.params.theme)
      return 'refused' in found ? found.refused : thePage(asking, found)
    },
  },
  {
    method: 'POST',
    path: '/review/themes/:theme/challenge',
    may: 'reviews.write',
    async does(asking) {
      const { db, who, params, body, today, now } = asking
      const found = await ground(asking, params.theme)
      if ('refused' in found) return found.refused
      if (!found.reviews) return closed('Nobody asked you to review.')
      const { framework, theme } = found
      const criterion = theme.criteria.find(({ key }) => key === body.criterion)
      if (!criterion) return missing
      const form = readChallenge(body, framework)
      const at = (field: string) => `${field}-${criterion.key}`
      if (!form.ok) return thePage(asking, found, body, form.problems.map(({ field, text }) => ({ field: at(field), text: `${criterion.key}: ${text}` }))) // prettier-ignore
      const where = { framework: framework.key, theme: theme.key, criterion: criterion.key, today, now }
      const stepped = await challengeJudgement(db, asOutside(who), where, readSeen(body), form.value)
      if (stepped.kind === 'done') return go(`${paths.reviewTheme(theme.key)}#criterion-${criterion.key}`)
      const text = `${criterion.key} went on since you opened this page, and your challenge is not kept. Read what stands now first`
      return thePage(asking, found, body, [{ field: `criterion-${criterion.key}`, text }])
    },
  },
  {
    method: 'POST',
    path: '/review/themes/:theme/comments',
    may: 'reviews.write',
    async does(asking) {
      const { db, who, params, body, now } = asking
      const found = await ground(asking, params.theme)
      if ('refused' in found) return found.refused
      if (!found.reviews) return closed('Nobody asked you to review.')
      const { framework, theme, statement, figures } = found
      const seen = readSeen(body)
      if (statement?.number !== seen.number || statement.agreed_at !== null)
        return thePage(asking, found, body, [{ field: 'passage', text: 'The statement takes no comments any more' }])
      const comment = readComment(body, wordsRead(partsOf(statement.text), statement, figures))
      if (!comment.ok) return thePage(asking, found, body, comment.problems)
      const of = { framework: framework.key, theme: theme.key, title: theme.title }
      await makeComment(db, asOutside(who), of, { number: seen.number, version: seen.version, now, ...comment.value })
      return go(paths.reviewTheme(theme.key))
    },
  },
]
