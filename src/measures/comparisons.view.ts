import { printed } from '../charts/amount.ts'
import { counted } from '../lib/count.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { bandInWords } from './band-words.ts'
import type { Beside, ProfileRow } from './measure-facts.ts'
import type { Measure } from './measure.ts'
import { moved } from './measure.view.ts'

/** What the page of comparisons is made of. */
export interface ComparisonsFacts {
  readonly authorityName: string
  readonly topics: readonly { readonly topic: string; readonly measures: number }[]
  readonly topic: string | undefined
  readonly words: string
  readonly measures: readonly Measure[]
  /** Measures found beyond those shown. */
  readonly more: number
  readonly beside: Beside
  readonly profile: readonly ProfileRow[]
  readonly nationName: string
  readonly newestSet: string | undefined
  readonly source: string
}

/** Measures of one topic, or found by words, each with our latest figure and what it is set beside. */
export function comparisonsView(facts: ComparisonsFacts) {
  const { authorityName, topics, topic, words, measures, more, beside, profile, nationName } = facts
  const compared = new Map(profile.map((row) => [row.measure, row]))
  const heading = words === '' ? (topic ?? 'Measures') : `${counted(measures.length + more, 'measure')} with “${words}” in the title`
  return {
    title: 'Comparisons',
    authority: authorityName,
    held: topics.length > 0,
    topics: topics.map(({ topic, measures }) => ({ value: topic, text: `${topic} (${measures})` })),
    topic: words === '' ? topic : '',
    words,
    heading,
    more,
    nationName,
    regionName: beside.region?.name,
    rows: measures.map((measure) => rowOf(measure, compared.get(measure.code))),
    csv: withQuery(paths.comparisonsCsv(), words === '' ? { topic } : { words }),
    newestSet: facts.newestSet,
    source: facts.source,
  }
}

function rowOf(measure: Measure, row: ProfileRow | undefined) {
  const figure = (value: number | null | undefined) => (value === null || value === undefined ? '–' : printed(value, measure))
  const change = row?.change ?? null
  return {
    href: paths.measure(measure.code),
    title: measure.title,
    unit: measure.unit,
    year: row?.year ?? '–',
    ours: figure(row?.value),
    rank: row?.rank === null || row === undefined ? '–' : `${row.rank} of ${row.of}`,
    band: bandInWords(row?.band ?? null) || '–',
    change: change === null ? '–' : moved(change, measure),
    england: figure(row?.england),
    region: figure(row?.region),
    neighbours: figure(row?.neighbourMean),
  }
}
