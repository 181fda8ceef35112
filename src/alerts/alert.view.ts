import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { paging } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { saidOf, type Alert } from './alert.ts'

export const alertsOnAPage = 50

/** The page that says why: of a light, why it moved between its two days, or the trigger where both are of one day; of a school, the school. */
export function pageOf({ kind, trigger, urn, was, became, was_as_at, as_at }: Alert): string {
  if (kind === 'school') return urn === null ? paths.schools() : paths.school(urn)
  if (trigger === null || became === null) return paths.risk()
  if (was === null || was_as_at === null || was_as_at >= as_at) return paths.trigger(trigger)
  return `${paths.triggersMoved()}?from=${was_as_at}&to=${as_at}&trigger=${trigger}`
}

/** An alert as pages print it. */
export function alertShown(alert: Alert) {
  const { was, became, kind, because, cause, run, was_as_at, as_at, raised_at } = alert
  return {
    said: saidOf(alert),
    lights: kind === 'light' && was !== null && became !== null ? { was, became } : undefined,
    because: because.replace(/\.$/, ''),
    days:
      was_as_at === null || was_as_at === as_at ? `As at ${inWords(as_at)}` : `As at ${inWords(was_as_at)} before, ${inWords(as_at)} now`,
    cause,
    raised: momentInWords(raised_at),
    file: run === null ? '' : paths.importRun(run),
    why: {
      href: pageOf(alert),
      text: kind === 'school' ? 'The school' : was_as_at !== null && was_as_at < as_at ? 'Why it moved' : 'The trigger',
    },
  }
}

/** How many unseen alerts the home page prints: the rest are a link away. */
const onHome = 5

/** The alerts that somebody has not seen, for the home page. */
export function unseenView(unseen: readonly Alert[]) {
  const upTo = Math.max(0, ...unseen.map(({ id }) => id))
  const more = unseen.length - onHome
  return {
    upTo,
    alerts: unseen.slice(0, onHome).map(alertShown),
    more: more > 0 ? `and ${count(more)} more` : '',
    title: unseen.length === 1 ? 'One thing changed' : `${count(unseen.length)} things changed`,
  }
}

/** Every alert there was, the newest first. */
export function alertsView(model: { alerts: readonly Alert[]; all: number; page: number; mayFollow: boolean }) {
  const { alerts, all, page, mayFollow } = model
  return {
    title: 'Alerts',
    alerts: alerts.map(alertShown),
    mayFollow,
    pages: paging(page, Math.max(1, Math.ceil(all / alertsOnAPage)), (other) => `${paths.alerts()}?page=${other}`),
  }
}
