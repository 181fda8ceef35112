import { bandInWords } from '../measures/band-words.ts'
import { printed } from '../charts/amount.ts'
import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { queryOf, type ChosenFilter } from './choice.ts'
import type { DataSet } from './data-set.ts'
import { latestPeriod, type PeriodShown, type Shown } from './shown.ts'
import { statisticLevels } from './statistic-area.ts'
import type { StatisticCell } from './statistic-cell.ts'

/** The data sets held: what each is, for which periods and whom, and from which file. */
export function statisticsView(sets: readonly DataSet[]) {
  return {
    title: 'Published statistics',
    back: paths.comparisons(),
    sets: sets.map((set) => ({
      href: paths.dataSet(set.key),
      title: set.title,
      about: set.about ?? contentsOf(set),
      publication: set.publication ?? 'Not known',
      periods: spanOf(set),
      levels: levelsOf(set),
      files: set.files.map(({ run, file, imported_at }) => ({
        href: paths.importRun(run),
        file,
        when: inWords(dayInLondon(imported_at)),
      })),
    })),
  }
}

/** One data set: what was chosen of it, our figures and what they are set beside. */
export function dataSetView(shown: Shown, charts: readonly Chart[]) {
  const { set, choice, periods, rank, neighbourSet } = shown
  const { indicator } = choice
  return {
    ...headOf(set),
    nothing: false,
    indicator: indicator.label,
    chosen: choice.filters.map(({ filter, value }) => `${filter.label}: ${value}`).join('. '),
    fields: fieldsOf(shown),
    instead: choice.filters.flatMap(insteadOf),
    headline: headlineOf(shown),
    kind: kindInWords(shown),
    csv: withQuery(paths.dataSetCsv(set.key), queryOf(choice)),
    charts: charts.map(withImages),
    table: tableOf(shown),
    marks: marksIn(periods),
    neighbours: indicator.rate ? neighbourSet : undefined,
    ranked: rank !== undefined,
    breaks: set.breaks
      .filter(({ from }) => periods.some(({ period }) => period.endsIn < from))
      .map(({ from, because, source }) => ({ years: `From ${from}`, because, source })),
  }
}

/** A data set that says nothing of our authority or our country: of schools or trusts only. */
export function nothingShownView(set: DataSet, authorityName: string) {
  return { ...headOf(set), nothing: true, authorityName, contents: contentsOf(set) }
}

function headOf(set: DataSet) {
  const files = set.files.map(({ file, imported_at }) => `${file}, imported ${inWords(dayInLondon(imported_at))}`)
  return {
    title: set.title,
    back: paths.statistics(),
    about: set.about,
    periods: spanOf(set),
    levels: levelsOf(set),
    source: `Department for Education, ${set.publication ?? 'Explore education statistics'} (${files.join('; ')}).`,
  }
}

function fieldsOf({ set, choice }: Shown) {
  const [headlines, others] = [set.indicators.filter(({ headline }) => headline), set.indicators.filter(({ headline }) => !headline)]
  return [
    {
      name: 'indicator',
      label: 'Figure',
      value: choice.indicator.name,
      options: [...headlines, ...others].map(({ name, label }) => ({ value: name, text: label })),
    },
    ...choice.filters
      .filter(({ filter }) => filter.values.length > 1)
      .map(({ filter, field, values, value }) => ({
        name: field,
        label: filter.label,
        value,
        options: values.map((one) => ({ value: one, text: one })),
      })),
  ]
}

function insteadOf({ filter, value, instead }: ChosenFilter): readonly string[] {
  return instead === undefined ? [] : [`${filter.label} “${instead}” is not published with what was chosen before it: “${value}” is shown.`]
}

function headlineOf(shown: Shown): string {
  const { choice, periods, authorityName, country, region, rank } = shown
  const latest = latestPeriod(periods)
  if (!latest) return `No figure is published of ${authorityName} or of what it is set beside.`
  const figure = (value: number) => printed(value, choice.indicator)
  const { ours } = latest
  const when = `${latest.period.label}${latest.remarks === '' ? '' : ` (${latest.remarks.toLowerCase()})`}`
  const others = [
    [country.name, latest.country?.value],
    [region?.name ?? '', latest.region?.value],
    ['mean of statistical neighbours', latest.neighbourMean],
  ] as const
  const beside = choice.indicator.rate
    ? others.flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name} ${figure(value)}`])).join(', ')
    : ''
  const tail = beside === '' ? '' : ` ${beside.slice(0, 1).toUpperCase()}${beside.slice(1)}.`
  if (ours?.value === null || ours === undefined)
    return `${authorityName} has no figure for ${when}: ${ours?.why ?? 'no row is published'}.${tail}`
  const place = rank?.rank ? `, rank ${rank.rank} of ${rank.of}${rank.band ? `, band ${bandInWords(rank.band)}` : ''}` : ''
  return `${authorityName}: ${figure(ours.value)} in ${when}${place}.${tail}`
}

function kindInWords({ choice }: Shown): string {
  const { rate, polarity, unit } = choice.indicator
  if (!rate) return `${unit === 'number' ? 'A count' : `In ${unit}`}: not ranked, and not averaged over areas.`
  return { High: 'High is good.', Low: 'Low is good.', '-': 'Neither high nor low is good, so authorities are not ranked.' }[polarity]
}

function tableOf({ choice, periods, authorityName, country, region, neighbourSet, neighbours, set }: Shown) {
  const { indicator } = choice
  const cohort = set.indicators.find(({ name }) => name === indicator.of)
  const mean = indicator.rate && neighbourSet !== undefined
  const remarks = periods.some((one) => one.remarks !== '')
  const cell = (one: StatisticCell | undefined) => cellInWords(one, indicator)
  const meanCell = (one: PeriodShown) =>
    one.neighbourMean === null ? '–' : `${printed(one.neighbourMean, indicator)} (${one.neighboursKnown} of ${neighbours.length})`
  const columns = [
    { head: 'Period', numeric: false, of: (one: PeriodShown) => one.period.label },
    { head: authorityName, numeric: true, of: (one: PeriodShown) => cell(one.ours) },
    ...(region ? [{ head: region.name, numeric: true, of: (one: PeriodShown) => cell(one.region) }] : []),
    { head: country.name, numeric: true, of: (one: PeriodShown) => cell(one.country) },
    ...(mean ? [{ head: 'Neighbours’ mean', numeric: true, of: meanCell }] : []),
    ...(cohort
      ? [
          {
            head: `${authorityName}: ${cohort.label.toLowerCase()}`,
            numeric: true,
            of: (one: PeriodShown) => cellInWords(one.cohort, cohort),
          },
        ]
      : []),
    ...(remarks ? [{ head: 'Remark', numeric: false, of: (one: PeriodShown) => one.remarks }] : []),
  ]
  return {
    head: columns.map(({ head }) => head),
    rows: periods.toReversed().map((one) => columns.map(({ of }) => of(one))),
    numeric: columns.flatMap(({ numeric }, place) => (numeric ? [place] : [])),
  }
}

function cellInWords(cell: StatisticCell | undefined, amount: { readonly unit: string; readonly decimals: number }): string {
  if (!cell) return '–'
  if (cell.value !== null) return printed(cell.value, amount)
  return cell.published === '' ? '–' : cell.published
}

/** The marks in the table, with what each means. */
function marksIn(periods: readonly PeriodShown[]): readonly { readonly mark: string; readonly why: string }[] {
  const cells = periods.flatMap(({ ours, region, country, cohort }) => [ours, region, country, cohort])
  const marks = new Map(cells.flatMap((cell) => (cell && cell.why !== null ? [[cell.published, cell.why] as const] : [])))
  return [...marks].filter(([mark]) => mark !== '').map(([mark, why]) => ({ mark, why }))
}

function spanOf({ periods }: DataSet): string {
  const [first, last] = [periods[0]?.label ?? '', periods.at(-1)?.label ?? '']
  return first === last ? first : `${first} to ${last}`
}

function levelsOf({ levels }: DataSet): string {
  return statisticLevels
    .filter(({ key }) => levels.includes(key))
    .map(({ name }) => name)
    .join(', ')
}

/** What a data set gives that nobody has described. */
function contentsOf({ indicators, filters }: DataSet): string {
  const some = indicators
    .slice(0, 3)
    .map(({ label }) => label)
    .join('; ')
  const more = indicators.length > 3 ? ` and ${count(indicators.length - 3)} more` : ''
  return `${some}${more}${filters.length === 0 ? '' : `, by ${filters.map(({ label }) => label.toLowerCase()).join(', ')}`}.`
}
