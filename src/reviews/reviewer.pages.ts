import type { Person, SignedIn } from '../accounts/person.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import type { Reads } from '../db/connect.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readReview } from './review.form.ts'
import { endReview, inviteReviewer, knownReviewers, reviewsOf } from './review.store.ts'
import { reviewersView } from './review.view.ts'

interface Asking {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly given: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

async function thePage({ reads, who, ...shown }: Asking): Promise<Outcome> {
  const framework = await frameworkInUse(reads, who.authority)
  const reviews = await reviewsOf(reads, who.authority)
  const known = await knownReviewers(reads, who.authority)
  return show('reviews/reviewers.njk', reviewersView({ framework, reviews, known, ...shown }), shown.problems.length > 0 ? 400 : 200)
}

/** Somebody signed in for an authority. These pages make and end accounts, which lie outside the fence. */
const personOf = (who: SignedIn | undefined): Person | undefined => (who?.authority ? { ...who, authority: who.authority } : undefined)

/** Inviting reviewers from outside, for a set time, and ending their time. */
export const reviewerPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/reviewers',
    may: 'reviews.invite',
    does: ({ reads, who, today }) => thePage({ reads, who, today, given: { from: today }, problems: [] }),
  },
  {
    method: 'POST',
    path: '/self-evaluation/reviewers',
    may: 'reviews.invite',
    fenced: false,
    async does({ db, reads, who: asking, body, today, now, address }) {
      const who = personOf(asking)
      if (!who) return missing
      const framework = await frameworkInUse(reads, who.authority)
      const form = readReview(body, { framework, known: await knownReviewers(reads, who.authority), today })
      if (!form.ok) return thePage({ reads, who, today, given: body, problems: form.problems })
      const secret = await inviteReviewer(db, who, { ...form.value, framework: framework.key, now })
      if (secret === undefined) return go(paths.reviewers())
      const link = `${address}${paths.setUp(secret)}`
      return show('reviews/invited.njk', { title: 'Reviewer invited', invited: form.value.invited, link, back: paths.reviewers() })
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/reviewers/:review/end',
    may: 'reviews.invite',
    fenced: false,
    async does({ db, who: asking, params, now }) {
      const [who, id] = [personOf(asking), readId(params.review)]
      if (!who || id === undefined) return missing
      await endReview(db, who, id, now)
      return go(paths.reviewers())
    },
  },
]
