import { mayBeTold } from '../disclosure/share.ts'
import { latestOf, type ProfiledMeasure } from './profiled.ts'

/**
 * A measure as it may leave officers' hands. The percentage is one the publisher prints for everybody; the number of pupils
 * beside it, from another file, could turn it into a count of a few. So it is left out where the count, or what is left of the
 * pupils, is of 5 or fewer, and with it every distance in pupils.
 *
 * Without a figure in the latest year there is nothing to count, and the number goes all the same.
 */
export function asItMayLeave(profiled: ProfiledMeasure): ProfiledMeasure {
  const { pupils } = profiled
  const value = latestOf(profiled)?.value ?? null
  if (pupils === undefined) return profiled
  const told = value !== null && mayBeTold({ count: Math.round((value * pupils) / 100), of: pupils })
  return told ? profiled : { ...profiled, pupils: undefined, pupilsAbsent: 'too few' }
}
