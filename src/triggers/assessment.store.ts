import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { assess } from './assess.ts'
import type { Facts } from './facts.ts'
import { factsOn } from './facts.store.ts'
import { recordedLights } from './recorded-light.store.ts'
import type { Assessment } from './trigger.ts'

/** The triggers of one authority and the facts they were judged on. */
export interface Assessed {
  readonly assessment: Assessment
  readonly facts: Facts
}

/**
 * The triggers of one authority as at a day; without one, the latest day the held files cover. Undefined where no file names
 * the authority, or where no day is given and no file covers any.
 */
export async function assessed(reads: Reads, framework: Framework, authority: AreaCode, on?: Day): Promise<Assessed | undefined> {
  const area = await reads
    .selectFrom('area')
    .select('name')
    .where('code', '=', authority)
    .where('kind', '=', 'authority')
    .executeTakeFirst()
  const facts = area && (await factsOn(reads, framework, { on, authorities: [authority] }))
  if (!area || !facts) return undefined
  const recorded = await recordedLights(reads, framework.key, authority)
  return { assessment: assess({ framework, facts, authority }, area.name, recorded), facts }
}

/** As `assessed`, without the facts. */
export async function assessment(reads: Reads, framework: Framework, authority: AreaCode, on?: Day): Promise<Assessment | undefined> {
  return (await assessed(reads, framework, authority, on))?.assessment
}

/** The triggers of every authority there is today, by code. Empty when nothing is held. */
export async function assessments(reads: Reads, framework: Framework, on?: Day): Promise<Assessment[]> {
  const facts = await factsOn(reads, framework, { on })
  if (!facts) return []
  const areas = await reads
    .selectFrom('area')
    .select(['code', 'name'])
    .where('kind', '=', 'authority')
    .where('ended_on', 'is', null)
    .orderBy('code')
    .execute()
  const recorded = Map.groupBy(await recordedLights(reads, framework.key), ({ authority }) => authority)
  return areas.map(({ code, name }) => assess({ framework, facts, authority: code }, name, recorded.get(code) ?? []))
}
