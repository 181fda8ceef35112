import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { evidencePages } from '../evidence/evidence.pages.ts'
import { criterionJudgementPages } from './criterion-judgement.pages.ts'
import { dutyPages } from './duty.pages.ts'
import { themePages } from './theme.pages.ts'
import { workPages } from './work.pages.ts'

const larkshire = anArea('001')
const pages = [...themePages, ...dutyPages, ...criterionJudgementPages, ...evidencePages, ...workPages, ...accountPages]
const at = '/self-evaluation/criteria/1.1'
const duty = '/self-evaluation/themes/theme-1/duty'

/** Larkshire with an administrator, two officers and somebody who only reads: Ama leads theme 1, Ben is its challenge partner. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app, later, log } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'administrator' | 'officer' | 'reader', authority = larkshire) => {
    const email = `${name.toLowerCase()}@larkshire.gov.invalid`
    const account = await anAccount(db, { email, role, authority })
    await db.updateTable('account').set({ name }).where('id', '=', account).execute()
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return { account: String(account), visitor }
  }
  const [cho, ama, ben, dee] = [
    await signedIn('Cho', 'administrator'),
    await signedIn('Ama', 'officer'),
    await signedIn('Ben', 'officer'),
    await signedIn('Dee', 'reader'),
  ]
  await cho.visitor.post(duty, { lead: ama.account, partner: ben.account, seen: '0' })
  return { app, db, log, later, signedIn, cho, ama, ben, dee }
}

const judged = { grade: 'secure', confidence: 'medium', reason: 'Members said so', strengths: 'Clear', gaps: 'Not in print', better: '' }

const hidden = (html: string, form: string) => {
  const from = html.slice(html.indexOf(`action="${form}"`))
  return Object.fromEntries([...from.slice(0, from.indexOf('</form>')).matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore
}

async function sent(visitor: Visitor, form: string, fields: Readonly<Record<string, string>>) {
  const { body } = await visitor.look(at)
  return visitor.postBare(form, { ...hidden(body, form), ...fields })
}

test('a criterion is judged, challenged with a disagreement that stands beside it, and looked at anew a year later', async (t) => {
  const { ama, ben, later } = await larkshireHouse(t)

  await sent(ama.visitor, at, { ...judged, step: 'ready' })
  await sent(ben.visitor, `${at}/challenge`, {
    challenge: 'disagree',
    'challenge-grade': 'weak',
    'challenge-reason': 'Nobody outside heard it',
  })
  const answered = await sent(ama.visitor, `${at}/answer`, { answer: 'stand', 'lead-says': 'The council meeting was public' })
  later(365 * 24 * 60 * 60 * 1000)
  await ama.visitor.post('/sign-in', { email: 'ama@larkshire.gov.invalid', password: thePassword })
  await sent(ama.visitor, `${at}/begin`, {})
  const [page, theme] = [await ama.visitor.look(at), await ama.visitor.look('/self-evaluation/themes/theme-1')]

  assert.equal(answered.statusCode, 303, answered.body.slice(0, 4000))
  assert.match(page.body, /Judgement 2, 2026 to 2027: Draft/)
  assert.match(page.body, /Nobody outside heard it/)
  assert.match(page.body, /The lead lets it stand: The council meeting was public/)
  assert.match(page.body, /Let it stand against the challenge \(judgement 1, version 4\)/)
  assert.match(theme.body, /2025 to 2026: Secure/)
})

test('a criterion says what other authorities were told on it, and how we stand', async (t) => {
  const { ama } = await larkshireHouse(t)

  const page = await ama.visitor.look('/self-evaluation/criteria/1.5')

  assert.match(
    page.body,
    /<strong>Isle of Wight<\/strong>, 10 to 14 June 2013 \(Weakness\)[^<]*<strong>Our position: Not answered\.<\/strong>/,
  )
})

test('whoever may not judge or challenge is told who may', async (t) => {
  const { ama, ben, cho, dee } = await larkshireHouse(t)
  const { body } = await ben.visitor.look(at)
  const csrf = hidden(body, '/sign-out').csrf ?? ''

  const judging = await ben.visitor.postBare(at, { ...judged, csrf, step: 'ready', number: '0', version: '0' })
  await sent(ama.visitor, at, { ...judged, step: 'ready' })
  const own = await ama.visitor.postBare(`${at}/challenge`, { ...hidden((await ama.visitor.look(at)).body, `${at}/take-back`), challenge: 'agree' }) // prettier-ignore
  const others = await cho.visitor.postBare(`${at}/challenge`, { ...hidden((await cho.visitor.look(at)).body, `${at}/take-back`), challenge: 'agree' }) // prettier-ignore
  const reader = await dee.visitor.look(at)

  assert.equal(judging.statusCode, 403)
  assert.match(judging.body, /a contributor or an administrator may judge this criterion\. The lead is Ama\./)
  assert.match(judging.body, /Members said so/)
  assert.match(own.body, /nobody challenges their own/)
  assert.match(others.body, /may challenge this judgement\. The challenge partner is Ben\./)
  assert.equal(reader.statusCode, 200)
  assert.doesNotMatch(reader.body, /<textarea/)
})

test('a theme is judged in one sitting: each criterion leads to the next, says what is kept, and then whom it waits for', async (t) => {
  const { ama } = await larkshireHouse(t)

  await sent(ama.visitor, at, { ...judged, step: 'draft' })
  const draft = await ama.visitor.look(at)
  await sent(ama.visitor, at, { ...judged, step: 'ready' })
  const ready = await ama.visitor.look(at)
  const theme = await ama.visitor.look('/self-evaluation/themes/theme-1')

  assert.match(draft.body, /1 of 11 in this theme/)
  assert.match(draft.body, /href="\/self-evaluation\/criteria\/1\.2" rel="next"/)
  assert.doesNotMatch(draft.body, /rel="prev"/)
  assert.match(draft.body, /Last kept on .+ by Ama\./)
  assert.match(ready.body, /It waits for Ben to challenge it\./)
  assert.match(theme.body, /data-label="How sure">Fairly sure</)
})

test('the leads and partners of all themes are given on one page, all or none, and nobody overwrites what another gave', async (t) => {
  const { cho, ama, ben, db } = await larkshireHouse(t)
  const all = '/self-evaluation/duties'
  const page = await cho.visitor.look(all)
  const given = { ...hidden(page.body, all), 'lead-1': ama.account, 'partner-1': ben.account, 'lead-2': ben.account, 'partner-2': ama.account, 'lead-9': ama.account } // prettier-ignore

  const same = await cho.visitor.postBare(all, { ...given, 'partner-9': ama.account })
  const done = await cho.visitor.postBare(all, given)
  const twice = await cho.visitor.postBare(all, given)
  const late = await cho.visitor.postBare(all, { ...given, 'lead-2': cho.account })
  const other = await cho.visitor.postBare(all, { ...given, framework: 'annual-2026-11' })
  const overview = await cho.visitor.look('/self-evaluation')
  const audit = await db.selectFrom('audit_entry').select('subject').where('what', '=', 'Gave duties').execute()

  assert.equal(same.statusCode, 400)
  assert.match(same.body, /href="#partner-9">Theme 9: The challenge partner must be somebody other than the lead/)
  assert.deepEqual([done.statusCode, twice.statusCode], [303, 303])
  assert.equal(late.statusCode, 400)
  assert.match(late.body, /Somebody else gave this meanwhile\. Lead: Ben\. Challenge partner: Ama\./)
  assert.match(other.body, /Another framework was chosen meanwhile/)
  assert.match(overview.body, /No lead: theme 3, 4, 5, 6, 7, 8\./)
  assert.deepEqual(audit, [{ subject: 'Theme theme-2, Theme theme-9' }])
})

test('the overview leads to the forum, to reviewers and to giving out themes whoever may go there', async (t) => {
  const { cho, ama, dee } = await larkshireHouse(t)
  const links = async ({ visitor }: typeof cho) => {
    const { body } = await visitor.look('/self-evaluation')
    return ['/forum', '/self-evaluation/reviewers', '/self-evaluation/duties'].filter((href) => body.includes(`href="${href}"`))
  }

  assert.deepEqual(await links(cho), ['/forum', '/self-evaluation/reviewers', '/self-evaluation/duties'])
  assert.deepEqual(await links(ama), ['/forum'])
  assert.deepEqual(await links(dee), [])
})

test('who stands in for the lead judges between the days of the absence alone', async (t) => {
  const { cho, signedIn, later } = await larkshireHouse(t)
  const eve = await signedIn('Eve', 'officer')
  const before = await eve.visitor.look(at)
  await cho.visitor.post(
    `${duty}/helpers/add`,
    { helper: eve.account, part: 'for the lead', from: '2026-07-01', until: '2026-07-02' },
    duty,
  )
  const during = await eve.visitor.look(at)
  later(60 * 60 * 1000)
  const theme = await eve.visitor.look('/self-evaluation/themes/theme-1')

  assert.doesNotMatch(before.body, /<textarea/)
  assert.match(during.body, /<textarea/)
  assert.match(theme.body, /Eve: for the lead until 2 July 2026/)
})

test('the challenge partner is never the lead, and nobody stands in for whom they check', async (t) => {
  const { cho, ama, ben } = await larkshireHouse(t)

  const both = await cho.visitor.post(duty, { lead: ama.account, partner: ama.account, seen: '1' })
  const standsIn = await cho.visitor.post(`${duty}/helpers/add`, { helper: ama.account, part: 'for the partner', from: '2026-07-01', until: '2026-07-02' }, duty) // prettier-ignore
  const writes = await cho.visitor.post(`${duty}/helpers/add`, { helper: ben.account, part: 'contributor' }, duty)

  assert.match(both.body, /The challenge partner must be somebody other than the lead/)
  assert.match(standsIn.body, /The lead cannot stand in for the challenge partner/)
  assert.match(writes.body, /The challenge partner cannot write what they are to challenge/)
})

test('two who give out one duty at once are told of each other, and a form sent twice does no harm', async (t) => {
  const { cho, ama, ben } = await larkshireHouse(t)

  const late = await cho.visitor.post(duty, { lead: ben.account, partner: '', seen: '0' })
  const twice = await cho.visitor.post(duty, { lead: ama.account, partner: ben.account, seen: '0' })

  assert.match(late.body, /Somebody else gave this duty meanwhile\. Lead: Ama\. Challenge partner: Ben\./)
  assert.equal(twice.statusCode, 303)
})

test('two who change different parts of one draft are put together, and who changed the same part sees both texts', async (t) => {
  const { ama, cho, log } = await larkshireHouse(t)
  await sent(ama.visitor, at, { ...judged, step: 'draft' })
  const opened = hidden((await cho.visitor.look(at)).body, at)
  await sent(ama.visitor, at, { ...judged, gaps: 'Ama’s gaps', step: 'draft' })

  const apart = await cho.visitor.postBare(at, { ...opened, ...judged, better: 'Cho’s advice', step: 'draft' })
  const together = await cho.visitor.look(at)
  const collides = await cho.visitor.postBare(at, { ...opened, ...judged, gaps: 'Cho’s gaps', step: 'draft' })

  assert.equal(apart.statusCode, 303)
  assert.match(together.body, /Ama’s gaps[\s\S]*Cho’s advice/)
  assert.equal(collides.statusCode, 400)
  assert.match(collides.body, /has: Ama’s gaps\. Yours is below/)
  assert.match(collides.body, />Cho’s gaps<\/textarea>/)
  assert.deepEqual(log, [])
})

test('Back, a form sent twice and a form gone stale change nothing', async (t) => {
  const { ama, ben, db } = await larkshireHouse(t)
  const first = hidden((await ama.visitor.look(at)).body, at)
  const write = () => ama.visitor.postBare(at, { ...first, ...judged, step: 'ready' })

  const [once, twice] = [await write(), await write()]
  const stale = await ama.visitor.postBare(at, { ...first, ...judged, reason: 'Another reason', step: 'draft' })
  const challenge = hidden((await ben.visitor.look(at)).body, `${at}/challenge`)
  const agree = () => ben.visitor.postBare(`${at}/challenge`, { ...challenge, challenge: 'agree' })
  const [agreed, again] = [await agree(), await agree()]

  assert.deepEqual([once, twice, agreed, again].map(({ statusCode }) => statusCode), [303, 303, 303, 303]) // prettier-ignore
  assert.match(stale.body, /went on since you opened this page/)
  assert.match(stale.body, /Another reason/)
  const rows = await db.selectFrom('criterion_judgement').select(['state', 'version', 'reason', 'agreed_by']).execute()
  assert.deepEqual(rows, [{ state: 'agreed', version: 3, reason: 'Members said so', agreed_by: 'Ben' }])
  assert.equal((await db.selectFrom('judgement_step').selectAll().execute()).length, 3)
})

test('the overview shows vacancies, who carries too much, and the themes that rest on one person', async (t) => {
  const { cho, ama } = await larkshireHouse(t)
  for (const theme of ['theme-2', 'theme-3']) {
    await cho.visitor.post(`/self-evaluation/themes/${theme}/duty`, { lead: ama.account, partner: '', seen: '0' })
  }
  const { body } = await cho.visitor.look('/self-evaluation')

  assert.match(body, /No lead: theme 4, 5, 6, 7, 8, 9\./)
  assert.match(body, /Ama carries much: leads 3 themes and challenges 0\./)
  assert.match(body, /Theme 2 rests on Ama alone/)
})

test('a theme is data too, for whoever asks for JSON', async (t) => {
  const { app, ama, cho } = await larkshireHouse(t)
  await sent(ama.visitor, at, { ...judged, step: 'draft' })
  await cho.visitor.post(`${at}/evidence`, { title: 'Minutes', shows: 'Members said so', place: 'https://larkshire.gov.invalid/minutes', dated: '2026-06-01' }) // prettier-ignore
  const headers = { accept: 'application/json', cookie: [...ama.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  const answer = await app.inject({ url: '/self-evaluation/themes/theme-1', headers })
  const data: unknown = answer.json()

  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  assert.ok(typeof data === 'object' && data !== null && 'criteria' in data && Array.isArray(data.criteria))
  assert.equal('lead' in data && data.lead, 'Ama')
  const [first] = data.criteria as readonly { judgement: unknown; evidence: number; looks: unknown }[] // oxlint-disable-line typescript/no-unsafe-type-assertion
  assert.equal(first?.evidence, 1)
  assert.deepEqual(first?.looks, [{ number: 1, year: 2026, grade: 'secure', state: 'draft' }])
})

test('my work says what waits for whom, and what is late', async (t) => {
  const { ama, ben, later } = await larkshireHouse(t)
  await sent(ama.visitor, at, { ...judged, step: 'ready' })
  const waits = await ben.visitor.look('/my-work')
  later(16 * 24 * 60 * 60 * 1000)
  await ben.visitor.post('/sign-in', { email: 'ben@larkshire.gov.invalid', password: thePassword })
  const late = await ben.visitor.look('/my-work')
  await ama.visitor.post('/sign-in', { email: 'ama@larkshire.gov.invalid', password: thePassword })
  const leads = await ama.visitor.look('/my-work')

  assert.match(waits.body, /1 thing waits for you\. Nothing is late\./)
  assert.match(waits.body, /Challenge the judgement/)
  assert.match(late.body, /1 thing waits for you\. 1 is late\./)
  assert.match(leads.body, /10 criteria to judge this academic year/)
})

test('my work lists criteria as the framework does, and not 1.10 before 1.2', async (t) => {
  const { ama, ben } = await larkshireHouse(t)
  const token = hidden((await ama.visitor.look(at)).body, at)
  for (const key of ['1.10', '1.2', '1.1'])
    await ama.visitor.postBare(`/self-evaluation/criteria/${key}`, { ...token, ...judged, step: 'ready' })

  const { body } = await ben.visitor.look('/my-work')

  assert.deepEqual(
    [...body.matchAll(/href="\/self-evaluation\/criteria\/([\d.]+)"/g)].map(([, key]) => key),
    ['1.1', '1.2', '1.10'],
  )
})

test('another authority sees nothing of it', async (t) => {
  const { ama, signedIn } = await larkshireHouse(t)
  await sent(ama.visitor, at, { ...judged, step: 'ready' })
  const other = await signedIn('Fay', 'administrator', anArea('002'))
  const { body } = await other.visitor.look(at)

  assert.match(body, /Not judged yet/)
  assert.doesNotMatch(body, /Members said so|Ama/)
})

test('work under a framework that is no longer in use is read and not changed', async (t) => {
  const { db, ama } = await larkshireHouse(t)
  await sent(ama.visitor, at, { ...judged, step: 'draft' })
  await db.insertInto('chosen_framework').values({ authority: larkshire, framework: 'laassi-2013-05', chosen_by: 'Cho', chosen_at: new Date(0) }).execute() // prettier-ignore

  const before = await ama.visitor.look(`${at}?framework=laassi-2014-11`)
  const theme = await ama.visitor.look('/self-evaluation/themes/theme-1?framework=laassi-2014-11')
  const inUse = await ama.visitor.look('/self-evaluation')

  assert.match(before.body, /no longer in use/)
  assert.match(before.body, /Members said so/)
  assert.doesNotMatch(before.body, /<textarea/)
  assert.match(theme.body, /criteria\/1\.1\?framework=laassi-2014-11/)
  assert.match(inUse.body, /LAASSI May 2013/)
})
