import type { Action } from '../actions/action.ts'
import { actionRow } from '../actions/action.view.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { partsOf } from '../position-statements/markdown.ts'
import { decidedField, writtenFields, writtenOf, type AgendaItem, type Meeting, type MeetingState, type Written } from './forum-meeting.ts'
import type { Matter, MatterKind } from './matter.ts'

type Typed = Readonly<Record<string, string>>

/** How far a meeting has come, in words. */
export const stateSays: Readonly<Record<MeetingState, string>> = { planned: 'Planned', held: 'Held', agreed: 'Minutes agreed' }

/** The meetings of the forum, and the form that plans one. */
export function forumView(model: {
  meetings: readonly (Pick<Meeting, 'id' | 'meets_on' | 'place' | 'state'> & { readonly items: number | null })[]
  matters: readonly Matter[]
  mayChange: boolean
  formKey: string
  typed: Typed
  problems: readonly Problem[]
}) {
  const { meetings, matters, mayChange, formKey, typed, problems } = model
  return {
    title: 'Forum',
    problems,
    mayChange,
    form: { meets_on: typed.meets_on ?? '', place: typed.place ?? '', key: formKey },
    says: matters.length === 0 ? 'Nothing is late or disputed today.' : `${counted(matters.length, 'matter')} ${matters.length === 1 ? 'is' : 'are'} late or disputed today.`, // prettier-ignore
    meetings: meetings.map(({ id, meets_on: on, place, state, items }) => ({
      href: paths.meeting(id),
      on: inWords(on),
      place,
      state: stateSays[state],
      items: items ?? 0,
    })),
  }
}

const places: Readonly<Record<MatterKind, (key: string) => string>> = {
  challenge: (key) => paths.criterionJudgement(key),
  action: (key) => paths.action(Number(key)),
  statement: (key) => paths.statement(key),
  duty: (key) => paths.themeDuty(key),
  itself: () => '',
}

/** The page of what an item is about, under the framework it arose under, whichever is in use by now. */
function placeOf({ arose, arose_key: key, framework }: Matter): string {
  return arose === 'itself' ? '' : withQuery(places[arose](key), { framework: framework ?? undefined })
}

/** The key by which an action says from which item of a meeting it arose. */
export const itemKey = (meeting: number, item: number) => `${meeting}-${item}`

/** What is typed into the form that changes a meeting, and what was wrong with it. */
export interface MeetingForm {
  readonly typed: Typed
  readonly problems: readonly Problem[]
}

/** The page of a meeting: its agenda with what was decided, what else is late or disputed, its minutes, and the steps there are. */
export function meetingView(
  model: MeetingForm & {
    meeting: Meeting
    items: readonly AgendaItem[]
    others: readonly Matter[]
    actions: readonly Action[]
    mayChange: boolean
    today: Day
  },
) {
  const { meeting, items, others, actions, mayChange, today, typed, problems } = model
  const { id, state } = meeting
  const shown = others.slice(0, 20)
  return {
    title: `Meeting of ${inWords(meeting.meets_on)}`,
    problems,
    meeting: { ...meeting, state: stateSays[state], planned: state === 'planned', held: state === 'held', agreed: state === 'agreed' },
    works: mayChange && state !== 'agreed',
    mayMake: mayChange,
    ahead: state === 'planned' && meeting.meets_on > today,
    items: items.map((item, i) => ({
      ...item,
      number: i + 1,
      first: i === 0,
      last: i === items.length - 1,
      href: placeOf(item),
      up: paths.agendaItem(id, item.id, 'up'),
      down: paths.agendaItem(id, item.id, 'down'),
      out: paths.agendaItem(id, item.id, 'out'),
      make: paths.newAction({ arose: 'meeting', key: itemKey(id, item.id), says: saysOf(item) }),
      actions: actionsFrom(actions, itemKey(id, item.id), today),
    })),
    actions: actionsFrom(actions, String(id), today),
    others: shown.map((matter) => ({ ...matter, href: placeOf(matter) })),
    moreOthers: others.length > shown.length ? `and ${counted(others.length - shown.length, 'matter')} more` : '',
    minutes: partsOf(meeting.minutes),
    form: { meets_on: typed.meets_on ?? meeting.meets_on, place: typed.place ?? meeting.place, title: typed.title ?? '' },
    hrefs: {
      change: paths.meetingPart(id, 'change'),
      items: paths.meetingPart(id, 'items'),
      write: paths.meetingPart(id, 'write'),
      hold: paths.meetingPart(id, 'hold'),
      agree: paths.meetingPart(id, 'agree'),
      agendaPdf: paths.meetingFile(id, 'agenda', 'pdf'),
      agendaWord: paths.meetingFile(id, 'agenda', 'docx'),
      minutesPdf: paths.meetingFile(id, 'minutes', 'pdf'),
      minutesWord: paths.meetingFile(id, 'minutes', 'docx'),
      make: paths.newAction({ arose: 'meeting', key: String(id), says: `Meeting of ${inWords(meeting.meets_on)}` }),
    },
  }
}

const saysOf = ({ title, decided }: AgendaItem) => (decided === '' ? title : `${title}. Decided: ${decided}`).slice(0, 600)

function actionsFrom(actions: readonly Action[], key: string, today: Day) {
  return actions.filter(({ arose_key: from }) => from === key).map((action) => actionRow(action, today))
}

/** What is typed into the page that writes a meeting up, and what somebody else has in its place. */
export interface WritingForm extends MeetingForm {
  readonly theirs?: Written
  readonly collide?: readonly string[]
  /** What the page showed when it was opened, where that is no longer what stands. */
  readonly was?: Written
}

/** The page that writes a meeting up: who was present, what was decided on each item, and the minutes. */
export function writingView({
  meeting,
  items,
  typed,
  problems,
  theirs,
  collide = [],
  was,
}: WritingForm & { meeting: Meeting; items: readonly AgendaItem[] }) {
  const stands = writtenOf(meeting, items)
  const other = (field: string) => (collide.includes(field) ? `Somebody else has: ${theirs?.[field] || 'nothing'}. Yours is below and is not kept yet.` : '') // prettier-ignore
  const box = (field: string) => ({ name: field, value: typed[field] ?? stands[field] ?? '', theirs: other(field) })
  return {
    title: `Write up the meeting of ${inWords(meeting.meets_on)}`,
    problems,
    back: paths.meeting(meeting.id),
    action: paths.meetingPart(meeting.id, 'write'),
    was: writtenFields(items).map((field) => ({ name: `was-${field}`, value: (was ?? stands)[field] ?? '' })),
    present: box('present'),
    minutes: box('minutes'),
    items: items.map((item, i) => ({ ...box(decidedField(item.id)), label: `${i + 1}. ${item.title}`, hint: item.because })),
  }
}
