import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { decoded, EncodingFinder } from './encoding.ts'

function found(...pieces: readonly Uint8Array[]) {
  const finder = new EncodingFinder()
  for (const piece of pieces) finder.see(piece)
  return finder.found()
}

async function text(bytes: Uint8Array, encoding: 'UTF-8' | 'Windows-1252', length = 3): Promise<string> {
  let all = ''
  for await (const piece of decoded(broken(bytes, length), encoding)) all += piece
  return all
}

async function* broken(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

test('UTF-8 is read with or without its mark, which is no part of the text', async () => {
  const marked = Buffer.from('\uFEFFSt Thérèse')

  assert.equal(found(marked), 'UTF-8')
  assert.equal(await text(marked, 'UTF-8'), 'St Thérèse')
})

test('Windows-1252 keeps its curly quotation marks, dashes and the euro', async () => {
  const bytes = Buffer.from([0x4f, 0x92, 0x4e, 0x20, 0x96, 0x20, 0x80, 0x20, 0x93, 0xe9, 0x94])

  assert.equal(found(bytes), 'Windows-1252')
  assert.equal(await text(bytes, 'Windows-1252'), 'O’N – € “é”')
})

test('every byte from 0x80 to 0x9F that Windows-1252 has comes out as its character', async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i).filter((byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))

  assert.equal(await text(bytes, 'Windows-1252'), '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')
})

test('UTF-16 and files that are no text are refused', () => {
  assert.throws(() => found(Buffer.from('\uFEFFURN', 'utf16le')), /UTF-16/)
  assert.throws(() => found(Buffer.from([0xfe, 0xff, 0, 65])), /UTF-16/)
  assert.throws(() => found(Buffer.from([0x50, 0x00, 0x41])), /not a file of text/)
})

test('text that is UTF-8 in one place and not in another is refused, not spoilt', () => {
  assert.throws(() => found(Buffer.concat([Buffer.from('Thérèse, '), Buffer.from([0x4f, 0x92, 0x4e])])), /Part of this file is UTF-8/)
})

test('bytes of neither encoding are refused', () => {
  assert.throws(() => found(Buffer.from([0x41, 0x81, 0x20])), /neither UTF-8 nor Windows-1252/)
})

test('a character may be split between two pieces', () => {
  const bytes = Buffer.from('Thérèse €')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length }), (at) => assert.equal(found(bytes.subarray(0, at), bytes.subarray(at)), 'UTF-8')),
  )
})

test('any text comes back from UTF-8, and any of its characters from Windows-1252', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (words) =>
      assert.equal(await text(Buffer.from(words), 'UTF-8', 2), words.replace(/^\uFEFF/, '')),
    ),
  )
  const western = fc.string({ unit: fc.constantFrom('a', 'é', '’', '–', '€', 'ÿ', '£') })
  await fc.assert(
    fc.asyncProperty(western, async (words) => assert.equal(await text(iconv.encode(words, 'win1252'), 'Windows-1252', 1), words)),
  )
})
