import { sql } from 'kysely'
import { actionsOf } from '../actions/action.store.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { dutiesOf } from '../statements/duty.store.ts'
import { criteriaStand } from '../statements/theme.store.ts'
import { statementsInHand } from '../statements/work.store.ts'
import type { AgendaItem, Meeting } from './forum-meeting.ts'
import { mattersOf, type Matter, type MatterKind } from './matter.ts'

const columns = ['id', 'meets_on', 'place', 'state', 'present', 'minutes', 'version', 'planned_by', 'planned_at'] as const

/** The meetings of the forum without what was said in them, the latest first. */
export async function meetingsOf(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('forum_meeting as m')
    .select(['m.id', 'm.meets_on', 'm.place', 'm.state'])
    .select((eb) =>
      eb.selectFrom('agenda_item as i').whereRef('i.meeting', '=', 'm.id').select(eb.fn.countAll<number>().as('items')).as('items'),
    )
    .where('m.authority', '=', authority)
    .orderBy('m.meets_on', 'desc')
    .orderBy('m.id', 'desc')
    .limit(500)
    .execute()
}

/** One meeting by its number. */
export async function meetingById(reads: Reads, authority: AreaCode, id: number): Promise<Meeting | undefined> {
  return reads.selectFrom('forum_meeting').select(columns).where('authority', '=', authority).where('id', '=', id).executeTakeFirst()
}

/** The agenda of a meeting, in its order. */
export async function agendaOf(reads: Reads, authority: AreaCode, meeting: number): Promise<AgendaItem[]> {
  return reads
    .selectFrom('agenda_item')
    .select(['id', 'position', 'title', 'because', 'arose_key', 'framework', 'decided', sql<MatterKind>`arose`.as('arose')])
    .where('authority', '=', authority)
    .where('meeting', '=', meeting)
    .orderBy('position')
    .execute()
}

/** What is late or disputed today, under a framework. */
export async function mattersNow(reads: Reads, authority: AreaCode, framework: Framework, today: Day): Promise<readonly Matter[]> {
  const criteria = await criteriaStand(reads, authority, framework.key)
  const duties = await dutiesOf(reads, authority, framework.key)
  const statements = await statementsInHand(reads, authority, framework.key)
  const overdue = await actionsOf(reads, authority, { overdueOn: today })
  return mattersOf({ framework, criteria, duties, statements, overdue, today })
}
