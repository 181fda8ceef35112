import type { Day } from '../lib/day.ts'
import { inSentences, type Reorganised } from './reorganisation.ts'

/** What a page says of an authority that began or ended, and the orders that say so; nothing of any other. */
export function reorganisedView(reorganised: Reorganised, today: Day): { readonly sentences: readonly string[]; readonly orders: string } {
  return { sentences: inSentences(reorganised, today), orders: reorganised.sources.join('; ') }
}
