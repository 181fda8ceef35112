import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Page as Tab } from 'playwright-core'
import { freshDb } from '../support.ts'
import { browser, windowOf } from './browser.ts'
import { aSmallCountry } from './country.ts'
import { byKeyboard } from './keyboard.ts'
import { served } from './served.ts'

const theme = 'The effectiveness of corporate and strategic leadership of school improvement'

test('without script and by keyboard alone, nine themes get leads and partners, one is judged, challenged and answered, and coverage moves', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { address, setUp, log } = await served(t, db)
  const opened = await browser(t)
  const ama = await somebody(opened, setUp, 'Ama Boateng', 'Larkshire')
  const ben = await somebody(opened, await invited(ama, address), 'Ben Okafor')

  await ama.page.goto(address)
  await ama.keys.follow('Self-evaluation')
  await ama.keys.follow('Frameworks')
  await ama.keys.skip()
  await ama.keys.choose('LAASSI November 2014', 'LAASSI November 2014')
  await ama.keys.follow('Use this framework')
  await ama.keys.follow('Self-evaluation')
  await ama.keys.follow('Choose the leads and challenge partners')
  await ama.keys.skip()
  for (let place = 1; place <= 9; place++) {
    await ama.keys.pick('Lead', 'Ama')
    await ama.keys.pick('Challenge partner', 'Ben')
  }
  await ama.keys.follow('Keep all of them')
  const given = await words(ama.page)
  await ama.keys.skip()
  await ama.keys.follow('Coverage')
  const before = await words(ama.page)

  await ama.page.goto(address)
  await ama.keys.follow('Self-evaluation')
  await ama.keys.skip()
  await ama.keys.follow(`1 ${theme}`)
  await ama.keys.skip()
  await ama.keys.follow('1.1 ')
  await ama.keys.skip()
  await ama.keys.choose('A strength', 'Secure')
  await ama.keys.choose('Not sure', 'Fairly sure')
  await ama.keys.write('The reason', 'The plan of 2026 says so.')
  await ama.keys.write('Gaps', 'Academies were not asked.')
  await ama.keys.follow('Keep and make ready for challenge')
  const waiting = await words(ama.page)

  await ben.page.goto(`${address}/self-evaluation`)
  await ben.keys.skip()
  await ben.keys.follow('My work')
  await ben.keys.skip()
  await ben.keys.follow('Challenge the judgement')
  await ben.keys.skip()
  await ben.keys.choose('I agree', 'I disagree')
  await ben.keys.pick('The grade you would give', 'Developing')
  await ben.keys.write('What should change', 'Nobody asked the academies.')
  await ben.keys.follow('Send your challenge')

  await ama.page.goto(`${address}/my-work`)
  await ama.keys.skip()
  await ama.keys.follow('Answer the challenge')
  await ama.keys.skip()
  await ama.keys.choose('Take the change', 'Take the change')
  await ama.keys.follow('Send your answer')
  const agreed = await words(ama.page)
  await ama.keys.follow('Self-evaluation')
  await ama.keys.skip()
  await ama.keys.follow('Coverage')
  const after = await words(ama.page)

  assert.doesNotMatch(given, /Vacant|No lead|No challenge partner/)
  assert.match(before, /Of 76 criteria, 76 are not judged\./)
  assert.match(waiting, /Ready for challenge[\s\S]+It waits for Ben Okafor to challenge it\./)
  assert.match(agreed, /Judgement 1, .+: Agreed\s+Grade\s+Developing/)
  assert.match(after, /Of 76 criteria, 75 are not judged and the others are: 1 Developing\./)
  assert.deepEqual(log, [])
})

const words = (page: Tab) => page.getByRole('main').innerText()

/** Somebody without script who makes their account from a link, and has only a keyboard. */
async function somebody(opened: Browser, link: string, name: string, authority?: string) {
  const { page } = await windowOf(opened, { script: false })
  const keys = byKeyboard(page)
  await page.goto(link)
  await keys.write('Your name', name)
  await keys.write('E-mail address', `${name.replace(' ', '.').toLowerCase()}@larkshire.gov.invalid`)
  await keys.write('Password', 'seven green lanterns')
  if (authority !== undefined) await keys.pick('Which authority is yours?', authority)
  await keys.follow('Make account and sign in')
  return { page, keys }
}

async function invited({ page, keys }: Awaited<ReturnType<typeof somebody>>, address: string): Promise<string> {
  await page.goto(`${address}/settings`)
  await keys.skip()
  await keys.pick('What may they do?', 'Officer')
  await keys.follow('Make a link')
  return page.locator('#link').innerText()
}
