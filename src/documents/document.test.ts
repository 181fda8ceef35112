import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { againstChart } from '../charts/against.ts'
import { mapChart } from '../charts/map.ts'
import { coverageOf, printable } from './coverage.ts'
import type { Document } from './document.ts'
import { asHtml } from './html.renderer.ts'
import { asPdf } from './pdf.renderer.ts'

const hostile = '# $x$ \\ *b* _i_ `c` @ref #set {{ 7*7 }} <script>alert(1)</script> & "q" \u{1f600} \u4e2d\u6587'
const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\\', '&#92;') // prettier-ignore
const long = 'Llanfair'.repeat(30)

async function aDocument(): Promise<Document> {
  const line = { name: hostile, unit: 'percent', local: 62, comparison: 63, behind: 1, light: 'amber' as const }
  const chart = await againstChart({ caption: hostile, ours: 'Oxfordshire', theirs: 'England', lines: [line] })
  const map = await mapChart({ caption: 'Map', boundaries: [], ours: '931', oursName: 'Oxfordshire', shades: [], shadeOf: {} })
  const rows = Array.from({ length: 120 }, (_, index) => [index === 7 ? hostile : `School ${index}`, String(100000 + index)])
  return {
    title: 'Inspection pack',
    subtitle: hostile,
    author: 'Oxfordshire County Council',
    made: 'Made on 31 August 2025',
    sections: [
      {
        heading: `Triggers ${hostile}`,
        blocks: [
          { kind: 'paragraph', text: hostile },
          { kind: 'note', text: long },
          { kind: 'list', items: ['one', hostile] },
          { kind: 'facts', facts: [['Schools', '309'], [hostile, long]] }, // prettier-ignore
          { kind: 'light', light: 'grey', text: 'Nobody recorded it' },
        ],
        sections: [{ heading: 'Attainment', blocks: [{ kind: 'chart', chart, tabled: 'below' }, { kind: 'chart', chart: map, tabled: 'beside' }], sections: [] }], // prettier-ignore
      },
      { heading: 'Schools', blocks: [{ kind: 'table', caption: 'All schools', table: { head: ['School', 'URN'], rows, numeric: [1] } }], sections: [] }, // prettier-ignore
      { heading: 'Nothing yet', blocks: [{ kind: 'table', caption: 'Empty', table: { head: ['School'], rows: [], numeric: [] } }], sections: [] }, // prettier-ignore
    ],
  }
}

test('the HTML holds every heading, figure and cell, and obeys none of them', async () => {
  const html = asHtml(await aDocument())
  const inside = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, text = '']) => text)
  const ids = new Set(inside(/ id="([^"]+)"/g))

  assert.match(html, /^<!doctype html>\n<html lang="en-GB">/)
  assert.deepEqual(inside(/<h[23] id="section[^>]*>([^<]*)</g), [`Triggers ${escaped}`, 'Attainment', 'Schools', 'Nothing yet'])
  assert.ok(inside(/<th scope="row">([^<]*)</g).includes(escaped))
  for (let index = 0; index < 120; index += 1) assert.ok(html.includes(`<td class="number">${100000 + index}</td>`), `row ${index}`)
  assert.doesNotMatch(html, /<script|(src|href)="(?!data:|#)/)
  assert.deepEqual(inside(/href="#([^"]+)"/g).filter((id) => !ids.has(id)), []) // prettier-ignore
})

test('the PDF is tagged, has bookmarks and says that it is accessible', async () => {
  const pdf = Buffer.from(await asPdf(await aDocument())).toString('latin1')

  for (const mark of ['/StructTreeRoot', '/MarkInfo', '/Outlines', 'pdfuaid:part', '/Lang']) assert.ok(pdf.includes(mark), mark)
})

test('the PDF prints every heading and cell, whatever characters are in it', async (t) => {
  if (spawnSync('pdftotext', ['-v']).error) return t.skip('pdftotext is not on this machine (Debian package poppler-utils)')
  const printed = (await textOf(t, await asPdf(await aDocument()))).replace(/[\s\u200b]+/g, '')

  assert.ok(printed.includes('Triggers#$x$\\*b*_i_`c`@ref#set{{7*7}}<script>alert(1)</script>&"q"[U+1F600][U+4E2D][U+6587]'))
  for (let index = 0; index < 120; index += 1) assert.ok(printed.includes(String(100000 + index)), `row ${index}`)
  assert.ok(printed.includes(long))
  assert.match(printed, /Page1of\d+/)
  assert.ok(printed.split('SchoolURN').length - 1 >= 3, 'the headings of a long table stand on each of its pages')
})

test('a character the font lacks is printed by its number, and a letter it has stays', () => {
  const covered = coverageOf(new Uint8Array(8))

  assert.equal(covered.size, 0)
  assert.equal(printable('\u00e9\u{1f600}\u200d\ufe0f a', new Set([0xe9, 0x61])), '\u00e9[U+1F600] a')
})

async function textOf(t: TestContext, pdf: Uint8Array): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fiveday-pdf-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'document.pdf')
  writeFileSync(file, pdf)
  return Promise.resolve(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}
