import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { reading } from '../db/connect.ts'
import { dutyPages } from '../statements/duty.pages.ts'
import { workPages } from '../statements/work.pages.ts'
import { positionStatementPages } from './position-statement.pages.ts'
import { statementsOf } from './position-statement.store.ts'
import { statementComparePages } from './statement-compare.pages.ts'
import { statementStepPages } from './statement-step.pages.ts'

const larkshire = anArea('001')
const pages = [...positionStatementPages, ...statementStepPages, ...statementComparePages, ...dutyPages, ...workPages, ...accountPages]
const at = '/self-evaluation/themes/theme-1/statement'
const text = '# Where we are\n\nMembers say **how good** schools should be: {{figure:criteria-met}}.\n\n# How we know\n\nWe asked.\n'

/** Larkshire: Cho is the administrator, Ama leads theme 1, Ben is its challenge partner, Eve has no part in it, and Dee only reads. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app, log, later } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'administrator' | 'officer' | 'reader') => {
    const email = `${name.toLowerCase()}@larkshire.gov.invalid`
    const account = await anAccount(db, { email, role, authority: larkshire })
    await db.updateTable('account').set({ name }).where('id', '=', account).execute()
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return { account, visitor, csrf: async () => /name="csrf" value="([^"]+)"/.exec((await visitor.look(at)).body)?.[1] ?? '' }
  }
  const [cho, ama, ben, eve, dee] = [await signedIn('Cho', 'administrator'), await signedIn('Ama', 'officer'), await signedIn('Ben', 'officer'), await signedIn('Eve', 'officer'), await signedIn('Dee', 'reader')] // prettier-ignore
  await cho.visitor.post('/self-evaluation/themes/theme-1/duty', { lead: String(ama.account), partner: String(ben.account), seen: '0' })
  const sends = async (who: typeof ama, to: string, fields: Readonly<Record<string, string>>) =>
    who.visitor.postBare(`${at}${to}`, { csrf: await who.csrf(), number: '1', ...fields })
  const statement = async () => (await statementsOf(reading(db), larkshire, 'laassi-2014-11'))[0]
  return { db, log, later, cho, ama, ben, eve, dee, sends, statement }
}

test('a statement is begun with three headings, written, challenged, agreed by the lead and published by an administrator', async (t) => {
  const { ama, ben, cho, dee, sends, statement, log } = await larkshireHouse(t)

  assert.equal((await sends(ama, '', {})).statusCode, 303)
  assert.equal((await statement())?.text, '# Where we are\n\n\n\n# How we know\n\n\n\n# What we do next\n')
  assert.equal((await sends(ama, '/send', { seen: '1' })).statusCode, 400, 'nothing is written yet')
  await sends(ama, '/edit', { seen: '1', text })
  await sends(ama, '/send', { seen: '2' })
  await sends(ben, '/challenge', { seen: '2', stood: '', challenge: 'How do you know <b>that</b>?' })
  const draftForReader = await dee.visitor.look(at)
  await sends(ama, '/agree', { seen: '2' })
  const notAdministrator = await sends(ama, '/publish', { seen: '2' })
  const published = await sends(cho, '/publish', { seen: '2' })
  const [page, forReader] = [await ama.visitor.look(at), await dee.visitor.look(at)]

  assert.match(draftForReader.body, /No position statement of this theme is agreed yet/)
  assert.deepEqual([notAdministrator.statusCode, published.statusCode], [403, 303])
  assert.equal((await statement())?.state, 'published')
  assert.match(page.body, /agreed by Ama on 1 July 2026, published by Cho on 1 July 2026/)
  assert.match(page.body, /<strong>how good<\/strong> schools should be: <a class="govuk-link" href="#figure-1">0 of \d+<\/a>/)
  assert.match(page.body, /How do you know &lt;b&gt;that&lt;\/b&gt;\?/)
  assert.match(forReader.body, /Members say/)
  assert.doesNotMatch(forReader.body, /How do you know/)
  assert.deepEqual(log, [])
})

test('each step of a statement waits for somebody: its partner, its lead, and whoever publishes', async (t) => {
  const { ama, ben, cho, sends } = await larkshireHouse(t)
  const waits = async (what: string) =>
    (await Promise.all([ama, ben, cho].map(async ({ visitor }) => (await visitor.look('/my-work')).body.includes(what)))).map((yes, i) => (yes ? ['Ama', 'Ben', 'Cho'][i] : '')).join('') // prettier-ignore
  await sends(ama, '', {})
  await sends(ama, '/edit', { seen: '1', text })

  const finish = await waits('Finish the position statement')
  await sends(ama, '/send', { seen: '2' })
  const challenge = await waits('Challenge the position statement')
  const sent = await ama.visitor.look(at)
  await sends(ben, '/challenge', { seen: '2', stood: '', challenge: 'Show it' })
  const [challenged, agree] = [await waits('Challenge the position statement'), await waits('Agree the position statement')]
  const seen = await ben.visitor.look(at)
  await sends(ama, '/agree', { seen: '2' })
  const publish = await waits('Publish the position statement')
  await sends(cho, '/publish', { seen: '2' })

  assert.deepEqual([finish, challenge, challenged, agree, publish], ['Ama', 'Ben', '', 'Ama', 'Cho'])
  assert.match(sent.body, /It waits for Ben to challenge it\./)
  assert.match(seen.body, /It waits for Ama to agree it\./)
  assert.equal(await waits('the position statement'), '')
})

test('nobody challenges what they wrote, the lead agrees only what was challenged, and whoever has no part writes nothing', async (t) => {
  const { ama, ben, cho, eve, dee, sends, statement } = await larkshireHouse(t)
  await sends(ama, '', {})
  const byEve = await sends(eve, '/edit', { seen: '1', text: 'Eve was here' })
  const byDee = await sends(dee, '/edit', { seen: '1', text: 'Dee was here' })
  await sends(ama, '/edit', { seen: '1', text })
  await sends(ama, '/send', { seen: '2' })

  const unchallenged = await sends(ama, '/agree', { seen: '2' })
  const own = await sends(ama, '/challenge', { seen: '2', stood: '', challenge: 'Fine' })
  const other = await sends(cho, '/challenge', { seen: '2', stood: '', challenge: 'Fine' })
  await sends(ben, '/challenge', { seen: '2', stood: '', challenge: 'Show it' })
  const byPartner = await sends(ben, '/agree', { seen: '2' })

  assert.match(byEve.body, /Only the lead, whoever stands in for the lead, a contributor or an administrator may write/)
  assert.match(byEve.body, /Eve was here/, 'what she wrote is still on the page')
  assert.deepEqual([byEve.statusCode, byDee.statusCode], [400, 403])
  assert.match(unchallenged.body, /has to be challenged before it is agreed/)
  assert.match(own.body, /nobody challenges their own/)
  assert.match(other.body, /The challenge partner is Ben/)
  assert.match(byPartner.body, /whoever challenges does not agree it/)
  assert.equal((await statement())?.state, 'challenge')
})

test('two who change different paragraphs are put together; the same one is asked about, and neither text is lost', async (t) => {
  const { ama, cho, sends, statement } = await larkshireHouse(t)
  await sends(ama, '', {})
  await sends(ama, '/edit', { seen: '1', text })

  await sends(ama, '/edit', { seen: '2', text: text.replace('We asked.', 'We asked everybody.') })
  const together = await sends(cho, '/edit', { seen: '2', text: text.replace('# How', 'Schools agree.\n\n# How') })
  const clash = await sends(cho, '/edit', { seen: '2', text: text.replace('We asked.', 'We asked heads.\r\n') })
  const quiet = await sends(cho, '/edit', { seen: '2', text: text.replace('We asked.', 'We asked heads.'), quiet: 'yes' })
  const settled = await sends(cho, '/edit', { seen: '2', against: '5', text: text.replace('We asked.', 'We asked heads.'), 'choice-1': 'both' }) // prettier-ignore
  const again = await sends(cho, '/edit', { seen: '2', against: '5', text: text.replace('We asked.', 'We asked heads.'), 'choice-1': 'both' }) // prettier-ignore

  assert.deepEqual([together.statusCode, clash.statusCode, settled.statusCode, again.statusCode], [303, 409, 303, 303])
  assert.match(clash.body, /We asked heads\.[^]*We asked everybody\./)
  assert.match(quiet.body, /"is":"clash"/)
  const now = (await statement())?.text ?? ''
  for (const sentence of ['Schools agree.', 'We asked heads.', 'We asked everybody.']) assert.equal(now.split(sentence).length, 2, now)
})

test('saving by itself answers as data, is kept word for word, and is named in the audit trail once a sitting', async (t) => {
  const { db, ama, later, sends, statement } = await larkshireHouse(t)
  await sends(ama, '', {})

  const first = await sends(ama, '/edit', { seen: '1', text: 'One.', quiet: 'yes' })
  await sends(ama, '/edit', { seen: '2', text: 'One. Two.', quiet: 'yes' })
  later(40 * 60_000)
  await sends(ama, '/edit', { seen: '3', text: 'One. Two. Three.', quiet: 'yes' })
  await sends(ama, '/edit', { seen: '3', text: 'One. Two. Three.', quiet: 'yes' })

  assert.deepEqual(JSON.parse(first.body), { is: 'saved', version: 2, mine: 2, together: false, says: 'Saved, 1 July 2026 at 10:00', length: '1 word, too short for a reading age' }) // prettier-ignore
  assert.deepEqual([(await statement())?.version, (await statement())?.text], [4, 'One. Two. Three.'])
  const audit = await db.selectFrom('audit_entry').select('what').where('what', '=', 'Wrote in a position statement').execute()
  assert.equal(audit.length, 2)
})

test('a comment is made on a passage that is there, keeps the statement from being agreed, and is settled with how', async (t) => {
  const { ama, ben, eve, sends, statement } = await larkshireHouse(t)
  await sends(ama, '', {})
  await sends(ama, '/edit', { seen: '1', text })
  await sends(ama, '/send', { seen: '2' })
  await sends(ben, '/challenge', { seen: '2', stood: '', challenge: 'See the comment' })

  const nowhere = await sends(eve, '/comments', { seen: '2', passage: 'Not in it', says: 'Why?' })
  const made = await sends(eve, '/comments', { seen: '2', passage: 'Members say how good  schools', says: 'Which members?' })
  await sends(eve, '/comments', { seen: '2', passage: 'Members say how good  schools', says: 'Which members?' })
  const open = await sends(ama, '/agree', { seen: '2' })
  await sends(ama, '/comments/1', { 'how-1': 'All of them' })
  const late = await sends(ben, '/comments/1', { 'how-1': 'Some of them' })
  const page = await ama.visitor.look(at)
  await sends(ama, '/agree', { seen: '2' })

  assert.match(nowhere.body, /The passage is not in the statement/)
  assert.equal(made.statusCode, 303)
  assert.match(open.body, /Settle every comment first: one is open/)
  assert.match(late.body, /Ama settled this comment meanwhile/)
  assert.match(page.body, /Settled by Ama, 1 July 2026 at 10:00: All of them/)
  assert.equal(page.body.split('Which members?').length, 2, 'it stands once')
  assert.equal((await statement())?.state, 'agreed')
})

test('an agreed statement keeps its figures, tells when one has moved, and the next begins from its text', async (t) => {
  const { db, ama, ben, sends } = await larkshireHouse(t)
  await sends(ama, '', {})
  await sends(ama, '/edit', { seen: '1', text })
  await sends(ama, '/send', { seen: '2' })
  await sends(ben, '/challenge', { seen: '2', stood: '', challenge: 'Agreed' })
  await sends(ama, '/agree', { seen: '2' })
  const before = await ama.visitor.look(at)
  const when = new Date('2026-07-02T09:00:00Z')
  await db
    .insertInto('criterion_judgement')
    .values({
      authority: larkshire,
      framework: 'laassi-2014-11',
      theme: 'theme-1',
      criterion: '1.1',
      number: 1,
      year: 2026,
      state: 'agreed',
      grade: 'secure',
      confidence: 'high',
      drafted_by: 'Ama',
      drafted_account: ama.account,
      drafted_at: when,
      challenge: 'agree',
      challenged_by: 'Ben',
      challenged_account: ben.account,
      challenged_at: when,
      agreed_by: 'Ama',
      agreed_at: when,
    }) // prettier-ignore
    .execute()

  const after = await ama.visitor.look(at)
  const closed = await sends(ama, '/edit', { seen: '2', text: 'Something else' })
  await sends(ama, '', {})
  const edit = await ama.visitor.look(`${at}/edit`)

  assert.doesNotMatch(before.body, /moved since this statement was agreed/)
  assert.match(after.body, /One figure has moved since this statement was agreed/)
  assert.match(after.body, />0 of \d+<\/a> <strong class="govuk-tag govuk-tag--yellow">now 1 of \d+<\/strong>/)
  assert.match(closed.body, /its text is not changed any more[^]*Something else/)
  assert.match(edit.body, /Statement 2: a draft[^]*Members say \*\*how good\*\* schools/)
})

test('versions stand side by side with what only one has, and the statement goes out as Word, PDF and a page', async (t) => {
  const { ama, sends } = await larkshireHouse(t)
  await sends(ama, '', {})
  await sends(ama, '/edit', { seen: '1', text })
  await sends(ama, '/edit', { seen: '2', text: text.replace('We asked.', 'We asked heads.') })

  const compared = await ama.visitor.look(`${at}/compare?from=1.2&to=1.3`)
  const [word, pdf, html] = [await ama.visitor.look(`${at}/statement.docx`), await ama.visitor.look(`${at}/statement.pdf`), await ama.visitor.look(`${at}/statement.html`)] // prettier-ignore

  assert.match(compared.body, /One paragraph differs/)
  assert.match(compared.body, /We asked<ins> heads<\/ins>\./)
  assert.equal(word.rawPayload.subarray(0, 2).toString(), 'PK')
  assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-')
  assert.match(html.body, /Members say how good schools should be: 0 of \d+\./)
})
