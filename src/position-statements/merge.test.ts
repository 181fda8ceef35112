import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, constantFrom, nat, property } from 'fast-check'
import { compared } from './compare.ts'
import { merged, settledText } from './merge.ts'

const together = (before: string, mine: string, theirs: string) => {
  const texts = merged(before, mine, theirs)
  return { text: settledText(texts, []), clashes: texts.clashes.length }
}

test('changes of different paragraphs are put together, and of the same one clash', () => {
  assert.deepEqual(together('a\n\nb', 'a 1\n\nb', 'a\n\nb 2'), { text: 'a 1\n\nb 2', clashes: 0 })
  assert.deepEqual(together('a\n\nb', 'a\n\nx\n\nb', 'a\n\nb\n\ny'), { text: 'a\n\nx\n\nb\n\ny', clashes: 0 })
  assert.deepEqual(together('a', 'mine', 'theirs'), { text: 'mine\n\ntheirs', clashes: 1 })
  assert.deepEqual(together('a\n\nb', 'a\n\nc', 'a\n\nc'), { text: 'a\n\nc', clashes: 0 })
})

test('a clash is settled as somebody chooses: theirs, mine, or both', () => {
  const texts = merged('top\n\na\n\nend', 'top\n\nmine\n\nend', 'top\n\ntheirs\n\nend')

  assert.equal(settledText(texts, ['mine']), 'top\n\nmine\n\nend')
  assert.equal(settledText(texts, ['theirs']), 'top\n\ntheirs\n\nend')
  assert.equal(settledText(texts, ['both']), 'top\n\nmine\n\ntheirs\n\nend')
})

test('where nobody chooses, every line either wrote is there, and a text put together with itself is itself', () => {
  const line = constantFrom('', 'a', 'b', 'c', '- d', '# e')
  const text = array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))
  holds(
    property(text, array(nat(20), { maxLength: 4 }), array(nat(20), { maxLength: 4 }), (before, mine, theirs) => {
      const written = (places: readonly number[], who: string) =>
        places.reduce((lines, place, i) => lines.toSpliced(place % (lines.length + 1), 0, `${who} ${i}`), before.split('\n')).join('\n')
      const [ours, others] = [written(mine, 'mine'), written(theirs, 'theirs')]
      const { text: both } = together(before, ours, others)
      const lines = new Set(both.split('\n'))
      for (const one of [...ours.split('\n'), ...others.split('\n')]) assert.ok(one === '' || lines.has(one), `${one} in ${both}`)
      assert.equal(together(before, ours, ours).text, ours)
      assert.equal(together(before, ours, before).text, ours)
      assert.equal(together(before, before, others).text, others)
    }),
    { numRuns: 500, seed: 5 },
  )
})

test('two texts of thousands of lines that hold hardly anything in common are asked about, not worked at for minutes', () => {
  const lines = (who: string) => Array.from({ length: 2400 }, (_, i) => `${who} ${i}\n`).join('\n')

  const { clashes } = together('\n'.repeat(4900), `x${lines('mine')}x`, `y${lines('theirs')}y`)

  assert.equal(clashes, 1)
})

test('two versions stand beside each other paragraph by paragraph, with the words only one has', () => {
  const rows = compared('Same.\n\nWe ask heads.\n\nGone.', 'Same.\n\nWe ask all heads.\n\nNew.\n\nMore.')

  assert.deepEqual(rows.map(({ kind }) => kind), ['same', 'changed', 'changed', 'added']) // prettier-ignore
  assert.deepEqual(rows[1]?.right.filter(({ only }) => only), [{ text: 'all ', only: true }]) // prettier-ignore
})

test('comparing two of the longest texts ends', () => {
  const text = (word: string) => Array.from({ length: 2000 }, (_, i) => `${word} ${i % 7} and so on.`).join('\n\n')

  assert.ok(compared(text('left'), text('right')).length >= 2000)
})
