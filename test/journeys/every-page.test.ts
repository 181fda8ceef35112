import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page as Tab } from 'playwright-core'
import { mayDo } from '../../src/accounts/permission.ts'
import type { Page } from '../../src/web/page.ts'
import { freshDb } from '../support.ts'
import { browser, desktop, phone, picture, tooWide, violationsOf, windowOf } from './browser.ts'
import { theDemo } from './country.ts'
import { examples } from './examples.ts'
import { served } from './served.ts'

test('somebody sets Fiveday up, visits every page on a computer and on a phone, and signs out', async (t) => {
  const db = await freshDb(t)
  await theDemo(db)
  const { address, setUp, pages, log } = await served(t, db)
  const opened = await browser(t)
  const { page, context, complaints } = await windowOf(opened)
  const wrong: string[] = []
  const look = async (name: string) => {
    for (const [device, size] of Object.entries({ desktop, phone })) {
      await page.setViewportSize(size)
      wrong.push(...(await violationsOf(page)))
      const over = await tooWide(page)
      if (over > 0) wrong.push(`${page.url()} is ${over} pixels too wide on a ${device}`)
      await picture(page, `${name}-${device}`)
    }
    await page.setViewportSize(desktop)
  }

  await page.goto(setUp)
  await look('set-up')
  await makeAccount(page)
  await page.goto(`${address}/assessments`)
  await page.getByRole('button', { name: 'Begin the draft' }).click()
  await page.goto(`${address}/risk/what-if?category=901000`)
  await page.getByLabel('Name of this scenario').fill('One school falls')
  await page.getByRole('button', { name: 'Keep this scenario' }).click()
  await page.goto(`${address}/self-evaluation/themes/theme-1/statement`)
  await page.getByRole('button', { name: 'Begin the statement' }).click()
  await page.getByLabel('Where we are, how we know, what we do next').fill(aStatement)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const away = await context.request.get(`${address}/self-evaluation/away/self-evaluation.xlsx`)
  await page.goto(`${address}/self-evaluation/away`)
  await page.getByLabel('The file').setInputFiles({ name: 'away.xlsx', mimeType: 'application/octet-stream', buffer: await away.body() })
  await page.getByRole('button', { name: 'Look at the changes' }).click()
  await page.goto(`${address}/self-evaluation/learning/letters`)
  await page.getByLabel('Authority that was inspected').fill('Sorrelham')
  await page.getByLabel('Told in words, without a judgement').check()
  await page.getByLabel('Where the letter was published').fill('A folder')
  await page.getByLabel('Text of the letter').fill('Officers know schools well. Members do not ask enough of officers.')
  await page.getByRole('button', { name: 'Add it and mark passages' }).click()
  await page.goto(`${address}/actions/new?arose=trigger&key=4`)
  await page.getByLabel('What is to be done').fill('Write the plan')
  await page.getByLabel('By when').fill('2026-01-05')
  await page.getByRole('button', { name: 'Make the action' }).click()
  await page.goto(`${address}/forum`)
  await page.getByLabel('The day of the meeting').fill('2026-01-20')
  await page.getByRole('button', { name: 'Plan the meeting' }).click()
  for (const place of placesToVisit(pages).filter((each) => !isFile(each))) {
    const response = await page.goto(`${address}${place}`)
    assert.equal(response?.status(), 200, `${place} answers ${response?.status()}: ${log.join('')}`)
    assert.equal(await page.locator('h1').count(), 1, `${place} has one main heading`)
    await look(place === '/' ? 'home' : place.slice(1).replaceAll(/\W+/g, '-'))
  }
  for (const place of placesToVisit(pages).filter(isFile)) {
    const answer = await context.request.get(`${address}${place}`)
    assert.equal(answer.status(), 200, `${place} answers ${answer.status()}`)
    assert.match(answer.headers()['content-disposition'] ?? '', /^attachment; filename="[\w. -]+"/, place)
  }
  await page.getByRole('button', { name: 'Sign out' }).click()
  await look('sign-in')
  await page.goto(`${address}/settings`)

  assert.equal(new URL(page.url()).pathname, '/sign-in')
  assert.deepEqual(wrong, [])
  assert.deepEqual(complaints, [])
  assert.deepEqual(log, [])
  await context.close()
})

test('without script, somebody sets Fiveday up, changes the name of the council, and sees it in the audit trail', async (t) => {
  const db = await freshDb(t)
  await theDemo(db)
  const { address, setUp } = await served(t, db)
  const { page, context } = await windowOf(await browser(t), { size: phone, script: false })

  await page.goto(setUp)
  await page.getByRole('button', { name: 'Make account and sign in' }).click()
  await page.getByRole('link', { name: 'Enter a password' }).waitFor()
  await picture(page, 'set-up-problems-phone')
  await makeAccount(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Name of the council').fill('Larkshire County Council')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.getByLabel('What may they do?').selectOption('reader')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = (await page.locator('#link').textContent()) ?? ''
  await picture(page, 'invited-phone')
  await page.goto(`${address}/audit?words=council`)

  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/set-up\/[\w-]{32}$/)
  assert.equal(await page.locator('.fd-log__entry').count(), 1)
  assert.match(
    (await page.locator('.fd-log__entry').textContent()) ?? '',
    /Ama Boateng.*Named the council.*name: Larkshire County Council/s,
  )
  assert.equal(await page.locator('.fd-header__council').textContent(), 'Larkshire County Council')
  await context.close()
})

async function makeAccount(page: Tab) {
  await page.getByLabel('Your name').fill('Ama Boateng')
  await page.getByLabel('E-mail address').fill('ama.boateng@larkshire.gov.invalid')
  await page.getByLabel('Password').fill('seven green lanterns')
  await page.getByLabel('Which authority is yours?').selectOption({ label: 'Larkshire' })
  await page.getByRole('button', { name: 'Make account and sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Larkshire' }).waitFor()
}

/** Every page that somebody signed in may visit, by the examples of it where its address has a part to fill in. */
function placesToVisit(pages: readonly Page[]): string[] {
  return pages
    .filter((page) => page.method === 'GET' && page.may !== 'anyone' && mayDo('administrator', page.may))
    .flatMap(({ path }) => examples[path] ?? (path.includes(':') ? assert.fail(`${path} has no example`) : [path]))
}

/** Whether a page is a file to save: its name has an ending. */
const isFile = (place: string): boolean => /\.(csv|docx|html|json|ods|pdf|pptx|xlsx|yaml|zip)(\?|$)/.test(place)

const aStatement = `# Where we are

Visits reach **every** school: {{figure:trigger.2.line.1}}, and {{figure:criteria-met}} criteria are met.

### How we know

1. We [asked](https://www.gov.uk/)
   - in writing

| School | Visits |
| --- | --- |
| Ash | 3 |

> A head told us so.

# What we do next

\`More\` of it: {{figure:measure.KS1P_all}} and {{figure:nothing}}.
`
