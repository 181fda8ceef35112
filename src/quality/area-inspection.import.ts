import { kindOfArea } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { counted } from '../lib/count.ts'
import { settled } from '../lib/decimal.ts'
import { knownBreaks, newBases } from '../measures/break.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { impossibleFigures, latestSeries, seriesHeld, type ImpossibleFigure, type LatestSeries } from './quality-facts.store.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'
import { sharpest, sharpForAreas, type Change } from './sharp-change.ts'

/** Looks over the figures of the Local Authority Interactive Tool: 640,000 of them, so the database gathers what is asked of it. */
export async function inspectAreaFigures(reads: Reads, areas: ReadonlyMap<string, string>): Promise<readonly RuleReport[]> {
  const held = await seriesHeld(reads)
  const impossible = Map.groupBy(await impossibleFigures(reads), ({ measure }) => measure)
  const ranges = [...impossible.values()].map((figures) => impossibleFinding(figures, areas))
  const series = (await latestSeries(reads)).filter(comparesWithYearBefore)
  const sharp = Map.groupBy(
    series.flatMap((one) => sharpIn(one, areas)),
    (change) => change.series.topic,
  )
  const changes = [...sharp].map(([topic, changed]) => topicFinding(topic, changed))
  return [
    {
      rule: 'ranges',
      said: `${counted(held.figures, 'figure')} of ${counted(held.measures, 'measure')} held against what their unit allows: percentages from 0 to 100, numbers from 0.`,
      findings: ranges,
    },
    {
      rule: 'changes',
      said: `The latest year of ${counted(series.length, 'measure')} held against the year before it, across no break: a change is told when it is further than ${sharpForAreas.times} times the spread of the middle half of authorities outside that half.`,
      findings: changes,
    },
  ]
}

function comparesWithYearBefore({ measure, endsIn }: LatestSeries): boolean {
  return !newBases(knownBreaks(measure, shippedBreaks())).includes(endsIn)
}

interface SharpArea extends Change {
  readonly series: LatestSeries
}

function sharpIn(series: LatestSeries, names: ReadonlyMap<string, string>): readonly SharpArea[] {
  const changes = series.areas
    .filter(({ area }) => kindOfArea(area) === 'authority')
    .map(({ area, line, before, now }) => ({
      code: area,
      name: names.get(area) ?? area,
      authority: area,
      line,
      before,
      now,
      pupils: null,
      series,
    }))
  const sharp = new Set<Change>(sharpest(changes, sharpForAreas))
  return changes.filter((change) => sharp.has(change))
}

/** The sharp changes of the measures of one topic, in one finding: hundreds of measures are looked at together. */
function topicFinding(topic: string, sharp: readonly SharpArea[]): QualityFinding {
  const [first] = sharp
  const told = (value: number, { unit }: LatestSeries) => `${settled(value)}${unit.includes('%') ? '%' : ''}`
  const measures = new Set(sharp.map(({ series }) => series.measure)).size
  const example = first
    ? `${first.series.title} in ${first.name}, ${told(first.before, first.series)} to ${told(first.now, first.series)}`
    : ''
  return {
    rule: 'changes',
    weight: 'to know',
    authority: sharp.length === 1 ? (first?.authority ?? null) : null,
    subject: `${topic}: ${counted(sharp.length, 'sharp change')}`,
    sentence: `${topic}: ${counted(sharp.length, 'figure')} of ${counted(measures, 'measure')} changed far more from the year before than other authorities’ did, as ${example}. Ask what happened there before quoting one or its trend.`,
    key: `changes lait ${topic} ${sharp.length} ${example}`,
    behind: sharp.map(({ code, name, authority, line, before, now, series }) => ({
      line,
      code,
      name,
      authority,
      cells: [
        ['measure', series.title],
        [`year before`, `${series.yearBefore}: ${told(before, series)}`],
        ['latest year', `${series.year}: ${told(now, series)}`],
      ],
    })),
  }
}

function impossibleFinding(figures: readonly ImpossibleFigure[], names: ReadonlyMap<string, string>): QualityFinding {
  const [first] = figures
  const nameOf = (area: string) => names.get(area) ?? area
  const told = first ? `${first.published} for ${nameOf(first.area)} in ${first.year}` : ''
  return {
    rule: 'ranges',
    weight: 'look into',
    authority: figures.length === 1 ? (first?.area ?? null) : null,
    subject: `${first?.title ?? ''}, ${counted(figures.length, 'figure')}`,
    sentence: `${first?.title}: ${counted(figures.length, 'figure')} outside what its unit (${first?.unit}) allows, ${told}${figures.length > 1 ? ', for one' : ''}. A share of children cannot pass 100%; a rate of events may. Shown as published: look up at its publisher what it is before quoting it.`,
    key: `ranges lait ${first?.measure} ${figures.length} ${first?.area} ${first?.year} ${first?.published}`,
    behind: figures.map(({ line, area, year, published }) => ({ line, code: area, name: nameOf(area), authority: area, cells: [['year', year], ['published', published]] })), // prettier-ignore
  }
}
