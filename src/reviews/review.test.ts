import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, tokenIn, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { settingsPages } from '../accounts/settings.pages.ts'
import { positionStatementPages } from '../position-statements/position-statement.pages.ts'
import { criterionJudgementPages } from '../statements/criterion-judgement.pages.ts'
import { dutyPages } from '../statements/duty.pages.ts'
import { themePages } from '../statements/theme.pages.ts'
import { reviewPages } from './review.pages.ts'
import { reviewerPages } from './reviewer.pages.ts'

const larkshire = anArea('001')
const pages = [...reviewerPages, ...reviewPages, ...themePages, ...dutyPages, ...criterionJudgementPages, ...positionStatementPages, ...settingsPages, ...accountPages] // prettier-ignore
const day = 24 * 60 * 60_000
const asked = { invited: 'Dr Rae Moss', from: '2026-07-01', until: '2026-07-02', 'theme-theme-1': 'yes' }

/** Larkshire, whose administrator Cho invites Dr Rae Moss to theme 1 for today and tomorrow; Ama leads on it. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app, later } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'administrator' | 'officer') => {
    const email = `${name}@larkshire.gov.invalid`
    const account = await anAccount(db, { email, role, authority: larkshire })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return { account: String(account), visitor }
  }
  const [cho, ama, ben] = [await signedIn('cho', 'administrator'), await signedIn('ama', 'officer'), await signedIn('ben', 'officer')]
  await cho.visitor.post('/self-evaluation/themes/theme-1/duty', { lead: ama.account, partner: ben.account, seen: '0' })
  const invited = await cho.visitor.post('/self-evaluation/reviewers', asked)
  const link = /\/set-up\/[\w-]{32}/.exec(invited.body)?.[0] ?? `no link: ${invited.statusCode}`
  const join = async () => {
    const visitor = new Visitor(app)
    const answer = await visitor.post(link, { name: 'Rae Moss', email: 'rae@elsewhere.invalid', password: thePassword })
    return { visitor, answer }
  }
  return { db, app, later, cho, ama, link, join }
}

const hidden = (html: string, form: string) => {
  const from = html.slice(html.indexOf(`action="${form}"`))
  return Object.fromEntries([...from.slice(0, from.indexOf('</form>')).matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore
}

async function judgeReady(visitor: Visitor, criterion: string) {
  const at = `/self-evaluation/criteria/${criterion}`
  const { body } = await visitor.look(at)
  await visitor.postBare(at, { ...hidden(body, at), grade: 'secure', confidence: 'high', reason: `Reason of ${criterion}`, step: 'ready' })
}

test('a reviewer is told what waits for them, and is led nowhere that they may not go', async (t) => {
  const { ama, join } = await larkshireHouse(t)
  const { visitor } = await join()
  const before = await visitor.look('/review/themes/theme-1')
  await judgeReady(ama.visitor, '1.1')

  const ready = await visitor.look('/review/themes/theme-1')
  const officers = await ama.visitor.look('/self-evaluation')

  assert.match(before.body, /No judgement waits to be challenged now/)
  assert.match(ready.body, /1 judgement waits to be challenged/)
  assert.doesNotMatch(ready.body, /href="\/data"/)
  assert.match(ready.body, /href="\/review" class="fd-header__council"/)
  assert.match(officers.body, /href="\/data"/)
})

test('a reviewer who was invited reads the theme they were asked to, and no other', async (t) => {
  const { ama, join } = await larkshireHouse(t)
  await judgeReady(ama.visitor, '1.1')
  const { visitor, answer } = await join()

  const [home, review, theme, other, overview] = [
    await visitor.look('/self-evaluation'),
    await visitor.look('/review'),
    await visitor.look('/review/themes/theme-1'),
    await visitor.look('/review/themes/theme-2'),
    await visitor.look('/self-evaluation/reviewers'),
  ]

  assert.equal(answer.headers.location, '/')
  assert.deepEqual([home.statusCode, review.statusCode, theme.statusCode, other.statusCode, overview.statusCode], [403, 200, 200, 403, 403])
  assert.match(review.body, /until 2 July 2026/)
  assert.match(theme.body, /Reason of 1\.1/)
  assert.match(other.body, /You were not asked to review this theme/)
})

test('a reviewer challenges what is ready, and it is kept as said by a reviewer from outside', async (t) => {
  const { ama, join, db } = await larkshireHouse(t)
  await judgeReady(ama.visitor, '1.1')
  const { visitor } = await join()
  const form = '/review/themes/theme-1/challenge'
  const fields = hidden((await visitor.look('/review/themes/theme-1')).body, form)

  const empty = await visitor.postBare(form, { ...fields, challenge: 'disagree' })
  const sent = await visitor.postBare(form, { ...fields, challenge: 'disagree', 'challenge-reason': 'I saw otherwise' })
  const again = await visitor.postBare(form, { ...fields, challenge: 'disagree', 'challenge-reason': 'I saw otherwise' })
  const draft = await visitor.postBare(form, { ...fields, criterion: '1.2', challenge: 'agree' })

  assert.deepEqual([empty.statusCode, sent.statusCode, again.statusCode, draft.statusCode], [400, 303, 303, 400])
  assert.match(empty.body, /Enter the reason why you disagree/)
  assert.deepEqual(await db.selectFrom('criterion_judgement').select(['state', 'challenge', 'challenged_by']).execute(), [
    { state: 'challenged', challenge: 'disagree', challenged_by: 'Rae Moss, reviewer from outside' },
  ])
})

test('a reviewer comments on a passage of a statement that was sent for challenge, and sees no draft', async (t) => {
  const { db, ama, join } = await larkshireHouse(t)
  await ama.visitor.post('/self-evaluation/themes/theme-1/statement', {})
  const { visitor } = await join()
  const before = await visitor.look('/review/themes/theme-1')
  await db.updateTable('position_statement').set({ state: 'challenge', text: '# Where we are\n\nWell *on* our way.' }).execute()
  const form = '/review/themes/theme-1/comments'
  const fields = hidden((await visitor.look('/review/themes/theme-1')).body, form)

  const strange = await visitor.postBare(form, { ...fields, passage: 'Not there', says: 'Hm' })
  const made = await visitor.postBare(form, { ...fields, passage: 'Well on our way', says: 'How do you know?' })

  assert.match(before.body, /It is not ready to be read yet/)
  assert.deepEqual([strange.statusCode, made.statusCode], [400, 303], made.body.slice(0, 3000))
  assert.deepEqual(await db.selectFrom('statement_comment').select(['passage', 'says', 'made_by']).execute(), [
    { passage: 'Well on our way', says: 'How do you know?', made_by: 'Rae Moss, reviewer from outside' },
  ])
})

test('a review ends by itself after its last day', async (t) => {
  const { join, later } = await larkshireHouse(t)
  const { visitor } = await join()
  later(2 * day)
  await visitor.post('/sign-in', { email: 'rae@elsewhere.invalid', password: thePassword })

  const [review, theme] = [await visitor.look('/review'), await visitor.look('/review/themes/theme-1')]

  assert.deepEqual([review.statusCode, theme.statusCode], [403, 403])
  assert.match(review.body, /Your review ended on 2 July 2026/)
})

test('a review is ended at once: the reviewer is signed out, a link not used works no more, and the audit trail says so', async (t) => {
  const { join, cho, db, app, link } = await larkshireHouse(t)
  const { visitor } = await join()
  await cho.visitor.post('/self-evaluation/reviewers', { ...asked, invited: 'Nobody yet' })
  const [theirs, unused] = await db.selectFrom('review').select('id').orderBy('id').execute()
  await cho.visitor.post(`/self-evaluation/reviewers/${theirs?.id ?? 0}/end`, {}, '/self-evaluation/reviewers')
  await cho.visitor.post(`/self-evaluation/reviewers/${unused?.id ?? 0}/end`, {}, '/self-evaluation/reviewers')

  const out = await visitor.look('/review')
  await visitor.post('/sign-in', { email: 'rae@elsewhere.invalid', password: thePassword })
  const back = await visitor.look('/review')
  const open = await db.selectFrom('invitation').select('role').where('used_at', 'is', null).execute()
  const usedTwice = await new Visitor(app).look(link)
  const audit = await db.selectFrom('audit_entry').select(['what', 'subject']).where('what', 'like', '%outside%').orderBy('id').execute()

  assert.deepEqual([out.statusCode, back.statusCode, usedTwice.statusCode], [303, 403, 404])
  assert.match(back.body, /Your review was ended/)
  assert.deepEqual(open, [])
  assert.deepEqual(audit, [
    { what: 'Invited a reviewer from outside', subject: 'Dr Rae Moss' },
    { what: 'Invited a reviewer from outside', subject: 'Nobody yet' },
    { what: 'Ended a review from outside', subject: 'Dr Rae Moss' },
    { what: 'Ended a review from outside', subject: 'Nobody yet' },
  ])
})

test('somebody who reviewed before is asked again without a new account, and nobody is made a reviewer in the settings', async (t) => {
  const { join, cho, later } = await larkshireHouse(t)
  const { visitor } = await join()
  later(3 * day)
  for (const [email, who] of [['cho@larkshire.gov.invalid', cho.visitor], ['rae@elsewhere.invalid', visitor]] as const) await who.post('/sign-in', { email, password: thePassword }) // prettier-ignore
  const page = await cho.visitor.look('/self-evaluation/reviewers')
  const account = /<option value="(\d+)">Rae Moss/.exec(page.body)?.[1] ?? 'nobody'

  const again = await cho.visitor.post('/self-evaluation/reviewers', { ...asked, account, invited: '', from: '2026-07-04', until: '2026-07-05', 'theme-theme-2': 'yes' }) // prettier-ignore
  const [theme, settings] = [await visitor.look('/review/themes/theme-2'), await cho.visitor.look('/settings')]
  const role = await cho.visitor.postBare('/settings/invitations', { csrf: tokenIn(settings.body), role: 'reviewer' })

  assert.deepEqual([again.statusCode, theme.statusCode, role.statusCode], [303, 200, 400])
  assert.match(settings.body, /Reviewer from outside/)
  assert.doesNotMatch(settings.body, /value="reviewer"/)
})

test('an invitation says who, which themes and until when, or every problem is told', async (t) => {
  const { cho } = await larkshireHouse(t)

  const answer = await cho.visitor.post('/self-evaluation/reviewers', { invited: ' ', from: '2026-07-05', until: '2026-07-04' })

  assert.equal(answer.statusCode, 400)
  for (const says of [/Enter the name of the reviewer/, /Choose the themes/, /The last day must not be before the first/]) assert.match(answer.body, says) // prettier-ignore
})
