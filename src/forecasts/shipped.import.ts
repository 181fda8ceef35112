import { readFileSync } from 'node:fs'
import type { Checked } from '../lib/checked.ts'
import type { ShippedMethod } from './forecast.ts'
import type { Scores } from './score.ts'
import { readScores } from './scores.form.ts'
import { readMethod } from './shipped.form.ts'

/** The method with the scores by which it may speak. */
export interface Shipped extends ShippedMethod {
  readonly scores: Scores
}

let shipped: Shipped | undefined

/** The method that ships with Fiveday, and its scores. Read and checked once; a file that is not sound stops whoever asks. */
export function shippedForecast(): Shipped {
  shipped ??= { ...sound('method.json', readMethod), scores: sound('scores.json', readScores) }
  return shipped
}

/** Where the files that ship are: for whoever fits the method anew. */
export const shippedFolder = new URL('../../data/forecasts/', import.meta.url)

function sound<T>(name: string, read: (text: string) => Checked<T>): T {
  const found = read(readFileSync(new URL(name, shippedFolder), 'utf8'))
  if (found.ok) return found.value
  throw new Error(`data/forecasts/${name} is not sound:\n  ${found.problems.map(({ text }) => text).join('\n  ')}`)
}
