import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Action, ActionFilter, ActionNote, Owner } from './action.ts'

/**
 * The actions of an authority, those due first at the top and those without a day at the end. Every part of Fiveday asks for
 * its actions here.
 */
export async function actionsOf(
  reads: Reads,
  authority: AreaCode,
  filter: ActionFilter,
  { limit = 5000, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
): Promise<Action[]> {
  return matching(reads, authority, filter)
    .leftJoin('account as o', 'o.id', 'a.owner')
    .select([
      'a.id',
      'a.authority',
      'a.what',
      'a.done_means',
      'a.owner',
      'o.name as owner_name',
      'a.due_on',
      'a.state',
      'a.rag',
      'a.rag_reason',
    ])
    .select(['a.arose', 'a.arose_key', 'a.arose_says', 'a.framework', 'a.theme', 'a.criterion'])
    .select(['a.version', 'a.begun_by', 'a.begun_at', 'a.ended_at'])
    .orderBy('a.due_on', (order) => order.asc().nullsLast())
    .orderBy('a.id')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** How many actions `actionsOf` has to give. */
export async function actionCount(reads: Reads, authority: AreaCode, filter: ActionFilter): Promise<number> {
  const { actions } = await matching(reads, authority, filter)
    .select(({ fn }) => fn.countAll<number>().as('actions'))
    .executeTakeFirstOrThrow()
  return actions
}

function matching(reads: Reads, authority: AreaCode, filter: ActionFilter) {
  const { id, state, owner, overdueOn, framework, theme, criterion, arose, aroseKeys } = filter
  let query = reads.selectFrom('action as a').where('a.authority', '=', authority)
  if (id !== undefined) query = query.where('a.id', '=', id)
  if (state !== undefined) query = query.where('a.state', '=', state)
  if (owner !== undefined) query = query.where('a.owner', '=', owner)
  if (overdueOn !== undefined) query = query.where('a.state', '=', 'open').where('a.due_on', '<', overdueOn)
  if (framework !== undefined) query = query.where('a.framework', '=', framework)
  if (theme !== undefined) query = query.where('a.theme', '=', theme)
  if (criterion !== undefined) query = query.where('a.criterion', '=', criterion)
  if (arose !== undefined) query = query.where('a.arose', '=', arose)
  if (aroseKeys !== undefined) query = query.where('a.arose_key', 'in', aroseKeys.length > 0 ? [...aroseKeys] : [''])
  return query
}

/** One action by its number. */
export async function actionById(reads: Reads, authority: AreaCode, id: number): Promise<Action | undefined> {
  const [found] = await actionsOf(reads, authority, { id }, { limit: 1 })
  return found
}

/** The notes of an action, the latest first. */
export async function notesOf(reads: Reads, authority: AreaCode, action: number): Promise<ActionNote[]> {
  return reads
    .selectFrom('action_note')
    .select(['says', 'written_by', 'written_at'])
    .where('authority', '=', authority)
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .execute()
}

/** Who may be given an action: those of the authority who may write, and who has it now, even if they have left. By name. */
export async function maybeOwners(reads: Reads, authority: AreaCode, now: number | null = null): Promise<Owner[]> {
  return reads
    .selectFrom('account')
    .select(['id as account', 'name'])
    .where((eb) =>
      eb.or([
        eb.and([eb('authority', '=', authority), eb('withdrawn_on', 'is', null), eb('role', 'in', ['administrator', 'officer'])]),
        eb('id', '=', now ?? 0),
      ]),
    )
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** How many open actions were due before a day, and how many of them are somebody's own. */
export async function overdueCount(
  reads: Reads,
  { authority, account }: { readonly authority: AreaCode; readonly account: number },
  on: Day,
): Promise<{ readonly all: number; readonly mine: number }> {
  return reads
    .selectFrom('action')
    .select(({ fn }) => [fn.countAll<number>().as('all'), fn.countAll<number>().filterWhere('owner', '=', account).as('mine')])
    .where('authority', '=', authority)
    .where('state', '=', 'open')
    .where('due_on', '<', on)
    .executeTakeFirstOrThrow()
}

/** Who changed something last, by the words that name it in the audit trail. */
export async function lastChangedBy(reads: Reads, authority: AreaCode, subject: string): Promise<string | undefined> {
  const last = await reads
    .selectFrom('audit_entry')
    .select('who')
    .where('authority', '=', authority)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.who
}
