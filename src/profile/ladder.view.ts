import { isPercent, printed } from '../charts/amount.ts'
import { distance } from '../charts/trend.words.ts'
import { counted } from '../lib/count.ts'
import { bandInWords } from '../measures/band-words.ts'
import { ladderOf, type Ladder, type Rung } from './ladder.ts'
import { latestOf, type ProfiledMeasure, type ProfiledYear } from './profiled.ts'

/** How far it is to the next quarter and to the best, in sentences; none where the measure has no quarters or we no figure. */
export function ladderInWords(profiled: ProfiledMeasure): readonly string[] {
  const latest = latestOf(profiled)
  const ladder = ladderFrom(profiled, latest)
  if (!ladder || !latest) return []
  const tied = tieInWords(profiled, latest, ladder)
  if (ladder.band === 'A') return ['In the best quarter of authorities already.', ...tied]
  if (!ladder.next) return ['No percentage can lie above where the next quarter begins.', ...tied]
  const rungs = [ladder.next, ladder.top].flatMap((rung) => (rung ? [rungInWords(rung, profiled)] : []))
  return [...tied, ...rungs, pupilsInWords(profiled, latest)]
}

/**
 * How far the best quarter is, for the cell of a table: a distance, with pupils where their number is held.
 *
 * A dash where there is no quarter to reach.
 */
export function wayToTheTop(profiled: ProfiledMeasure): string {
  const ladder = ladderFrom(profiled, latestOf(profiled))
  if (!ladder) return '–'
  if (ladder.band === 'A') return 'in it'
  const rung = ladder.top ?? ladder.next
  if (rung?.band !== 'A') return 'out of reach of a percentage'
  return `${farther(rung, profiled)}${rung.pupils === undefined ? '' : ` (${counted(rung.pupils, 'pupil')})`}`
}

/** A place among the authorities: `rank 12 of 151`, or `equal 12th of 151` where others have the same figure. */
export function placeInWords({ rank, of }: Pick<ProfiledYear, 'rank' | 'of'>, sharing: number): string | undefined {
  if (rank === null) return undefined
  return sharing > 0 ? `equal ${inOrder(rank)} of ${of}` : `rank ${rank} of ${of}`
}

function inOrder(place: number): string {
  const word = new Intl.PluralRules('en-GB', { type: 'ordinal' }).select(place)
  return `${place}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[word]}`
}

function ladderFrom({ measure, decimals, pupils }: ProfiledMeasure, latest: ProfiledYear | undefined): Ladder | undefined {
  if (!latest?.quartiles || latest.value === null || latest.band === null || latest.band === '-') return undefined
  const percent = isPercent(measure.unit)
  return ladderOf({ value: latest.value, quartiles: latest.quartiles, polarity: measure.polarity, decimals, percent, pupils })
}

/**
 * What a figure that several authorities share means where one quarter ends and the next begins.
 *
 * All who share it are in one quarter, the one below where high is good, so there may be more or fewer than a quarter in each.
 */
function tieInWords({ measure, sharing }: ProfiledMeasure, latest: ProfiledYear, { band }: Ladder): readonly string[] {
  if (sharing === 0 || latest.value === null || !latest.quartiles?.includes(latest.value)) return []
  const others = sharing === 1 ? '1 other authority has' : `${sharing} other authorities have`
  return [
    `${printed(latest.value, measure)} is just where a quarter ends: ${others} the same figure, all ${placeInWords(latest, sharing) ?? ''}, and all count in quarter ${bandInWords(band)}.`,
  ]
}

function rungInWords(rung: Rung, profiled: ProfiledMeasure): string {
  const { measure, decimals } = profiled
  const { band, cut, target, pupils } = rung
  const amount = { unit: measure.unit, decimals: Math.max(decimals, measure.decimals) }
  const low = measure.polarity === 'Low'
  const edge = low ? 'ends at' : 'begins above'
  // A cut point lies between figures: rounded as they are, it would look like the target, or like a figure that is enough.
  const at = printed(cut, { ...amount, decimals: amount.decimals + 2 })
  const aim = printed(target, { ...amount, decimals })
  const of = pupils === undefined ? '' : `, which is ${counted(pupils, low ? 'pupil' : 'more pupil')}${low ? ' fewer' : ''}`
  return `Quarter ${bandInWords(band)}, ${edge} ${at}: ${low && target === cut ? '' : `${aim}, `}${farther(rung, profiled)}${of}.`
}

/** A distance that would be printed as nought is said to be less than the least that is printed. */
function farther({ distance: size }: Rung, { measure, decimals }: ProfiledMeasure): string {
  const amount = { unit: measure.unit, decimals }
  const nought = Number(size.toFixed(decimals)) === 0
  const far = nought ? `less than ${distance(10 ** -decimals, amount)}` : distance(size, amount)
  return `${far} ${measure.polarity === 'Low' ? 'less' : 'more'}`
}

function pupilsInWords({ measure, pupils, pupilsAbsent }: ProfiledMeasure, { year }: ProfiledYear): string {
  if (!isPercent(measure.unit)) return `That is no number of pupils: the figure is not a percentage (it is given as “${measure.unit}”).`
  if (pupils !== undefined)
    return `Of ${counted(pupils, 'pupil')} in ${year}, rounded up to whole pupils. The figure itself is rounded, so take it as about so many.`
  return {
    'not held': `How many pupils that is cannot be said: the file that gives their number for ${year} is not held.`,
    'not known': 'How many pupils that is cannot be said: no file is known that gives how many pupils this percentage is of.',
    'too few': 'How many pupils that is is left out, because it could tell of 5 pupils or fewer.',
  }[pupilsAbsent]
}
