import { parseDay, type Day } from './day.ts'

const inLondon = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long', timeStyle: 'short' })

/** The calendar day it is in England, wherever the server stands. In summer the day begins an hour before it does in UTC. */
export function dayInLondon(now: Date): Day {
  const day = parseDay(inLondon.format(now))
  if (!day) throw new Error(`Not a time: ${String(now)}`)
  return day
}

/** A moment as people in England read it: `1 July 2026 at 00:30`. */
export function momentInWords(at: Date): string {
  return clock.format(at)
}
