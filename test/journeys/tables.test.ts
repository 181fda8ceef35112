import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDb } from '../support.ts'
import { browser, desktop, phone, picture, tooWide, violationsOf, windowOf } from './browser.ts'
import { theDemo } from './country.ts'
import { served } from './served.ts'

test('on a phone and without script, an analyst makes a table in steps, keeps it, and takes it away as a spreadsheet', async (t) => {
  const db = await freshDb(t)
  await theDemo(db)
  const { address, setUp } = await served(t, db)
  const { page, context } = await windowOf(await browser(t), { size: phone, script: false })
  await page.goto(setUp)
  await page.getByLabel('Your name').fill('Ama Boateng')
  await page.getByLabel('E-mail address').fill('ama.boateng@larkshire.gov.invalid')
  await page.getByLabel('Password').fill('seven green lanterns')
  await page.getByLabel('Which authority is yours?').selectOption({ label: 'Larkshire' })
  await page.getByRole('button', { name: 'Make account and sign in' }).click()

  await page.getByRole('link', { name: 'Tables', exact: true }).click()
  await page.getByLabel('Find measures by words').fill('phonics')
  await page.getByRole('button', { name: 'Find measures' }).click()
  await page.getByRole('group', { name: '1. Measures' }).getByRole('checkbox').first().check()
  await page.getByLabel('Our authority').check()
  await page.getByLabel('The country').check()
  await page.getByLabel('All years').check()
  await page.getByLabel('4. Layout').selectOption({ label: 'Rows of areas or schools, columns of years' })
  await page.getByRole('button', { name: 'Show the table' }).click()
  await picture(page, 'table-made-phone')
  const file = await context.request.get(new URL((await page.getByRole('link', { name: 'ODS' }).getAttribute('href')) ?? '', address).href)
  await page.getByLabel('Name, for everybody in your authority').fill('Phonics over the years')
  await page.getByRole('button', { name: 'Keep the table' }).click()

  assert.equal((await page.getByRole('rowheader', { name: 'Larkshire' }).count()) > 0, true)
  assert.equal(await page.getByRole('link', { name: 'Phonics over the years' }).count(), 1)
  assert.equal(file.status(), 200)
  assert.equal((await file.body()).subarray(30, 38).toString(), 'mimetype')
  assert.equal(await tooWide(page), 0)
  await context.close()
})

test('a table with its chart, search and kept tables has no faults that axe finds, and is made with the keyboard alone', async (t) => {
  const db = await freshDb(t)
  await theDemo(db)
  const { address, setUp, log } = await served(t, db)
  const { page, context, complaints } = await windowOf(await browser(t))
  await page.goto(setUp)
  await page.getByLabel('Your name').fill('Ama Boateng')
  await page.getByLabel('E-mail address').fill('ama.boateng@larkshire.gov.invalid')
  await page.getByLabel('Password').fill('seven green lanterns')
  await page.getByLabel('Which authority is yours?').selectOption({ label: 'Larkshire' })
  await page.getByRole('button', { name: 'Make account and sign in' }).click()

  await page.goto(`${address}/tables`)
  await page.getByLabel('Find measures by words').focus()
  await page.keyboard.type('phonics')
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: '1. Measures' }).getByRole('checkbox').first().focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Our authority').focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Show the table' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Change the table' }).waitFor()
  const wrong: string[] = []
  for (const query of [
    'measures=KS1P_all&areas=ours,region,country&years=all&rows=areas&columns=years&words=attainment',
    'measures=KS1P_all&areas=all,schools&years=latest',
    'measures=KS1P_all&areas=97&years=soon',
  ]) {
    await page.goto(`${address}/tables?${query}`)
    for (const [device, size] of Object.entries({ desktop, phone })) {
      await page.setViewportSize(size)
      wrong.push(...(await violationsOf(page)))
      if ((await tooWide(page)) > 0) wrong.push(`${query} is too wide on a ${device}`)
      await picture(page, `table-${query.length}-${device}`)
    }
  }

  assert.deepEqual(wrong, [])
  assert.deepEqual(complaints.filter((text) => !text.includes('400')), []) // prettier-ignore
  assert.deepEqual(log, [])
  await context.close()
})
