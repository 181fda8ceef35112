import { printed } from '../charts/amount.ts'
import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { inWords } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { bandInWords } from './band-words.ts'
import type { Break } from './break.ts'
import type { MeasureFacts, YearCompared } from './measure-facts.ts'
import type { Measure, Update } from './measure.ts'

/** What the publisher says of a measure, for each topic it stands under. */
export interface Description {
  readonly description: string
  readonly methodology: string
  readonly links: string
}

export interface MeasurePage {
  readonly facts: MeasureFacts
  readonly described: readonly Description[]
  readonly sets: readonly { readonly key: string; readonly title: string }[]
  readonly charts: { readonly trend: Chart; readonly rank: Chart | undefined; readonly map: Chart | undefined }
  readonly source: string
}

/** One measure: our figure and what it is set beside, over the years and among all authorities, and how it was made. */
export function measureView({ facts, described, sets, charts, source }: MeasurePage) {
  const { measure, years, beside, authorityName, nationName, set, neighbours } = facts
  const latest = years.findLast((year) => year.latest) ?? years.at(-1)
  const figure = (value: number | null | undefined) => (value === null || value === undefined ? '–' : printed(value, measure))
  return {
    title: measure.title,
    code: measure.code,
    topics: measure.topics.join(', '),
    unit: measure.unit,
    good: { High: 'High is good', Low: 'Low is good', '-': 'Neither high nor low is good' }[measure.polarity],
    back: paths.comparisons(),
    csv: paths.measureCsv(measure.code),
    headline: latest && headlineOf(facts, latest),
    chosen: set?.key ?? '',
    setTitle: set?.title,
    sets: sets.map(({ key, title }) => ({ value: key, text: title })),
    charts: Object.values(charts).flatMap((chart) => (chart ? [withImages(chart)] : [])),
    years: {
      head: [
        'Year',
        authorityName,
        'Rank',
        'Band',
        'Change',
        nationName,
        ...(beside.region ? [beside.region.name] : []),
        'Neighbours’ mean',
      ],
      rows: years
        .toReversed()
        .map((year) => [
          year.year,
          figure(year.value),
          year.rank === null ? '–' : `${year.rank} of ${year.of}`,
          bandInWords(year.band) || '–',
          year.change === null ? '–' : moved(year.change, measure),
          figure(year.england),
          ...(beside.region ? [figure(year.region)] : []),
          figure(year.neighbourMean),
        ]),
      numeric: beside.region ? [1, 2, 4, 5, 6, 7] : [1, 2, 4, 5, 6],
    },
    neighbours: {
      head: ['Statistical neighbour', 'How close', latest?.year ?? 'Latest'],
      rows: neighbours.map(({ name, code, closeness }) => [
        name ?? code,
        closeness,
        figure(latest?.neighbours.find((n) => n.code === code)?.value),
      ]),
      numeric: [2],
    },
    breaks: measure.breaks.map(breakInWords),
    described: distinct(described.map(({ description }) => description)),
    methodology: distinct(described.map(({ methodology }) => methodology)),
    links: distinct(described.flatMap(({ links }) => links.split(/\s+/))).filter((link) => /^https:\/\/\S+$/.test(link)),
    about: [
      { key: 'Publisher of the figures', value: measure.owner },
      { key: 'Last updated', value: updateInWords(measure.updated) },
      { key: 'Next update', value: updateInWords(measure.nextUpdate) },
      { key: 'Kind of year', value: measure.yearType || 'Not stated' },
      { key: 'Measure code', value: measure.code },
    ],
    source,
  }
}

function headlineOf({ measure, beside: near, authorityName, nationName }: MeasureFacts, latest: YearCompared): string {
  if (latest.value === null) return `${authorityName} has no figure for ${latest.year}; ${latest.of} authorities have one.`
  const figure = (value: number) => printed(value, measure)
  const place = latest.rank === null ? '' : `, rank ${latest.rank} of ${latest.of}`
  const band = latest.band === null || latest.band === '-' ? '' : `, band ${bandInWords(latest.band)}`
  const others = [
    [nationName, latest.england],
    [near.region?.name ?? '', latest.region],
    ['mean of statistical neighbours', latest.neighbourMean],
  ] as const
  const beside = others.flatMap(([name, value]) => (value === null ? [] : [`${name} ${figure(value)}`])).join(', ')
  return `${authorityName}: ${figure(latest.value)} in ${latest.year}${place}${band}.${beside === '' ? '' : ` ${beside}.`}`
}

/** A change as a page prints it, with its sign and without a unit: a change of a percentage is in points. */
export function moved(change: number, { decimals }: Measure): string {
  return `${change > 0 ? '+' : ''}${printed(change, { unit: 'number', decimals })}`
}

function breakInWords(found: Break) {
  const years = found.kind === 'new basis' ? `From ${found.from}` : found.years.join(', ')
  return { years, because: found.because, source: found.source }
}

const updateInWords = (update: Update) => ('on' in update ? inWords(update.on) : update.word || 'Not stated')

const distinct = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== '' && text !== '-'))]
