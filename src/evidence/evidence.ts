import type { Day } from '../lib/day.ts'

/** Something that shows how good our work is: where it is, what it shows, and of what day it is. */
export interface EvidenceItem {
  readonly id: number
  readonly title: string
  readonly shows: string
  readonly place: string
  readonly dated_on: Day
  readonly version: number
  readonly added_by: string
}

/** What a form gives of an evidence item. */
export type EvidenceGiven = Pick<EvidenceItem, 'title' | 'shows' | 'place' | 'dated_on'>

/** A criterion that an evidence item speaks to. */
export interface SpeaksTo {
  readonly framework: string
  readonly theme: string
  readonly criterion: string
}

/** Where an evidence item is, when that is an address on the web; undefined for a folder, a shelf or anything else. */
export function webAddress(place: string): string | undefined {
  return /^https?:\/\/[^\s]+$/i.test(place.trim()) ? place.trim() : undefined
}
