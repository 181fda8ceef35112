import type { LightRow, LightsHead } from './document.ts'

/** A few slides for a committee: each with its title, a table of lights, and a note of where the figures came from. */
export interface Deck {
  readonly title: string
  readonly author: string
  readonly slides: readonly Slide[]
}

export interface Slide {
  readonly title: string
  readonly head: LightsHead
  readonly rows: readonly LightRow[]
  readonly note: string
}
