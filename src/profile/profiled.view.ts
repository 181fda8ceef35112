import { printed, type Amount } from '../charts/amount.ts'
import type { Table } from '../charts/chart.ts'
import { distance } from '../charts/trend.words.ts'
import { count, counted } from '../lib/count.ts'
import { difference } from '../lib/decimal.ts'
import { inWords } from '../lib/day.ts'
import { bandInWords } from '../measures/band-words.ts'
import type { Measure, Update } from '../measures/measure.ts'
import { absencesOf } from './absent.ts'
import { placeInWords, wayToTheTop } from './ladder.view.ts'
import { latestOf, type Profiled, type ProfiledMeasure, type ProfiledYear } from './profiled.ts'
import type { StandOut } from './stands-out.ts'

type Whose = Omit<Profiled, 'measures'>

/** A figure of a measure as printed; a dash where there is none. */
export function figure(value: number | null | undefined, amount: Amount): string {
  return value === null || value === undefined ? '–' : printed(value, amount)
}

/** The newest figure in a sentence, with what it is set beside; or that there is none, and why. */
export function headlineOf(whose: Whose, profiled: ProfiledMeasure): string {
  const latest = latestOf(profiled)
  const { measure } = profiled
  if (!latest) return 'No figure of this measure is held.'
  if (latest.value === null) {
    const why = absencesOf(profiled, whose.reorganised).find(({ years }) => years.includes(latest.year))?.why
    return `${whose.authorityName} has no figure for ${latest.year}. ${why ?? ''}`.trim()
  }
  const rank = placeInWords(latest, profiled.sharing)
  const place = rank === undefined ? '' : `, ${rank}`
  const beside = [
    [whose.nationName, latest.england],
    [whose.regionName ?? '', latest.region],
    ['mean of statistical neighbours', latest.neighbourMean],
  ] as const
  const others = beside.flatMap(([name, value]) => (value === null ? [] : [`${name} ${printed(value, measure)}`]))
  return `${printed(latest.value, measure)} in ${latest.year}${place}${quarterOf(latest)}.${others.length > 0 ? ` ${sentence(others.join(', '))}` : ''}`
}

function quarterOf({ band }: ProfiledYear): string {
  return band === null || band === '-' ? '' : `, quarter ${bandInWords(band)}`
}

/** Every year, the newest first; a year without our figure says what stands in its place. */
export function yearsTable(whose: Whose, { measure, years }: ProfiledMeasure): Table {
  const withRegion = whose.regionName !== undefined
  return {
    head: [
      'Year',
      whose.authorityName,
      'Rank',
      'Quarter',
      whose.nationName,
      ...(withRegion ? [whose.regionName ?? ''] : []),
      'Neighbours’ mean',
    ],
    rows: years
      .toReversed()
      .map((year) => [
        year.year,
        year.value === null ? (year.published ?? 'no row') : printed(year.value, measure),
        year.rank === null ? '–' : `${year.rank} of ${year.of}`,
        bandInWords(year.band) || '–',
        figure(year.england, measure),
        ...(withRegion ? [figure(year.region, measure)] : []),
        figure(year.neighbourMean, measure),
      ]),
    numeric: withRegion ? [1, 2, 4, 5, 6] : [1, 2, 4, 5],
  }
}

/** The newest year of each measure. */
export function standingTable({ regionName, nationName, authorityName, measures }: Profiled): Table {
  const region = regionName === undefined ? [] : [regionName]
  const head = ['Measure', 'Year', authorityName, nationName, ...region, 'Neighbours', 'Rank', 'Quarter', 'To quarter A']
  const rows = measures.map((profiled) => {
    const { measure } = profiled
    const latest = latestOf(profiled)
    return [
      measure.title,
      latest?.year ?? 'none held',
      latest?.value === null ? (latest.published ?? 'no row') : figure(latest?.value, measure),
      figure(latest?.england, measure),
      ...(regionName === undefined ? [] : [figure(latest?.region, measure)]),
      figure(latest?.neighbourMean, measure),
      latest === undefined || latest.rank === null ? '–' : `${profiled.sharing > 0 ? '=' : ''}${latest.rank} of ${latest.of}`,
      bandInWords(latest?.band ?? null) || '–',
      wayToTheTop(profiled),
    ]
  })
  return { head, rows, numeric: head.map((_, i) => i).slice(2, -2) }
}

/** Why years have no figure of ours, a line each reason. */
export function absencesInWords(whose: Whose, profiled: ProfiledMeasure): readonly string[] {
  return absencesOf(profiled, whose.reorganised).map(({ years, why }) => `${years.join(', ')}: ${why}`)
}

/** Years that do not compare with those before, a line each. */
export function breaksInWords({ breaks }: Measure): readonly string[] {
  return breaks.flatMap((one) => (one.kind === 'new basis' ? [`From ${one.from} on a new basis: ${one.because}`] : []))
}

/** Who published the figures, when they were last brought up to date, and when they will be. */
export function sourceOf({ owner, updated, nextUpdate }: Measure): string {
  const next = 'on' in nextUpdate ? `next due ${inWords(nextUpdate.on)}` : nextUpdate.word === '' ? '' : `next update: ${nextUpdate.word}`
  const publisher = owner.replaceAll(/\s+/g, ' ').trim()
  return [`Publisher: ${publisher === '' ? 'not stated' : publisher}`, updatedInWords(updated), next]
    .filter((part) => part !== '')
    .join('; ')
}

const updatedInWords = (update: Update) =>
  'on' in update ? `last updated ${inWords(update.on)}` : update.word === '' ? '' : `last updated: ${update.word}`

/**
 * One measure that stands out, as a sentence: how it stands, for how long, and against whom.
 *
 * A difference that chance alone could make with so many pupils is said to be one.
 */
export function standOutInWords(whose: Pick<Profiled, 'nationName'>, found: StandOut): string {
  const { profiled, latest, standing } = found
  const { measure } = profiled
  const value = latest.value ?? Number.NaN
  const place = `${printed(value, measure)} in ${latest.year}, ${placeInWords(latest, profiled.sharing) ?? 'without a rank'}`
  const against = latest.england === null ? '' : `; ${againstCountry(value, latest.england, measure, whose.nationName)}`
  const quarter = standing === 'behind' ? 'the lowest-performing quarter' : standing === 'ahead' ? 'the best quarter' : `quarter ${bandInWords(latest.band)}` // prettier-ignore
  return [
    `${place}${against}.`,
    lastingInWords(found, quarter),
    movedInWords(found, whose.nationName),
    chanceInWords(found, whose.nationName),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function againstCountry(ours: number, theirs: number, measure: Measure, nationName: string): string {
  const gap = difference(ours, theirs)
  if (Number(Math.abs(gap).toFixed(measure.decimals)) === 0) return `about the same as ${nationName} (${printed(theirs, measure)})`
  return `${distance(gap, measure)} ${gap > 0 ? 'above' : 'below'} ${nationName} (${printed(theirs, measure)})`
}

function lastingInWords({ years, standing }: StandOut, quarter: string): string {
  if (standing !== 'behind' && standing !== 'ahead') return sentence(`in ${quarter}`)
  if (years.length < 2) return `In ${quarter}.`
  return `In ${quarter} in each of the last ${count(years.length)} years with a figure, since ${years.at(-1) ?? ''}.`
}

function movedInWords({ moved, profiled: { measure } }: StandOut, nationName: string): string {
  if (!moved) return ''
  return `Since ${moved.since} it has moved by ${distance(moved.by, measure)} ${moved.by < 0 ? 'the wrong way' : 'the better way'} against ${nationName}.`
}

function chanceInWords({ mayBeChance, profiled: { pupils } }: StandOut, nationName: string): string {
  if (mayBeChance !== true || pupils === undefined) return ''
  return `With ${counted(pupils, 'pupil')}, chance alone could make this difference from ${nationName}.`
}

/** Words as a sentence: a capital, and a full stop. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
