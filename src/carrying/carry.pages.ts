import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { frameworkInUse, frameworksHeld } from '../frameworks/framework-in-use.import.ts'
import type { Framework } from '../frameworks/framework.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { carryWork } from './carry.store.ts'
import { carryView, type Asked } from './carry.view.ts'
import { previewOf } from './carrying.ts'
import { carriedTo, frameworksWithWork, judgedCriteria, workHeld } from './held.store.ts'
import { settleLooks, toLookAt } from './look.store.ts'
import { wayBetween, wayOf, type Way } from './mapping.import.ts'

/** Carry the work under an earlier framework over to this one: what it would do, what it did, and what needs another look since. */
export const carryPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/frameworks/:key/carry',
    may: 'evaluation.see',
    does: carryPage,
  },
  {
    method: 'POST',
    path: '/frameworks/:key/carry',
    may: 'evaluation.assign',
    async does({ db, reads, who, params, body, today, now }) {
      const way = await wayBetween(reads, who.authority, body.from ?? '', params.key ?? '')
      if (!way) return missing
      const choose = (await frameworkInUse(reads, who.authority)).key === way.from.key
      await carryWork(db, who, { ...way, choose, today, now })
      return go(paths.carry(way.to.key))
    },
  },
  {
    method: 'POST',
    path: '/frameworks/:key/carry/looked',
    may: 'evaluation.write',
    async does({ db, who, params, body, now }) {
      const framework = params.key ?? ''
      await settleLooks(db, who, { framework, judgements: ticked(body, 'judgement'), statements: ticked(body, 'statement'), now })
      return go(paths.carry(framework))
    },
  },
]

interface Asking {
  readonly reads: Reads
  readonly who: Person
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** The numbers of what was ticked: a field each, `judgement-12`. */
function ticked(body: Readonly<Record<string, string>>, kind: 'judgement' | 'statement'): number[] {
  return Object.keys(body).flatMap((name) => (name.startsWith(`${kind}-`) ? (readId(name.slice(kind.length + 1)) ?? []) : []))
}

async function carryPage({ reads, who, params, query }: Asking): Promise<Outcome> {
  const held = await frameworksHeld(reads, who.authority)
  const known = new Map(held.map(({ framework }) => [framework.key, framework]))
  const to = known.get(params.key ?? '')
  if (!to || (query.from !== undefined && !known.has(query.from))) return missing
  const done = (await carriedTo(reads, who.authority, to.key)).map((one) => ({ one, from: known.get(one.from) }))
  const open = (await frameworksWithWork(reads, who.authority)).flatMap((key) => {
    const from = known.get(key)
    return from && !done.some(({ one }) => one.from === key) ? (wayOf({ from, to }) ?? []) : []
  })
  const wanted = query.from ?? (open.length === 1 && done.length === 0 ? open[0]?.from.key : undefined)
  const way = open.find(({ from }) => from.key === wanted)
  const view = carryView({
    to,
    others: open.filter((one) => one !== way).map(({ from }) => from),
    asked: way && (await foreseen(reads, who, way)),
    done,
    looks: done.length === 0 ? [] : await toLookAt(reads, who.authority, to.key),
    unjudged: done.length === 0 ? [] : await unjudged(reads, who, to, done.flatMap(({ one }) => one.account.fresh)), // prettier-ignore
    titleOf: (key) => known.get(key)?.shortTitle ?? key,
    may: { carry: mayDo(who.role, 'evaluation.assign'), settle: mayDo(who.role, 'evaluation.write') },
  })
  return show('carrying/carry.njk', view)
}

async function foreseen(reads: Reads, who: Person, way: Way): Promise<Asked> {
  const inUse = await frameworkInUse(reads, who.authority)
  const preview = previewOf(way.mapping, way, await workHeld(reads, who.authority, way.from.key))
  return { ...way, preview, chooses: inUse.key === way.from.key }
}

/** The criteria that were new here when work was carried over, and have no judgement yet. */
async function unjudged(reads: Reads, who: Person, to: Framework, fresh: readonly string[]): Promise<string[]> {
  const judged = new Set(await judgedCriteria(reads, who.authority, to.key))
  return [...new Set(fresh)].filter((key) => !judged.has(key))
}
