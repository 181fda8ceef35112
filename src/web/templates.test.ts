import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import nunjucks from 'nunjucks'
import { anArea } from '../../test/support.ts'
import { paging } from '../lib/paging.ts'
import { prepareAssets } from './assets.ts'
import { siteFor } from './site.ts'
import { templates } from './templates.ts'

const src = path.resolve(import.meta.dirname, '..')
const assets = { files: [], styles: '/styles.css', script: '/script.js', icon: '/icon.svg' }

test('every template is sound', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.njk'))
  const environment = nunjucks.configure([src, path.join(src, 'web'), path.resolve(src, '../node_modules/govuk-frontend/dist')])
  environment.addFilter('fieldProblem', () => '')

  assert.ok(files.length > 8)
  for (const file of files) assert.doesNotThrow(() => nunjucks.precompile(path.join(src, file), { env: environment, name: file }), file)
})

test('the surroundings name the council, mark where we are, and offer only what the person may see', () => {
  const who = { account: 1, name: 'Bo', role: 'reader', authority: anArea('001') } as const
  const session = { who, council: 'Larkshire', country: 'made-up' } as const
  const site = siteFor({ session, path: '/risk/3', csrf: 'token', assets })

  const html = templates()('error.njk', { title: 'Attainment', explanation: 'x', site })

  assert.match(html, /<title>Attainment – Larkshire – Fiveday<\/title>/)
  assert.match(html, /href="\/risk" aria-current="true"/)
  assert.match(html, /This is a made-up country/)
  assert.doesNotMatch(html, />Settings<|>Audit</)
})

test('a title that names the authority does not name it again', () => {
  const who = { account: 1, name: 'Bo', role: 'reader', authority: anArea('001') } as const
  const site = siteFor({ session: { who, council: 'Larkshire', country: 'made-up' }, path: '/schools', csrf: 'token', assets })

  const html = templates()('error.njk', { title: 'Schools of Larkshire', explanation: 'x', site })

  assert.match(html, /<title>Schools of Larkshire – Fiveday<\/title>/)
})

test('problems of a form stand at the top, and lead to the field they are about', () => {
  const problems = [{ field: 'email', text: 'Enter your e-mail address' }]
  const site = siteFor({ session: undefined, path: '/sign-in', csrf: 'token', assets })

  const html = templates()('accounts/sign-in.njk', { title: 'Sign in', to: '/', email: '', first: false, problems, site })

  assert.match(html, /<title>Error: Sign in/)
  assert.match(html, /<a href="#email">Enter your e-mail address<\/a>/)
  assert.match(html, /id="email" name="email" type="email"[^>]*aria-describedby="email-error"/)
})

test('a long list leads to its first and last pages and to those about the one shown', () => {
  const shown = paging(5, 20, (page) => `/audit?page=${page}`)

  assert.deepEqual(
    shown.items.map((item) => (item.gap ? '…' : item.page)),
    [1, '…', 4, 5, 6, '…', 20],
  )
  assert.deepEqual([shown.previous, shown.next], ['/audit?page=4', '/audit?page=6'])
})

test('the styles use no typeface, crown or logotype of GOV.UK, and are compiled once', async (t) => {
  const cache = mkdtempSync(path.join(tmpdir(), 'fiveday-styles-'))
  t.after(() => rmSync(cache, { recursive: true }))

  const compiled = await prepareAssets(cache)
  const again = await prepareAssets(cache)
  const css = compiled.files.find((file) => file.path === compiled.styles)?.body.toString() ?? ''

  assert.ok(css.length > 100_000)
  assert.doesNotMatch(css, /GDS Transport|@font-face/)
  assert.equal(again.styles, compiled.styles)
  assert.deepEqual(readdirSync(cache).length, 1)
})

test('a table of more than three columns becomes rows on a phone, where each figure says whose it is', () => {
  const environment = nunjucks.configure([src, path.join(src, 'web')], { autoescape: true })
  const printed = (head: readonly string[]) =>
    environment.renderString('{% import "macros.njk" as fd %}{{ fd.table(table, "Attainment") }}', {
      table: { head, rows: [head.map(() => '1')], numeric: [1] },
    })

  assert.match(printed(['Year', 'Ours', 'England', 'Neighbours']), /fd-table--rows[^]*data-label="Neighbours">1</)
  assert.doesNotMatch(printed(['Year', 'Ours', 'England']), /fd-table--rows|data-label/)
})
