import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { anArea } from '../../test/support.ts'
import { keptBodies } from './kept-body.ts'
import { siteFor } from './site.ts'
import { joined, partOf } from './spliced-gzip.ts'
import { templates } from './templates.ts'

const print = templates()
const assets = { files: [], styles: '/styles.css', script: '/script.js', icon: '/icon.svg' }
const siteOf = (name: string) => {
  const who = { account: 1, name, role: 'officer', authority: anArea('001') } as const
  return siteFor({ session: { who, council: 'Larkshire', country: 'real' }, path: '/profile', csrf: `token-of-${name}`, assets })
}
const text = (page: Uint8Array | undefined) => page && gunzipSync(page).toString('utf8')

test('a page printed again from one model is the same page, with each person’s own name and token around it', () => {
  const page = keptBodies(print)
  const model = { title: 'Profile', explanation: 'Fifty–two & “more”', reference: '' }

  const first = page('error.njk', model, siteOf('Ama'))
  const printed = ['Ama', 'Bo', 'Cy'].map((name) => text(page('error.njk', model, siteOf(name))))

  assert.equal(first, undefined)
  assert.deepEqual(
    printed,
    ['Ama', 'Bo', 'Cy'].map((name) => print('error.njk', { ...model, site: siteOf(name) })),
  )
})

test('a page with a form in it is never kept: the form holds the person’s own token', () => {
  const page = keptBodies((template, model) => print(template, model).replace('<main', '<main data-page').replace('</main>', `${'site' in model ? JSON.stringify(model.site) : ''}</main>`)) // prettier-ignore
  const model = { title: 'Profile', explanation: '', reference: '' }

  assert.deepEqual([1, 2, 3].map(() => page('error.njk', model, siteOf('Ama'))), [undefined, undefined, undefined]) // prettier-ignore
})

test('parts joined are one gzip file of their texts, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 6 }), (texts) => {
      const whole = joined(texts.map((each) => partOf(each, 6)))

      assert.equal(gunzipSync(whole).toString('utf8'), texts.join('').toWellFormed())
    }),
    { numRuns: 300 },
  )
})

test('a long part keeps its checksum', () => {
  const long = 'Oxfordshire, '.repeat(40_000)

  assert.equal(gunzipSync(joined([partOf(long, 1), partOf('Hampshire', 6), partOf(long, 6)])).length, long.length * 2 + 9)
})
