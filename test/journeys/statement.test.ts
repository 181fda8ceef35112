import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page as Tab } from 'playwright-core'
import { freshDb } from '../support.ts'
import { browser, phone, violationsOf, windowOf } from './browser.ts'
import { aSmallCountry } from './country.ts'
import { served } from './served.ts'

const email = 'ama.boateng@larkshire.gov.invalid'
const password = 'seven green lanterns'
const begun = '# Where we are\n\nSchools improve.\n\n# How we know\n\nWe asked.\n'

test('one writes on a computer, which saves by itself, another on a phone without script: both texts stand, and where they clash both are asked', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { address, setUp, log } = await served(t, db)
  const opened = await browser(t)
  const [{ page: computer, context }, { page: small, context: other }] = [await windowOf(opened), await windowOf(opened, { size: phone, script: false })] // prettier-ignore
  const statement = `${address}/self-evaluation/themes/theme-1/statement`
  await makeAccount(computer, setUp)
  await signIn(small, address)

  await computer.goto(statement)
  await computer.getByRole('button', { name: 'Begin the statement' }).click()
  await box(computer).fill(begun)
  await computer.getByText('Saved, ').waitFor()
  await small.goto(`${statement}/edit`)
  await box(small).fill(begun.replace('We asked.', 'We asked every head.'))
  await small.getByRole('button', { name: 'Save', exact: true }).click()
  await box(computer).fill(begun.replace('Schools improve.', 'Schools improve, and fast.'))
  await computer.getByText('put together with what somebody else wrote').waitFor()
  const together = await box(computer).inputValue()

  await small.goto(`${statement}/edit`)
  const saved = computer.waitForResponse((response) => response.request().method() === 'POST')
  await box(computer).fill(together.replace('We asked every head.', 'We asked every governor.'))
  await saved
  await box(small).fill(together.replace('We asked every head.', 'We asked every parent.'))
  await small.getByRole('button', { name: 'Save', exact: true }).click()
  const wrong = await violationsOf(computer)
  await small.getByRole('heading', { name: 'Two people changed the same lines' }).waitFor()
  await small.getByRole('button', { name: 'Save it so' }).click()
  const stands = await small.getByRole('article', { name: 'The statement' }).innerText()

  assert.equal(together, begun.replace('Schools improve.', 'Schools improve, and fast.').replace('We asked.', 'We asked every head.'))
  for (const sentence of ['Schools improve, and fast.', 'We asked every governor.', 'We asked every parent.'])
    assert.ok(stands.includes(sentence), `${sentence} in ${stands}`)
  assert.deepEqual(wrong, [])
  assert.deepEqual(log, [])
  await context.close()
  await other.close()
})

const box = (page: Tab) => page.getByLabel('Where we are, how we know, what we do next')

async function makeAccount(page: Tab, setUp: string) {
  await page.goto(setUp)
  await page.getByLabel('Your name').fill('Ama Boateng')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Which authority is yours?').selectOption({ label: 'Larkshire' })
  await page.getByRole('button', { name: 'Make account and sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Larkshire' }).waitFor()
}

async function signIn(page: Tab, address: string) {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Larkshire' }).waitFor()
}
