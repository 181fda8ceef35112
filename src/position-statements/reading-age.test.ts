import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partsOf } from './markdown.ts'
import { fleschKincaid, readability } from './reading-age.ts'

test('the grade is that of the published formula', () => {
  // 0.39 x 15 + 11.8 x 1.6 - 15.59
  assert.equal(fleschKincaid({ sentences: 10, words: 150, syllables: 240 }).toFixed(2), '9.14')
})

test('the worked example of the method is what the page shows', () => {
  // 25 sentences of 4 words and 4 syllables: 0.39 x 4 + 11.8 x 1 - 15.59 = -2.23, below the youngest age told.
  assert.deepEqual(readability(partsOf('We saw the school. '.repeat(25))), { words: 100, readingAge: 5 })
  // 10 sentences of 12 words and 19 syllables: 0.39 x 12 + 11.8 x 19/12 - 15.59 = 7.77; and 5 is 12.77.
  const sentence = 'Every officer visits a school that needs support before the winter ends. '
  assert.deepEqual(readability(partsOf(sentence.repeat(10))), { words: 120, readingAge: 13 })
})

test('a text of fewer than a hundred words of sentences has no reading age, however many stand in its tables', () => {
  const table = `| ${'word '.repeat(30)} |\n|---|\n${`| ${'word '.repeat(30)} |\n`.repeat(5)}`

  assert.deepEqual(readability(partsOf(`Too short.\n\n${table}`)), { words: 182, readingAge: null })
})

test('marks, and live figures, are not words', () => {
  assert.equal(readability(partsOf('# **Where** _we_ are\n\n- [Two words](/x) {{figure:criteria-met}}\n\n`code` 95.1%')).words, 7)
})
