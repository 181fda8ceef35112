import { isPercent } from '../charts/amount.ts'
import type { Chart } from '../charts/chart.ts'
import { asImage, withImages } from '../charts/image.ts'
import { reorganisedView } from '../authorities/reorganisation.view.ts'
import type { Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { bandInWords } from '../measures/band-words.ts'
import type { ProfileRow } from '../measures/measure-facts.ts'
import type { Measure } from '../measures/measure.ts'
import { paths } from '../paths.ts'
import type { FinanceView } from './finance.view.ts'
import type { LookedAfterTables } from './looked-after.view.ts'
import type { Part } from './part.ts'
import type { Profiled, ProfiledMeasure } from './profiled.ts'
import { absencesInWords, breaksInWords, figure, headlineOf, sourceOf, standOutInWords, yearsTable } from './profiled.view.ts'
import { ladderInWords, wayToTheTop } from './ladder.view.ts'
import { inOrder, isCurrent, standsOut, type StandOut, type Standing } from './stands-out.ts'

/** A measure that is shown whole, with its pictures. */
export interface Pictured {
  readonly profiled: ProfiledMeasure
  /** Undefined where there is no figure to draw. */
  readonly trend: Chart | undefined
  readonly strip: Chart | undefined
}

export interface PartPage {
  readonly part: Part
  readonly parts: readonly Part[]
  readonly whose: Profiled
  readonly pictured: readonly Pictured[]
  /** The other measures of the part's topics, with their latest year. */
  readonly others: readonly {
    readonly measure: Measure
    readonly row: ProfileRow | undefined
    readonly standing: ProfiledMeasure | undefined
  }[]
  /** The virtual school's figures, on the part that is about looked-after children. */
  readonly lookedAfter: LookedAfterTables | undefined
  /** What the authority spends and its schools hold, on the part that is about finance. */
  readonly finance: FinanceView | undefined
  readonly source: string
  readonly today: Day
}

/** One part of the profile: what stands out, then each headline measure whole, then every other measure in a table. */
export function partView({ part, parts, whose, pictured, others, lookedAfter, finance, source, today }: PartPage) {
  return {
    title: part.title,
    authority: whose.authorityName,
    says: part.says,
    back: paths.profile(),
    parts: parts.map(({ key, title }) => ({ title, href: paths.profilePart(key), current: key === part.key })),
    reorganised: reorganisedView(whose.reorganised, today),
    standOuts: standOutsOf(whose, whose.measures, (code) => `#${idOf(code)}`),
    measures: pictured.map((one) => measureModel(whose, one)),
    neighbourSet: whose.neighbourSet,
    lookedAfter,
    finance,
    topics: part.topics.join('; '),
    others: othersTable(others, whose),
    source,
  }
}

/** A measure with its sentences, its strip, its trend and its table. */
export function measureModel(whose: Profiled, { profiled, trend, strip }: Pictured) {
  const { measure } = profiled
  return {
    id: idOf(measure.code),
    title: measure.title,
    code: measure.code,
    href: paths.measure(measure.code),
    map: withQuery(paths.profileMap(), { measure: measure.code }),
    unit: measure.unit,
    good: { High: 'High is good.', Low: 'Low is good.', '-': 'Neither high nor low is good.' }[measure.polarity],
    headline: headlineOf(whose, profiled),
    ladder: ladderInWords(profiled),
    strip: strip && { image: asImage(strip), alternative: strip.alternative },
    trend: trend && withImages(trend),
    // It says more than the picture shows: rank and quarter too.
    years: yearsTable(whose, profiled),
    absent: absencesInWords(whose, profiled),
    breaks: breaksInWords(measure),
    source: sourceOf(measure),
  }
}

const headings: Readonly<Record<Standing, string>> = {
  behind: 'In the lowest-performing quarter of authorities',
  slipping: 'Losing ground',
  ahead: 'In the best quarter of authorities',
  gaining: 'Gaining ground',
}

/** What stands out of some measures under a heading for each kind; each sentence with the measure it is of, and where to read on. */
export function standOutsOf(whose: Profiled, measures: readonly ProfiledMeasure[], href: (code: string) => string, most = 12) {
  const current = measures.filter((one) => isCurrent(one, measures))
  const found = inOrder(current.flatMap((one) => standsOut(one, isPercent(one.measure.unit)) ?? []))
  const groups = Map.groupBy(found, ({ standing }: StandOut) => standing)
  return [...groups].map(([standing, ones]) => ({
    heading: headings[standing],
    more: Math.max(0, ones.length - most),
    measures: ones.slice(0, most).map((one) => ({
      title: one.profiled.measure.title,
      href: href(one.profiled.measure.code),
      says: standOutInWords(whose, one),
    })),
  }))
}

/** The id of a measure's heading: its code in characters that an address may have. */
export const idOf = (code: string): string => `m-${code.replaceAll(/[^\w-]+/g, '-')}`

function othersTable(others: PartPage['others'], { regionName, nationName, authorityName }: Profiled) {
  return {
    head: ['Measure', 'Year', authorityName, 'Rank', 'Quarter', 'To quarter A', nationName, ...(regionName === undefined ? [] : [regionName]), 'Neighbours’ mean'], // prettier-ignore
    withRegion: regionName !== undefined,
    rows: others.map(({ measure, row, standing }) => ({
      title: measure.title,
      href: paths.measure(measure.code),
      map: withQuery(paths.profileMap(), { measure: measure.code }),
      year: row?.year ?? '–',
      ours: row === undefined ? 'none held' : row.value === null ? (row.published ?? 'no row') : figure(row.value, measure),
      rank: row === undefined || row.rank === null ? '–' : `${standing && standing.sharing > 0 ? '=' : ''}${row.rank} of ${row.of}`,
      band: bandInWords(row?.band ?? null) || '–',
      top: standing ? wayToTheTop(standing) : '–',
      england: figure(row?.england, measure),
      region: figure(row?.region, measure),
      neighbours: figure(row?.neighbourMean, measure),
    })),
  }
}
