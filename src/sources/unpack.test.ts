import assert from 'node:assert/strict'
import { truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { aFile, aLookup, aZip } from '../../test/made-up-files.ts'
import { bytesInMemory, whole } from './bytes.import.ts'
import { openFile } from './opened.import.ts'
import { entriesOf } from './unpack.import.ts'

async function opened(t: TestContext, content: string | Uint8Array) {
  const held = await openFile(await aFile(t, content), 'a file')
  return Promise.all(held.files.map((file) => file.open()))
}

async function readThrough(t: TestContext, content: string | Uint8Array) {
  const [file] = await opened(t, content)
  return file?.lookOver(() => {}, new AbortController().signal)
}

test('a gzip file gives the same content as the file it packs', async (t) => {
  const plain = await readThrough(t, aLookup)
  const packed = await readThrough(t, gzipSync(aLookup))

  assert.deepEqual(packed, plain)
})

test('a file larger than the limit is refused by its size, before it is read', async (t) => {
  const path = await aFile(t, 'URN,')
  await truncate(path, 2_000_000_000)

  await assert.rejects(openFile(path, 'a file'), /larger than 1,500 MB/)
})

test('a table larger than memory should hold is refused by its size', async (t) => {
  const path = await aFile(t, 'URN,'.repeat(300))
  await truncate(path, 500_000_000)

  const [file] = (await openFile(path, 'a file')).files

  await assert.rejects(async () => file?.open(), /The table is larger than 400 MB/)
})

test('an empty file, a folder and no file are each refused for what they are', async (t) => {
  const path = await aFile(t, '')

  await assert.rejects(openFile(path, 'a file'), /empty/)
  await assert.rejects(openFile(dirname(path), 'a file'), /not a file/)
  await assert.rejects(openFile(`${path}-none`, 'a file'), /no such file/)
  await assert.rejects(opened(t, gzipSync('')), /empty/)
})

test('a gzip file that was cut off is refused', async (t) => {
  const packed = gzipSync(aLookup.repeat(500))

  await assert.rejects(readThrough(t, packed.subarray(0, packed.length - 20)), /half-written or damaged/)
})

test('a gzip bomb is refused as soon as it shows', async (t) => {
  await assert.rejects(readThrough(t, gzipSync(Buffer.alloc(30_000_000, 'a'))), /more than 500 times its size/)
})

test('a ZIP bomb is refused by its own list, before anything is unpacked', async () => {
  await assert.rejects(entriesOf(bytesInMemory(aZip({ 'a.csv': new Uint8Array(30_000_000) }))), /more than 500 times its size/)
})

test('the name of a file in a ZIP has no characters that cannot be read', async () => {
  const [entry] = await entriesOf(bytesInMemory(aZip({ 'a\0\u001B[2Jb.csv': 'a' })))

  assert.equal(entry?.name, 'a[2Jb.csv')
})

test('a ZIP that gives more than it says is not believed', async () => {
  const zip = Buffer.from(aZip({ 'a.csv': 'a'.repeat(5_000) }))
  const list = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  zip.writeUInt32LE(10, list + 24)

  const [entry] = await entriesOf(bytesInMemory(zip))

  await assert.rejects(whole(entry?.stream() ?? assert.fail()), /more than it says/)
})

test('a damaged ZIP is refused', async (t) => {
  const zip = Buffer.from(aZip({ 'a.csv': aLookup }))
  const bent = Buffer.from(zip)
  bent[60] = (bent[60] ?? 0) ^ 0xff

  await assert.rejects(opened(t, zip.subarray(0, zip.length - 10)), /half-written or damaged/)
  await assert.rejects(async () => whole((await entriesOf(bytesInMemory(bent)))[0]?.stream() ?? assert.fail()), /damaged/)
})

test('a ZIP of too many files, and one inside another, are refused', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}.csv`, 'a']))

  await assert.rejects(opened(t, aZip(many)), /more than 1000 files/)
  await assert.rejects(opened(t, aZip({ 'inner.zip': aZip({ 'a.csv': aLookup }) })), /ZIP inside a ZIP/)
})

test('what people bring by mistake is named', async (t) => {
  await assert.rejects(opened(t, '%PDF-1.7'), /PDF/)
  await assert.rejects(opened(t, Buffer.from('ffd8ffe000104a464946', 'hex')), /This is not a text file, a workbook or a map we can read/)
  await assert.rejects(opened(t, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])), /\.xls/)
  await assert.rejects(opened(t, Buffer.from('\uFEFFURN', 'utf16le')), /UTF-16/)
  await assert.rejects(opened(t, Buffer.from(aLookup, 'utf16le')), /UTF-16/)
  await assert.rejects(opened(t, Buffer.from(aLookup, 'utf16le').swap16()), /UTF-16/)
  await assert.rejects(
    opened(t, aZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' })),
    /office document/,
  )
})
