import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea } from '../../test/support.ts'
import { addingUpReport } from './adding-up.ts'
import { nameFindings, type NamedSchool } from './changed-name.ts'
import { sizeFindings } from './file-size.ts'
import type { Naming, PublishedRow, PublishedTable } from './published-table.ts'
import { answerTo } from './quality.view.ts'
import { readShareAsked } from './quality.form.ts'
import { rangeReport } from './range.ts'
import { reproduced } from './reproduction.ts'
import { absentFrom, isExtract, listsInWords, schoolsFinding, type ListedSchool, type SchoolList } from './school-list.ts'
import { kindOfSchool, scopeOfList, scopeOfTable } from './school-scope.ts'
import { codesReport } from './unknown-code.ts'
import { shareFault, shareReport } from './share.ts'
import { changeFinding, sharpForSchools, sharpest, togetherAsOne, type Change } from './sharp-change.ts'
import { areaSumReport, ruleOfStatistics } from './statistic-check.ts'
import { readTableRules } from './table-rule.form.ts'
import { withheldReport } from './withheld-share.ts'

const naming: Naming = { row: ({ code }) => code, column: (heading) => heading }
const ours = anArea('931')

const rules = readTableRules(`
- table: census
  pupils: NOR
  nobody: [NA]
  rows: [{ level: authority, says: every school }]
  counts: [{ columns: NOR NORG }]
  shares: [{ percent: PNORG, part: NORG, whole: NOR }]
  ranges: [{ columns: SCORE, low: 80, high: 120 }]
`)
const rule = rules.ok ? rules.value[0] : undefined
if (!rule) throw new Error('the rule of the tests is not sound')

test('201 of 285 schools is 70.5%, so 79% shows as a slip, and 71% and 70.5% do not', () => {
  const fault = shareFault({ part: 201, whole: 285, percent: 79, decimals: 0 })

  assert.equal(fault?.should.toFixed(1), '70.5')
  assert.equal(shareFault({ part: 201, whole: 285, percent: 71, decimals: 0 }), undefined)
  assert.equal(shareFault({ part: 201, whole: 285, percent: 70.5, decimals: 1 }), undefined)
})

test('an officer who types the sentence of the 2015 report is told what is wrong with it', () => {
  const asked = readShareAsked({ part: '201', whole: '285', percent: '79%' })

  assert.ok(asked?.ok)
  assert.deepEqual(answerTo(asked.value), { right: false, said: '79% does not follow: 201 of 285 is 70.5%, and 79% is printed.' })
})

test('a percentage that does not follow from the numbers beside it is found with its row, and a withheld one is let be', () => {
  const table = aTable([['100', '48', '48%'], ['100', '48', '84%'], ['100', 'SUPP', '10%'], ['0', '0', '0%']]) // prettier-ignore

  const { findings, said } = shareReport(table, rule, naming)

  assert.deepEqual(findings.map(({ sentence }) => sentence), ['100001: PNORG does not follow from NORG and NOR: 48 of 100 is 48.0%, and 84% is printed. Quote the numbers, and not the percentage, until the publisher has put it right.']) // prettier-ignore
  assert.deepEqual(findings[0]?.behind[0]?.cells, [['NORG', '48'], ['NOR', '100'], ['PNORG', '84%'], ['should be', '48.0%']]) // prettier-ignore
  assert.match(said, /^3 percentages in 1 column/)
})

test('a whole column printed as fractions of 1 is one finding that says so', () => {
  const table = aTable([['1218', '68', '0.056'], ['1229', '10', '0.008'], ['586', '7', '0.012']]) // prettier-ignore

  const [finding, ...others] = shareReport(table, rule, naming).findings

  assert.equal(others.length, 0)
  assert.match(finding?.sentence ?? '', /^In 3 rows PNORG is printed as a fraction of 1/)
  assert.equal(finding?.behind.length, 3)
})

test('a figure outside what it can be is told as printed, and one at the very bound is not', () => {
  const table = aTable([['100', '48', '104.17%', '100'], ['100', '-1', '100%', '79'], ['100', '48', '0%', '120']]) // prettier-ignore

  const { findings } = rangeReport(table, rule, naming)

  assert.deepEqual(findings.map(({ behind }) => behind[0]?.cells), [[['SCORE', '79']], [['PNORG', '104.17%']], [['NORG', '-1']]]) // prettier-ignore
  assert.ok(findings.every(({ weight }) => weight === 'likely wrong'))
})

test('a total that its schools do not add up to is told with what they add up to', () => {
  const table = aTable([['100', '40', '40%'], ['50', '20', '40%']], ['160', '60', '40%']) // prettier-ignore

  const report = addingUpReport(table, rule, reproduced(table, rule), naming)

  assert.match(
    report?.findings[0]?.sentence ?? '',
    /^931: NOR does not follow from the rows of the schools. 931 has 160, and its 2 schools \(every school\) give 150/,
  )
  assert.match(report?.said ?? '', /0 exact, 2 within what withheld and rounded cells leave, 1 different/)
})

test('a change is sharp only far outside the middle half of many, and only on enough pupils', () => {
  const many = Array.from({ length: 60 }, (_, i) => aChange({ code: `${i}`, now: 60 + (i % 10) }))
  const far = aChange({ code: 'far', now: 95 })
  const few = aChange({ code: 'few', now: 95, pupils: 12 })

  assert.deepEqual(sharpest([...many, far, few], sharpForSchools).map(({ code }) => code), ['far']) // prettier-ignore
  assert.deepEqual(sharpest([far, few], sharpForSchools), [])
  const finding = changeFinding({ code: 'm', name: 'Reading', unit: '%', years: '2018 and 2019', of: 'schools' }, [...many, far], sharpForSchools) // prettier-ignore
  assert.match(finding?.sentence ?? '', /in School far, of the 61 schools that can be compared: 60% to 95%/)
})

test('a school that is in one file only is explained by its opening or closing day, and by no other thing', () => {
  const there: SchoolList = { name: 'the other', on: aDay('2025-08-31'), schools: [aSchool('1')] }
  const here: SchoolList = {
    name: 'the register',
    on: aDay('2025-10-01'),
    schools: [
      aSchool('1'),
      aSchool('2', { openedOn: aDay('2025-09-01') }),
      aSchool('3', { closedOn: aDay('2025-08-31') }),
      aSchool('4', { openedOn: aDay('2010-09-01') }),
      aSchool('5', { authority: anArea('850') }),
      aSchool('6', { type: 'Other independent school' }),
    ],
  }
  const scope = scopeOfList(there.schools)

  const absent = absentFrom(there, here.schools, scope)

  assert.deepEqual(absent.map(({ school, because }) => `${school.urn} ${because}`), ['2 opened on 1 September 2025', '3 closed on 31 August 2025', '4 undefined']) // prettier-ignore
  assert.match(
    schoolsFinding(here, there, absent, scope)?.sentence ?? '',
    /^1 school of the register .* is meant to have mainstream schools, and no opening or closing day explains it\. 2 others are explained: closed 1, opened 1\./,
  )
})

test('a school missing from an extract of the register is no finding, and a table is told by its year and not by a day', () => {
  const scope = scopeOfList([aSchool('1')])
  const table: SchoolList = { name: 'Absence', on: aDay('2013-07-01'), year: '2012 to 2013', schools: [aSchool('1'), aSchool('2')] }
  const register: SchoolList = { name: 'the register', on: aDay('2015-04-07'), schools: [aSchool('1')] }
  const absent = absentFrom(register, table.schools, scope)

  assert.match(
    schoolsFinding(table, register, absent, scope)?.sentence ?? '',
    /^1 school of Absence \(2012 to 2013\) is not in the register/,
  )
  assert.equal(schoolsFinding(table, { ...register, extract: true }, absent, scope), undefined)
  assert.match(listsInWords(table, { ...register, extract: true }), /an extract, so schools missing from it cannot be told/)
  assert.deepEqual([isExtract(652), isExtract(52_000)], [true, false])
})

test('a part larger than its whole is said, whatever the percentage', () => {
  const asked = readShareAsked({ part: '300', whole: '285', percent: '105%' })

  assert.deepEqual(asked, { ok: false, problems: [{ field: 'part', text: 'The part, 300, is larger than the whole, 285: check both numbers' }] }) // prettier-ignore
})

test('each table is meant to have the schools it is about', () => {
  const ks2 = scopeOfTable('ks2', 2019)

  assert.equal(ks2?.on, '2019-05-15')
  assert.deepEqual([{ lowestAge: 4, highestAge: 11 }, { lowestAge: 4, highestAge: 7 }, { lowestAge: 4, highestAge: 11, type: 'Other independent school' }].map((school) => ks2?.takes(aSchool('1', school))), [true, false, false]) // prettier-ignore
  assert.equal(scopeOfTable('spending', 2019), undefined)
  assert.equal(kindOfSchool({ type: 'Non-Maintained Special School' }), 'special')
})

test('another way of writing a name is no other name; another DfE number is told', () => {
  const before = [aNamed('1', 'St Mary’s CofE Primary School', '9312001'), aNamed('2', 'Ash School', '9312002')]
  const now = [aNamed('1', "ST. MARY'S CHURCH OF ENGLAND PRIMARY SCHOOL", '9312009'), aNamed('2', 'Ash Academy', '9312002')]

  const findings = nameFindings(now, before, 'the register')

  assert.deepEqual(findings.map(({ subject }) => subject), ['Ash Academy: name changed', "ST. MARY'S CHURCH OF ENGLAND PRIMARY SCHOOL: DfE number changed"]) // prettier-ignore
})

test('two open schools with one DfE number are told, a closed one with its successor is not', () => {
  const shared = nameFindings([aNamed('1', 'A', '9312001'), aNamed('2', 'B', '9312001')], [], '')
  const passedOn = nameFindings([{ ...aNamed('1', 'A', '9312001'), closedOn: aDay('2020-08-31') }, aNamed('2', 'A', '9312001')], [], '')

  assert.deepEqual([shared.length, passedOn.length], [1, 0])
})

test('a file that lost half of its authorities is likely cut; one authority’s own file is not', () => {
  const all = new Map(['301', '302', '303', '304'].map((code) => [anArea(code), 50]))
  const half = new Map([...all].slice(0, 2))
  const one = new Map([...all].slice(0, 1))
  const found = (rows: typeof all) => sizeFindings({ name: 'this file', rows }, { name: 'the one before', rows: all }, (code) => code)

  assert.deepEqual(found(half).map(({ weight, sentence }) => `${weight}: ${sentence.slice(0, 52)}`), ['likely wrong: 303 and 304 have no row in this file, and had some i']) // prettier-ignore
  assert.deepEqual(found(one), [])
  assert.equal(found(new Map([...all].map(([code]) => [code, 20]))).length, 1)
})

test('a column that is suddenly withheld from most schools is told, with the marks', () => {
  const before = aTable(Array.from({ length: 10 }, () => ['100', '48', '48%']))
  const now = aTable(Array.from({ length: 10 }, (_, i) => ['100', i < 5 ? 'SUPP' : '48', '48%']))

  const { findings } = withheldReport(now, before, rule, { ...naming, isExpected: () => false })

  assert.deepEqual(findings.map(({ sentence }) => sentence.slice(0, 69)), ['NORG has no figure for 50% of schools, 0% the year before (SUPP 5, su']) // prettier-ignore
})

test('statistics of authorities that do not add up to the country’s are told, by period and filter', () => {
  const rows = [['100', '60', '60'], ['40', '30', '75'], ['60', '31', '51.7']] // prettier-ignore
  const table: PublishedTable = {
    table: 'early-years',
    year: 2022,
    headings: ['children_number', 'gld_number', 'gld_percentage'],
    rows: rows.map((cells, i) => ({
      line: i + 2,
      code: `${i}`,
      level: i === 0 ? 'country' : 'authority',
      covers: '',
      authority: null,
      cells,
    })),
  }
  const statistics = ruleOfStatistics(table)

  const report = areaSumReport(table, statistics, () => 'all', naming)

  assert.match(report?.findings[0]?.sentence ?? '', /gld_number, all: 60 is printed, and the authorities’ add up to 61/)
  assert.deepEqual(shareReport(table, statistics, naming).findings, [])
})

function aTable(schools: readonly (readonly string[])[], area?: readonly string[]): PublishedTable {
  const rows: readonly PublishedRow[] = schools.map((cells, i) => ({ line: i + 2, code: `10000${i}`, level: 'school', covers: '', authority: ours, cells })) // prettier-ignore
  const areas: readonly PublishedRow[] = area
    ? [{ line: 99, code: '931', level: 'authority', covers: '', authority: ours, cells: area }]
    : []
  return { table: 'census', year: 2019, headings: ['NOR', 'NORG', 'PNORG', 'SCORE'], rows: [...rows, ...areas] }
}

function aChange({ code, now, pupils = 60 }: { code: string; now: number; pupils?: number }): Change {
  return { code, name: `School ${code}`, authority: ours, line: 2, before: 60, now, pupils }
}

function aSchool(urn: string, facts: Partial<ListedSchool> = {}): ListedSchool {
  return { urn, name: `School ${urn}`, authority: ours, line: 2, type: 'Community school', ...facts }
}

function aNamed(urn: string, name: string, dfeNumber: string): NamedSchool {
  return { urn, name, dfeNumber, authority: ours, line: 2 }
}

test('what schools spend that changed sharply is one finding of a file, in pounds and with thousands told apart', () => {
  const changes = Array.from({ length: 60 }, (_, i) => ({ code: String(i), name: `School ${i}`, authority: null, line: i, before: 1_000_000, now: i === 0 ? 9_234_567.4 : 1_000_000 + i * 1_000, pupils: 99, relative: true })) // prettier-ignore
  const measured = { unit: '£', years: '2017 to 2018 and 2018 to 2019', of: 'schools' }
  const findings = ['Total income', 'Total expenditure'].flatMap(
    (name) => changeFinding({ ...measured, code: name, name }, changes, sharpForSchools) ?? [],
  )

  const [one, ...others] = togetherAsOne(findings, 'Income and spending')

  assert.equal(others.length, 0)
  assert.match(one?.sentence ?? '', /^2 measures of Income and spending changed far more from the year before in 1 school than elsewhere/)
  assert.match(one?.sentence ?? '', /£1,000,000 to £9,234,567\./)
  assert.deepEqual(
    one?.behind.map(({ cells }) => cells[0]?.[1]),
    ['Total income, 2017 to 2018 and 2018 to 2019', 'Total expenditure, 2017 to 2018 and 2018 to 2019'],
  )
})

test('rows under the code of no authority of England are told apart from those of a code nobody knows, each with its rows', () => {
  const areas = new Map(Array.from({ length: 30 }, (_, i) => [String(800 + i), `Area ${800 + i}`]))
  const row = (line: number, code: string, of: string) => ({ line, code, level: 'school', covers: '', authority: anArea(of), cells: [] })
  const rows = [row(2, '100001', '801'), row(3, '100002', '702'), row(4, '100003', '702'), row(5, '100004', '999')]

  const { findings, said } = codesReport({ name: 'Pupils, 2018 to 2019', rows }, areas, naming)

  assert.equal(said, 'Codes of 3 authorities looked up among those that other files name.')
  assert.deepEqual(findings.map(({ weight, sentence, behind }) => [weight, sentence.slice(0, 150), behind.map(({ line }) => line)]), [
    ['to know', 'Pupils, 2018 to 2019 has 2 rows under a code of no authority of England: 702 (British Forces (BFPO) overseas establishments), 2 rows. They are of scho', [3, 4]],
    ['look into', 'Pupils, 2018 to 2019 has 1 row under a code of an authority that no other file held names: 999, 1 row. It may have begun or ended: look it up among th', [5]],
  ]) // prettier-ignore
})
