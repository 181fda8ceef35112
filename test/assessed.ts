import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { accountPages } from '../src/accounts/account.pages.ts'
import { termAssessmentPages } from '../src/assessments/term-assessment.pages.ts'
import { limitsPages } from '../src/limits/limits.pages.ts'
import { setPages } from '../src/limits/sets.pages.ts'
import { riskPages } from '../src/triggers/risk.pages.ts'
import { theDemo } from './journeys/country.ts'
import { anArea, freshDb } from './support.ts'
import { anAccount, aServer, thePassword, Visitor } from './visitor.ts'

export const larkshire = anArea('001')

/** Larkshire with its files, on a day in the autumn: an officer who drafts, another who challenges, and a director who signs off. */
export async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await theDemo(db)
  const pages = [...termAssessmentPages, ...limitsPages, ...setPages, ...riskPages, ...accountPages]
  const { app, later, log } = await aServer(t, { db, pages })
  later(145 * 24 * 60 * 60 * 1000)
  const signedIn = async (name: string, role: 'administrator' | 'officer' | 'reader', authority = larkshire) => {
    const email = `${name}@larkshire.gov.invalid`
    await anAccount(db, { email, role, authority })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
  const [officer, other, director] = [
    await signedIn('ama', 'officer'),
    await signedIn('ben', 'officer'),
    await signedIn('cho', 'administrator'),
  ]
  return { db, log, signedIn, officer, other, director }
}

export const fieldsIn = (html: string) =>
  Object.fromEntries([...html.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore

export async function signedOff({ officer, other, director }: Awaited<ReturnType<typeof larkshireHouse>>): Promise<string> {
  const begun = await officer.post('/assessments', { term: '2026-summer', on: '' })
  const at = String(begun.headers.location)
  await officer.post(`${at}/triggers/4`, {
    light: 'red',
    reason: 'Phonics fell again',
    'comment-primary': 'Four schools\r\nare behind',
    seen: '0',
  })
  await other.post(`${at}/challenge`, { challenge: 'Asked about phonics; it stands', version: '1' }, at)
  const { body } = await director.look(at)
  const answer = await director.post(`${at}/sign-off`, fieldsIn(body), at)
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 2000))
  return at
}
