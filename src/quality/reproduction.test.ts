import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anArea } from '../../test/support.ts'
import type { PublishedRow } from './published-table.ts'
import { reproduced } from './reproduction.ts'
import { readTableRules } from './table-rule.form.ts'
import { shippedTableRules } from './table-rule.import.ts'

const headings = ['NFTYPE', 'TELIG', 'BELIG', 'PTRWM_EXP']
const rules = readTableRules(`
- table: ks2
  type: NFTYPE
  pupils: TELIG
  nobody: [NEW]
  rows: [{ level: authority, without: [IND], says: state-funded schools }]
  counts: [{ columns: TELIG BELIG }]
  rates: [{ columns: PTRWM_EXP, of: TELIG }]
`)
const rule = rules.ok ? rules.value[0] : undefined

test('the rules that ship with Fiveday are sound', () => {
  assert.ok(shippedTableRules().length > 5)
})

test('a count with every school printed is exact, and an independent school is left out of it', () => {
  const made = madeOf(['30', '13', '60%'], [['CY', '10', '4', '50%'], ['VA', '20', '9', '65%'], ['IND', '99', '40', '90%']]) // prettier-ignore

  assert.deepEqual(made, ['TELIG exact', 'BELIG exact', 'PTRWM_EXP within'])
})

test('a suppressed count is anything from none to all of the school’s pupils', () => {
  const made = madeOf(['30', '19', ''], [['CY', '10', 'SUPP', '50%'], ['VA', '20', '9', '65%']]) // prettier-ignore
  const above = madeOf(['30', '20', ''], [['CY', '10', 'SUPP', '50%'], ['VA', '20', '9', '65%']]) // prettier-ignore

  assert.deepEqual(
    [made, above],
    [
      ['TELIG exact', 'BELIG within'],
      ['TELIG exact', 'BELIG differs'],
    ],
  )
})

test('a rate outside what the schools leave open differs, however many schools are withheld', () => {
  const made = madeOf(['30', '', '80%'], [['CY', '10', '', 'SUPP'], ['VA', '20', '', '65%']]) // prettier-ignore

  assert.deepEqual(made, ['TELIG exact', 'PTRWM_EXP differs'])
})

test('pupils whom no school’s row has may be any', () => {
  const made = madeOf(['40', '20', '70%'], [['CY', '10', '4', '50%'], ['VA', '20', '9', '65%'], ['CY', 'NEW', 'NEW', 'NEW']]) // prettier-ignore

  assert.deepEqual(made, ['TELIG differs', 'BELIG within', 'PTRWM_EXP within'])
})

function madeOf(area: readonly string[], schools: readonly (readonly string[])[]): readonly string[] {
  assert.ok(rule)
  const authority = anArea('931')
  const rows: readonly PublishedRow[] = [
    ...schools.map((cells, i) => ({ line: i + 2, code: `10000${i}`, level: 'school' as const, covers: '', authority, cells })),
    { line: 9, code: '931', level: 'authority', covers: '', authority, cells: ['', ...area] },
  ]
  return reproduced({ table: 'ks2', year: 2019, headings, rows }, rule).map(({ column, agreement }) => `${column} ${agreement}`)
}
