import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { reportCardHeadings } from '../test/report-card-file.ts'
import { authorities, country, regions } from './demo/country.ts'
import { schoolHeadings } from './demo/headings.ts'
import { demoFiles } from './make-demo.ts'

const demo = new URL('../data/demo/', import.meta.url)
const ofsted = new URL('../../shared/data/ofsted/', import.meta.url)

test('the made-up files are what the script makes, byte for byte', () => {
  for (const [name, content] of demoFiles()) {
    assert.ok(Buffer.from(content).equals(readFileSync(new URL(name, demo))), `data/demo/${name} is not what scripts/make-demo.ts makes`)
  }
})

test('every code of the made-up country begins with 0', () => {
  const codes = [country.code, ...regions.map((region) => region.code), ...authorities.map((authority) => authority.code)]

  assert.deepEqual(
    codes.filter((code) => !code.startsWith('0')),
    [],
  )
  assert.equal(new Set(codes).size, codes.length)
})

test('a made-up school has its own URN and DfE number', () => {
  const rows = schoolRows(readFileSync(new URL('schools.csv', demo), 'latin1'))

  assert.equal(rows.length, 1020)
  assert.equal(new Set(rows.map((row) => row[1])).size, 1020)
  assert.equal(new Set(rows.map((row) => row[2])).size, 1020)
})

test('the made-up report cards stand under the 85 headings published since February 2026, and every school that has one is listed in August', () => {
  const [headings = [], ...rows] = allRows(readFileSync(new URL('report-cards.csv', demo), 'latin1'))
  const later = new Set(schoolRows(readFileSync(new URL('schools.csv', demo), 'latin1')).map((row) => row[1]))
  const carded = rows.filter((row) => row[headings.indexOf('Achievement')] !== 'NULL')

  assert.deepEqual(headings, reportCardHeadings)
  assert.equal(headings.length, 85)
  assert.deepEqual([carded.length, carded.filter((row) => row[14] === 'Larkshire').length], [23, 3])
  assert.ok(rows.every((row) => later.has(row[1]) && row.length === 85))
})

test('the made-up schools stand under the headings Ofsted publishes, and share no name, trust or authority with a real one', (t) => {
  if (!existsSync(ofsted)) return t.skip('the published files are not here (../shared/data)')
  const real = readFileSync(new URL(readdirSync(ofsted).find((name) => name.startsWith('State-funded')) ?? '', ofsted), 'latin1')
  const [headings = []] = allRows(real)
  const names = new Set(schoolRows(real).flatMap(namesIn))

  assert.deepEqual(headings, [...schoolHeadings])
  assert.deepEqual(
    schoolRows(readFileSync(new URL('schools.csv', demo), 'latin1'))
      .flatMap(namesIn)
      .filter((name) => names.has(name)),
    [],
  )
})

/** Its name, authority, trust and sponsor. */
function namesIn(row: readonly string[]): string[] {
  return [3, 14, 17, 19].map((column) => (row[column] ?? '').toLowerCase()).filter((name) => name !== 'null')
}

function schoolRows(text: string): string[][] {
  return allRows(text).slice(1)
}

/** Enough of the format for these files: no cell holds a quotation mark or a line's end. */
function allRows(text: string): string[][] {
  return text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), (cell) => cell[1] ?? cell[2] ?? ''))
}
