import { setTimeout } from 'node:timers/promises'
import type { Checked } from '../lib/checked.ts'
import { addressesIn, calendarWith, shippedCalendar } from './calendar.import.ts'
import { usualNetwork, type Network } from './download.import.ts'
import type { ReleaseCalendar } from './release.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** How publishers are reached from here: through the proxy that somebody names, or that the variables of the process name. */
export function networkOf(variables: Variables, proxy?: string): Network {
  const { NO_PROXY, no_proxy } = variables
  const named = proxy === undefined ? variables : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: no_proxy ?? NO_PROXY }
  return {
    ...usualNetwork,
    proxy: named,
    wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  }
}

/** The release calendar, with the addresses of a file in place of its own where somebody keeps one. */
export async function calendarFrom(addresses: string | undefined): Promise<Checked<ReleaseCalendar>> {
  const calendar = shippedCalendar()
  if (addresses === undefined) return { ok: true, value: calendar }
  const own = await addressesIn(addresses, calendar.releases)
  return own.ok ? { ok: true, value: calendarWith(calendar, own.value) } : own
}
