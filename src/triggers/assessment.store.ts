import { nationalCode, nationNamed, type AreaCode } from '../authorities/area.ts'
import { authoritiesNow } from '../authorities/authority.store.ts'
import { neighboursOf } from '../authorities/neighbour.store.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { assess, type Assessed } from './assess.ts'
import { factsOn } from './facts.store.ts'
import { recordedLights } from './recorded-light.store.ts'
import type { AsAt, Assessment } from './trigger.ts'

/**
 * The triggers of one authority as at a day; without one, the latest day the held files cover. Undefined where no file names
 * the authority, or where no day is given and no file covers any. The lights that stand
 * are those recorded by the day asked for, or up to today.
 */
export async function assessed(reads: Reads, framework: Framework, authority: AreaCode, asked: AsAt): Promise<Assessed | undefined> {
  const { area, nations, neighbours } = await keptPlaces(reads, authority, () => placeOf(reads, authority))
  if (area === undefined) return undefined
  const facts = await factsOn(reads, framework, asked.on)
  if (facts === undefined) return undefined
  const recorded = await recordedLights(reads, framework.key, authority)
  const assessment = assess({ framework, facts, authority }, area.name, recorded, asked.on ?? asked.today)
  return {
    assessment,
    facts,
    nationName: nations.find(({ code }) => code === facts.nation)?.name ?? nationNamed(facts.nation),
    recorded,
    neighbours,
  }
}

// What an authority and its country are called, and its neighbours: asked by every page about triggers.
const keptPlaces = keptUntilImport<Awaited<ReturnType<typeof placeOf>>>(200)

async function placeOf(reads: Reads, authority: AreaCode) {
  const areas = await reads
    .selectFrom('area')
    .select(['code', 'name', 'kind'])
    .where('code', 'in', [authority, nationalCode('real'), nationalCode('made-up')])
    .orderBy('code')
    .execute()
  return {
    area: areas.find(({ code, kind }) => code === authority && kind === 'authority'),
    nations: areas.filter(({ kind }) => kind === 'country'),
    neighbours: (await neighboursOf(reads, authority)).map(({ code }) => code),
  }
}

/** As `assessed`, without what it was judged on. */
export async function assessment(reads: Reads, framework: Framework, authority: AreaCode, asked: AsAt): Promise<Assessment | undefined> {
  return (await assessed(reads, framework, authority, asked))?.assessment
}

/** The triggers of every authority there is today, by code, each by the limits that `judged` gives it. Empty when nothing is held. */
export async function assessments(
  reads: Reads,
  framework: Framework,
  { on, today }: AsAt,
  judged: (authority: AreaCode) => Framework = () => framework,
): Promise<Assessment[]> {
  const facts = await factsOn(reads, framework, on)
  if (facts === undefined) return []
  const areas = await authoritiesNow(reads, today)
  const recorded = Map.groupBy(await recordedLights(reads, framework.key), ({ authority }) => authority)
  return areas.map(({ code, name }) =>
    assess({ framework: judged(code), facts, authority: code }, name, recorded.get(code) ?? [], on ?? today),
  )
}
