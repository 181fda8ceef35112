import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, tokenIn, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { reading } from '../db/connect.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { frameworkSpreadsheet } from './formats/framework.document.ts'
import { asYaml } from './formats/yaml.ts'
import { frameworkCommands } from './framework.commands.ts'
import { frameworkInUse } from './framework-in-use.import.ts'
import { workingFramework } from './framework.import.ts'
import { frameworkPages } from './framework.pages.ts'
import type { Framework } from './framework.ts'

const larkshire = anArea('001')
const working = workingFramework()
const made = new Date('2026-11-23T09:00:00Z')

/** The framework of November 2014 with an official text for one criterion and one more, under a key of its own. */
const official: Framework = {
  ...working,
  key: 'laassi-2014-11-official',
  madeFrom: working.key,
  shortTitle: 'LAASSI official',
  themes: working.themes.map((theme, i) =>
    i > 0
      ? theme
      : {
          ...theme,
          criteria: [
            { key: '1.1', words: 'official', sources: [], text: 'The text as published & <kept>'.replace('<kept>', 'kept') },
            ...theme.criteria.slice(1),
            { key: '1.12', words: 'official', sources: [], text: 'One that was not found before' },
          ],
        },
  ),
}

async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app } = await aServer(t, { db, pages: [...frameworkPages, ...accountPages] })
  const signedIn = async (email: string, role: 'administrator' | 'officer', authority = larkshire) => {
    await anAccount(db, { email, role, authority })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
  const cho = await signedIn('cho@larkshire.gov.invalid', 'administrator')
  return { db, cho, signedIn }
}

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

async function brought(visitor: Visitor, file: string | Uint8Array) {
  const { body } = await visitor.look('/frameworks')
  return visitor.upload('/frameworks/preview', { csrf: tokenIn(body) }, typeof file === 'string' ? Buffer.from(file) : file)
}

test('the frameworks that are held say where they stand, and the one in use', async (t) => {
  const { cho } = await larkshireHouse(t)

  const { statusCode, body } = await cho.look('/frameworks')

  assert.equal(statusCode, 200)
  assert.match(body, /We use <strong>LAASSI November 2014<\/strong>/)
  for (const says of ['76 of the expected 87 are loaded', 'Withdrawn', 'Replaced', 'Voluntary', 'All 36 are loaded', '8 triggers', 'None of its own']) assert.ok(body.includes(says), says) // prettier-ignore
})

test('a framework says of each criterion whose words it is in and what it was drawn from, and how the official ones are loaded', async (t) => {
  const { cho } = await larkshireHouse(t)

  const [old, today] = [await cho.look('/frameworks/laassi-2014-11'), await cho.look('/frameworks/annual-2026-11')]

  assert.match(old.body, /0 in the publisher’s own words, 76 in ours drawn from what was published, 0 of our own making/)
  assert.match(old.body, /Withdrawn, in force from November 2014\. Criteria: 76 of the expected 87 are loaded\./)
  assert.match(old.body, /such as laassi-2014-11-official/)
  assert.match(old.body, /<a class="govuk-link" href="#source-gov-bmouth">/)
  assert.match(today.body, /How do you know it\?/)
  assert.match(today.body, /This framework has no triggers, because/)
  assert.equal((await cho.look('/frameworks/none')).statusCode, 404)
})

test('another framework is chosen, once however often the form is sent, and two who choose at once are told', async (t) => {
  const { db, cho, signedIn } = await larkshireHouse(t)
  const dee = await signedIn('dee@larkshire.gov.invalid', 'administrator')
  const [form, old] = [await cho.look('/frameworks'), await dee.look('/frameworks')]
  const fields = { csrf: tokenIn(form.body), seen: hidden(form.body, 'seen'), framework: 'annual-2026-11' }

  const first = await cho.postBare('/frameworks/choose', fields)
  const again = await cho.postBare('/frameworks/choose', fields)
  const stale = await dee.postBare('/frameworks/choose', { csrf: tokenIn(old.body), seen: hidden(old.body, 'seen'), framework: 'laassi-2013-05' }) // prettier-ignore

  assert.deepEqual([first.statusCode, again.statusCode, stale.statusCode], [303, 303, 400])
  assert.match(stale.body, /chose another framework meanwhile/)
  assert.equal((await frameworkInUse(reading(db), larkshire)).key, 'annual-2026-11')
  assert.equal((await db.selectFrom('chosen_framework').selectAll().execute()).length, 1)
  assert.equal((await frameworkInUse(reading(db), anArea('002'))).key, 'laassi-2014-11')
})

test('official criteria are loaded under a key of their own from a changed spreadsheet, shown before they are kept', async (t) => {
  const { db, cho } = await larkshireHouse(t)

  const preview = await brought(cho, asXlsx(frameworkSpreadsheet(official, { creator: 'Larkshire', made })))
  const before = await db.selectFrom('loaded_framework').selectAll().execute()
  const content = hidden(preview.body, 'content')
  const csrf = tokenIn(preview.body)
  const loaded = await cho.postBare('/frameworks/load', { csrf, content })
  const twice = await cho.postBare('/frameworks/load', { csrf, content })
  const page = await cho.look('/frameworks/laassi-2014-11-official')

  assert.match(preview.body, /Criteria the same: 75\. Reworded: 1\. Added: 1\. Left out: 0\./)
  assert.equal(before.length, 0)
  assert.deepEqual([loaded.statusCode, twice.statusCode], [303, 303])
  assert.match(page.body, /77 of the expected 87 are loaded/)
  assert.match(page.body, /The text as published &amp; kept/)
  const rows = await db.selectFrom('loaded_framework').selectAll().execute()
  assert.deepEqual(rows.map(({ key, loaded_by }) => [key, loaded_by]), [['laassi-2014-11-official', 'Ama Boateng']]) // prettier-ignore
  const audit = await db.selectFrom('audit_entry').select('what').where('what', '=', 'Loaded a framework').execute()
  assert.equal(audit.length, 1)
})

test('a key that is used is refused in plain words, and what is held is never changed', async (t) => {
  const { db, cho } = await larkshireHouse(t)
  const load = async (framework: Framework) => {
    const preview = await brought(cho, asYaml(framework))
    return preview.statusCode === 200 ? cho.postBare('/frameworks/load', { csrf: tokenIn(preview.body), content: hidden(preview.body, 'content') }) : preview // prettier-ignore
  }

  const shipped = await load(working)
  await load(official)
  const changed = await load({ ...official, edition: 'Changed' })

  assert.match(shipped.body, /The key laassi-2014-11 is that of “LAASSI November 2014”, which is held already/)
  assert.match(changed.body, /Give this one a key of its own, such as laassi-2014-11-official-ours/)
  assert.deepEqual([shipped.statusCode, changed.statusCode], [400, 400])
  const [row, ...more] = await db.selectFrom('loaded_framework').select('content').execute()
  assert.ok(row && !row.content.includes('Changed') && more.length === 0)
})

test('a faulty file is refused with each fault and its line, and hostile text does not come back as markup', async (t) => {
  const { db, cho } = await larkshireHouse(t)
  const faulty = asYaml(official).replace('words: official', 'words: <script>alert(1)</script>').replace('working-days: 5', 'working-days: five') // prettier-ignore

  const refused = await brought(cho, faulty)
  const madeUp = await cho.postBare('/frameworks/load', { csrf: tokenIn(refused.body), content: 'not packed' })

  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Line \d+: notice, working-days must be a number/)
  assert.match(refused.body, /Line \d+: 1\.1 is in &lt;script&gt;/)
  assert.doesNotMatch(refused.body, /<script>alert/)
  assert.match(madeUp.body, /Select the file again/)
  assert.equal((await db.selectFrom('loaded_framework').selectAll().execute()).length, 0)
})

test('an officer reads and saves frameworks, and does not load or choose them; another authority’s are not there', async (t) => {
  const { cho, signedIn } = await larkshireHouse(t)
  const [eve, far] = [await signedIn('eve@larkshire.gov.invalid', 'officer'), await signedIn('far@other.gov.invalid', 'administrator', anArea('002'))] // prettier-ignore
  const preview = await brought(cho, asYaml(official))
  await cho.postBare('/frameworks/load', { csrf: tokenIn(preview.body), content: hidden(preview.body, 'content') })

  const { body } = await eve.look('/frameworks')
  const chosen = await eve.postBare('/frameworks/choose', { csrf: tokenIn(body), seen: '', framework: 'annual-2026-11' })
  const saved = await eve.look('/frameworks/laassi-2014-11-official/framework.yaml')

  assert.equal(chosen.statusCode, 403)
  assert.match(body, /An administrator chooses it/)
  assert.equal(saved.body, asYaml(official))
  assert.equal((await far.look('/frameworks/laassi-2014-11-official')).statusCode, 404)
  assert.doesNotMatch((await far.look('/frameworks')).body, /LAASSI official/)
})

test('the command line lists, checks, saves, loads and chooses frameworks', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const folder = await mkdtemp(path.join(tmpdir(), 'frameworks-'))
  t.after(() => rm(folder, { recursive: true }))
  const said: string[] = []
  const out = { print: (line: string) => void said.push(line), complain: (line: string) => void said.push(line), progress: () => {} }
  const run = async (verb: string, args: readonly string[], options: Readonly<Record<string, string | boolean>> = {}) => {
    said.length = 0
    const command = frameworkCommands.find(({ usage }) => usage.startsWith(`frameworks ${verb}`))
    const code = await command?.does({ db, reads: reading(db), args, options, out, today: aDay('2026-11-23'), now: () => made, signal: t.signal, folder }) // prettier-ignore
    return [code, said.join('\n')] as const
  }
  await writeFile(path.join(folder, 'own.yaml'), asYaml(official))
  await writeFile(path.join(folder, 'faulty.yaml'), asYaml(official).replace('working-days: 5', 'working-days: five'))
  const authority = '001'

  assert.match(
    (await run('list', []))[1],
    /^annual-2026-11: Annual self-evaluation 2026, voluntary, 36 of 36 criteria\nlaassi-2014-11: .*\nlaassi-2013-05: /,
  )
  assert.match((await run('check', ['faulty.yaml'])).join(), /^1,Line \d+: notice, working-days must be a number$/)
  assert.deepEqual((await run('check', ['own.yaml']))[0], 0)
  assert.match((await run('check', ['nothing.yaml'])).join(), /There is no such file/)
  assert.deepEqual((await run('export', ['laassi-2014-11'], { format: 'ods', out: 'saved.ods' }))[0], 0)
  assert.match((await run('load', ['saved.ods'], { authority })).join(), /^1,The key laassi-2014-11 is that of/)
  assert.match((await run('load', ['own.yaml'], { authority })).join(), /^0,Loaded LAASSI official, 77 of 87 criteria/)
  assert.match((await run('choose', ['laassi-2014-11-official'], { authority }))[1], /evaluates itself against LAASSI official/)
  assert.match((await run('list', [], { authority, json: true }))[1], /"in_use": true/)
  assert.match((await run('export', ['nobody']))[1], /No framework has the key "nobody"/)
  assert.deepEqual((await run('export', ['laassi-2013-05'], { format: 'oscal', out: 'a.json' }))[0], 0)
  assert.match(await readFile(path.join(folder, 'a.json'), 'utf8'), /"oscal-version": "1\.1\.3"/)
})
