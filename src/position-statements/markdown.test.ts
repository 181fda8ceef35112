import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, constantFrom, oneof, property, string } from 'fast-check'
import { templates } from '../web/templates.ts'
import { figureKeys, mayLinkTo, partsOf, plainOf } from './markdown.ts'
import { writtenView } from './position-statement.view.ts'

const print = templates()
const printed = (text: string) => print('position-statements/written-alone.njk', writtenView(partsOf(text), []))

test('headings, lists, links and tables are printed as such, and headings never leave out a level', () => {
  const html = printed(
    '# One\n\n#### Two\n\n- a\n  1. b\n\n[our risk](/risk)\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n![a picture](http://elsewhere.example/x.png)',
  )

  assert.match(html, /<h2[^>]*>One<\/h2>[^]*<h3[^>]*>Two<\/h3>/)
  assert.match(html, /<ul[^>]*>\s*<li>[^]*a[^]*<ol[^>]*start="1"[^]*b/)
  assert.match(html, /<a class="govuk-link" href="\/risk" rel="noopener noreferrer">our risk<\/a>/)
  assert.match(html, /<th scope="col"[^>]*>x<\/th>[^]*<td[^>]*>2<\/td>/)
  assert.match(html, /a picture/)
  assert.doesNotMatch(html, /<img/)
})

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](//elsewhere.example)',
  '[x](/\\elsewhere.example)',
  '[x](\\\\elsewhere.example)',
  '[x](file:///etc/passwd)',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '![x](javascript:alert(1))',
  '[a](https://x.example/"onmouseover="alert(1))',
  '[a](https://x.example "title" onclick=alert(1))',
  '`<script>`\n\n    <script>\n\n```<b>\n<script>\n```',
  '{{figure:<script>alert(1)</script>}}',
  '{{figure:__proto__}} {{figure:constructor}}',
  '<a href="javascript:alert(1)">x</a>',
  '{{ "x" | safe }} {% include "layout.njk" %}',
  '| <script> |\n|---|\n| <img onerror=x> |',
  '<!-- --><svg onload=alert(1)>',
]

test('hostile Markdown is printed as the text it is', () => {
  for (const text of hostile) safe(text)
})

test('no text at all can print anything but the few elements of a statement, or link where we do not', () => {
  const bits = constantFrom(...hostile, '[', ']', '(', ')', '<', '>', '"', "'", '\n', '\n\n', '- ', '1. ', '> ', '|', '---', '`', '*', '_', '~~', '\\', '&', ':', 'javascript:', 'https://x.example', '{{figure:', '}}', '\u0000', '\u202E', ' ') // prettier-ignore
  holds(
    property(array(oneof(bits, string({ maxLength: 8 })), { maxLength: 30 }), (all) => safe(all.join(''))),
    { numRuns: 300, seed: 5 },
  )
})

test('the longest text that is nothing but marks is read in a moment', () => {
  for (const mark of ['[', '*a_', '>', '`a``', '[a](', '- ', '<a', '![[', '[a]:b\n', '{{figure:', '~~', '|a', '#\n'])
    partsOf(mark.repeat(Math.ceil(200_000 / mark.length)).slice(0, 200_000))
})

test('a live figure is placed by its mark wherever words stand, but not in code', () => {
  const parts = partsOf(
    '# {{figure:a}}\n\n- **{{figure:measure.16-17_not known_NEET}}**\n\n`{{figure:code}}`\n\n| {{figure:a}} |\n|---|\n| {{ figure:b }} |',
  )

  assert.deepEqual(figureKeys(parts), ['a', 'measure.16-17_not known_NEET'])
})

test('we link to web addresses, mail addresses and our own pages, and nowhere else', () => {
  assert.deepEqual(
    ['https://a.b', 'http://a.b/c', 'mailto:a@b.c', '/schools', '/'].filter((href) => !mayLinkTo(href)),
    [],
  )
  assert.deepEqual(['ftp://a', 'schools', '#x', '', 'https:a', '///x', 'mailto:'].filter(mayLinkTo), [])
})

test('the words of a line are what is read of it', () => {
  const [first] = partsOf('A **b** `c` [d](/e) {{figure:f}} &amp; <i>')

  assert.equal(first?.kind === 'paragraph' ? plainOf(first.inside, (key) => `(${key})`) : '', 'A b c d (f) & <i>')
})

const allowed = new Set('h2 h3 h4 h5 h6 p ul ol li a strong em s code pre blockquote hr br div table thead tbody tr th td span'.split(' '))
const attributes = new Set(['class', 'href', 'rel', 'start', 'scope', 'tabindex', 'role', 'aria-label'])

const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>/g

function safe(text: string): void {
  const html = printed(text)
  const from = `from ${JSON.stringify(text)}`
  assert.doesNotMatch(html.replaceAll(tag, ''), /[<>]/, `every < is of an element, ${from}`)
  for (const [, closing = '', name = '', given = ''] of html.matchAll(tag)) {
    assert.ok(allowed.has(name), `${name} ${from}`)
    assert.ok(closing === '' || given === '')
    for (const [, attribute = '', value = ''] of given.matchAll(/([a-z-]+)="([^"]*)"/g)) {
      assert.ok(attributes.has(attribute), `${attribute} ${from}`)
      const href = value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
      assert.ok(attribute !== 'href' || href.startsWith('#figure-') || mayLinkTo(href), `${href} ${from}`)
    }
  }
}
