import { printed, type Amount } from '../charts/amount.ts'
import type { Table } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { trendChart } from '../charts/trend.ts'
import { withMissingYears } from '../charts/years.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { StatisticCell } from '../statistics/statistic-cell.ts'
import { educationLines, type FinanceFacts, type PupilsOfYear, type Reserves, type ReservesOfYear } from './finance.ts'

export type FinanceView = Awaited<ReturnType<typeof financeView>>

/** What the finance part tells beside its measures: education in the revenue outturn, and the reserves of maintained schools. */
export async function financeView({ spending, pupils, reserves }: FinanceFacts, authorityName: string) {
  return {
    spending: spending && spendingModel(spending, pupils, authorityName),
    reserves: reserves && (await reservesModel(reserves, authorityName)),
  }
}

const share: Amount = { unit: '%', decimals: 1 }
const pounds: Amount = { unit: 'pounds', decimals: 0 }

function spendingModel(spending: NonNullable<FinanceFacts['spending']>, pupils: PupilsOfYear | undefined, authorityName: string) {
  const { year, title, file, importedAt, ours, alike, country } = spending
  const of = pupils && pupils.withoutNumber === 0 && pupils.pupils > 0 ? pupils.pupils : undefined
  const beside = [alike, country].flatMap((one) => one ?? [])
  const shares = beside.map(({ figures }) => new Map(educationLines(figures).map((line) => [line.what, line.share])))
  const lines = educationLines(ours.figures)
  const head = [
    'Education services',
    '£ thousand',
    ...(of === undefined ? [] : ['£ for each pupil']),
    '% of its total expenditure',
    ...beside.map(({ name }) => `${called(name)}, %`),
  ]
  const rows = lines.map(({ what, published, thousands, share: part }) => [
    what,
    thousands === undefined ? published || 'left empty' : printed(thousands, pounds),
    ...(of === undefined ? [] : [thousands === undefined ? '–' : printed((thousands * 1000) / of, pounds)]),
    inShare(part),
    ...shares.map((one) => inShare(one.get(what))),
  ])
  const table: Table = { head, rows, numeric: head.map((_, i) => i).slice(1) }
  return {
    heading: `What ${authorityName} spends on education, ${financialYear(year)}`,
    table,
    caption: `Education in the revenue outturn of ${financialYear(year)}`,
    notes: [
      'It is what the authority and the schools it maintains spend, with what it provides for pupils of every school, such as transport. Academies are paid by the Department for Education and are not in it.',
      pupilsInWords(pupils, year),
      'So the amount for each pupil depends on how many of the schools are academies, and is not set beside other authorities: the shares of total expenditure are.',
      ...(lines.some(({ thousands, published }) => thousands === undefined && published === '[x]') ? ['[x]: the authority sent no return in time.'] : []), // prettier-ignore
      ...(ours.certification === 'Y' || ours.certification === null
        ? []
        : ['The return was not certified by the authority’s finance officer.']),
    ],
    source: `Ministry of Housing, Communities and Local Government, ${title} (${file}, imported ${inWords(dayInLondon(importedAt))}).${pupils ? ` Pupils: Ofsted (${pupils.file}).` : ''}`, // prettier-ignore
  }
}

function pupilsInWords(pupils: PupilsOfYear | undefined, year: number): string {
  if (!pupils) return `No number of pupils of ${year} is held, so no amount for each pupil is given.`
  const { schools, withoutNumber, asAt } = pupils
  if (withoutNumber > 0)
    return `No amount for each pupil is given: of ${count(withoutNumber)} of its ${count(schools)} schools the number of pupils is not published (Ofsted, as at ${inWords(asAt)}).`
  return `For each pupil: of the ${count(pupils.pupils)} in its ${count(schools)} state-funded schools, academies too (Ofsted, as at ${inWords(asAt)}).`
}

const inShare = (value: number | undefined): string => (value === undefined ? '–' : printed(value, share))
const financialYear = (endsIn: number): string => `${endsIn - 1}-${String(endsIn % 100).padStart(2, '0')}`
const called = (name: string): string => (name === name.toUpperCase() ? `${name.charAt(0)}${name.slice(1).toLowerCase()}` : name)

/** What is drawn of reserves: the published column, and which way is better. */
const drawn = [
  { column: 'PC_schools_with_deficit', title: '% of maintained schools with a deficit', better: 'lower' },
  { column: 'revenue_balance_as_pc_total_income', title: 'Balance of maintained schools as % of their income', better: undefined },
] as const

async function reservesModel(reserves: Reserves, authorityName: string) {
  const { years, countryName, breaks, files } = reserves
  const labels = withMissingYears(years)
  const byLabel = new Map(years.map((year) => [year.label, year]))
  const valuesOf = (of: (year: ReservesOfYear) => StatisticCell | undefined) => labels.map((label) => {
    const year = byLabel.get(label)
    return (year && of(year)?.value) ?? null
  }) // prettier-ignore
  const charts = await Promise.all(
    drawn.map(async ({ column, title, better }) => {
      const lines = [
        { role: 'ours', name: authorityName, values: valuesOf(({ ours }) => ours[column]) },
        { role: 'england', name: countryName, values: valuesOf(({ country }) => country[column]) },
      ] as const
      const held = lines.filter(({ values }) => values.some((value) => value !== null))
      if (held.length === 0) return []
      const chart = await trendChart({
        caption: `${title}: ${authorityName} over the years`,
        amount: share,
        better,
        years: labels,
        lines: held,
        breaks: breaks.flatMap(({ from, because }) => {
          const before = years.find(({ endsIn }) => endsIn >= from)?.label
          return before === undefined || before === labels[0] ? [] : [{ before, label: `new basis ${from}`, because }]
        }),
      })
      return [withImages(chart)]
    }),
  )
  return {
    said: saidOf(reserves, authorityName),
    charts: charts.flat(),
    table: reservesTable(reserves, authorityName),
    caption: `Reserves of the schools that ${authorityName} maintains, year by year`,
    marks: marksIn(years),
    source: `Department for Education, LA and school expenditure, Explore education statistics (${files.map(({ file, imported_at }) => `${file}, imported ${inWords(dayInLondon(imported_at))}`).join('; ')}).`, // prettier-ignore
  }
}

function saidOf({ years, countryName }: Reserves, authorityName: string): string {
  const latest = years.findLast(({ ours }) => (ours['PC_schools_with_deficit']?.value ?? null) !== null)
  if (!latest) return `No year has a figure of ${authorityName}.`
  const said = (cells: ReservesOfYear['ours'], column: string) => cellIn(cells[column], share)
  const { label, ours, country } = latest
  return `In ${label} ${schoolsIn(ours)} maintained schools had a deficit: ${said(ours, 'PC_schools_with_deficit')}, and ${said(country, 'PC_schools_with_deficit')} in ${countryName}. Together they held ${said(ours, 'revenue_balance_as_pc_total_income')} of their income, and ${said(country, 'revenue_balance_as_pc_total_income')} in ${countryName}.`
}

function reservesTable({ years, countryName }: Reserves, authorityName: string): Table {
  const head = ['Financial year', `${authorityName}, with a deficit`, '% with a deficit', `${countryName}, %`, `${authorityName}, balance as % of income`, `${countryName}, %`, `${authorityName}, average balance, £`] // prettier-ignore
  const rows = years.map(({ label, ours, country }) => [
    label,
    schoolsIn(ours),
    ...drawn.flatMap(({ column }) => [cellIn(ours[column], share), cellIn(country[column], share)]),
    cellIn(ours['average_revenue_balance'], pounds),
  ])
  return { head, rows, numeric: head.map((_, i) => i).slice(1) }
}

const schoolsIn = (cells: ReservesOfYear['ours']): string =>
  `${cellIn(cells['number_schools_with_deficit'], pounds)} of ${cellIn(cells['number_schools'], pounds)}`

const cellIn = (cell: StatisticCell | undefined, amount: Amount): string =>
  cell === undefined ? 'no row' : cell.value === null ? cell.published || 'left empty' : printed(cell.value, amount)

function marksIn(years: readonly ReservesOfYear[]): readonly string[] {
  const cells = years.flatMap(({ ours, country }) => [...Object.values(ours), ...Object.values(country)])
  const marks = new Map(cells.flatMap((cell) => (cell.why === null || cell.published === '' ? [] : [[cell.published, cell.why] as const])))
  return [...marks].map(([mark, why]) => `${mark}: ${why}.`)
}
