import { randomUUID } from 'node:crypto'
import { actionsOf } from '../actions/action.store.ts'
import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Reads } from '../db/connect.ts'
import type { Document } from '../documents/document.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { asWord } from '../documents/word.renderer.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import type { Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import { go, made, missing, show, type Outcome, type Page } from '../web/page.ts'
import { firstAgenda, notOn } from './matter.ts'
import { agendaDocument, minutesDocument, type MeetingPrinted } from './meeting.document.ts'
import { readItem, readMeeting, readMeetingWas, readWritten, readWrittenWas } from './meeting.form.ts'
import { agendaOf, mattersNow, meetingById, meetingsOf } from './meeting.store.ts'
import { addItem, advanceMeeting, changeMeeting, planMeeting, stepItem, writeMeeting, type MeetingStepped } from './meeting-step.store.ts'
import { forumView, itemKey, meetingView, writingView, type MeetingForm, type WritingForm } from './meeting.view.ts'

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly id: number | undefined
}

interface Posted {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly params: Readonly<Record<string, string>>
}

const untouched: MeetingForm = { typed: {}, problems: [] }
const askedOf = ({ reads, who, today, params }: Posted): Asked => ({ reads, who, today, id: readId(params.id) })

const mattersToday = async ({ reads, who, today }: Omit<Asked, 'id'>) =>
  mattersNow(reads, who.authority, await frameworkInUse(reads, who.authority), today)

/** What the pages of a meeting rest on; undefined where there is no such meeting. */
async function ground({ reads, who, id }: Asked) {
  const meeting = id === undefined ? undefined : await meetingById(reads, who.authority, id)
  if (!meeting) return undefined
  const items = await agendaOf(reads, who.authority, meeting.id)
  return { meeting, items }
}

function actionsOfMeeting({ reads, who }: Asked, id: number, items: readonly { readonly id: number }[]) {
  return actionsOf(reads, who.authority, { arose: 'meeting', aroseKeys: [String(id), ...items.map((item) => itemKey(id, item.id))] })
}

async function thePage(of: Asked, form: MeetingForm): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  const actions = await actionsOfMeeting(of, found.meeting.id, found.items)
  const mayChange = mayDo(of.who.role, 'forum.change')
  const others = mayChange && found.meeting.state !== 'agreed' ? notOn(found.items, await mattersToday(of)) : []
  const view = meetingView({ ...found, ...form, actions, others, mayChange, today: of.today })
  return show('forum/meeting.njk', view, form.problems.length > 0 ? 400 : 200)
}

async function theForum(of: Omit<Asked, 'id'>, formKey: string, form: MeetingForm): Promise<Outcome> {
  const { reads, who } = of
  const [meetings, matters] = [await meetingsOf(reads, who.authority), await mattersToday(of)]
  const view = forumView({ ...form, meetings, matters, mayChange: mayDo(who.role, 'forum.change'), formKey })
  return show('forum/forum.njk', view, form.problems.length > 0 ? 400 : 200)
}

async function theWriting(of: Asked, form: WritingForm): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  if (found.meeting.state === 'agreed' && form.problems.length === 0) return go(paths.meeting(found.meeting.id))
  return show('forum/writing.njk', writingView({ ...found, ...form }), form.problems.length > 0 ? 400 : 200)
}

const movedSays = 'The meeting went on since you opened this page, and your step was not taken. Read what stands now first'

/** Back to the meeting; else it is shown as it stands, and why the step was not taken. */
async function after(of: Asked, stepped: MeetingStepped, form = untouched): Promise<Outcome> {
  if (stepped.kind === 'missing' || of.id === undefined) return missing
  if (stepped.kind === 'done') return go(paths.meeting(of.id))
  const text = 'Somebody else changed this meanwhile: read what stands above, and keep yours again'
  const problems = stepped.kind === 'clash' ? stepped.collide.map((field) => ({ field, text })) : [{ field: 'meeting', text: movedSays }]
  return thePage(of, { ...form, problems })
}

function papers(of: 'agenda' | 'minutes', ending: 'pdf' | 'docx', composed: (from: MeetingPrinted) => Document): Page {
  return {
    method: 'GET',
    path: `/forum/:id/${of}.${ending}`,
    may: 'forum.see',
    async does(posted) {
      const asked = askedOf(posted)
      const found = await ground(asked)
      if (!found) return missing
      const { reads, who, today } = asked
      const actions = await actionsOfMeeting(asked, found.meeting.id, found.items)
      const author = (await authorityNamed(reads, who.authority))?.name ?? `Authority ${who.authority}`
      const document = composed({ ...found, actions, author, today })
      const name = `forum-${of}-${found.meeting.meets_on}.${ending}`
      if (ending === 'pdf') return made(name, 'application/pdf', () => asPdf(document))
      return made(name, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', () => asWord(document))
    },
  }
}

function advances(step: 'hold' | 'agree', to: 'held' | 'agreed'): Page {
  return {
    method: 'POST',
    path: `/forum/:id/${step}`,
    may: 'forum.change',
    async does({ db, body, now, ...posted }) {
      const of = askedOf(posted)
      const found = await ground(of)
      if (!found) return missing
      const refusal = whyNot(to, found.meeting.meets_on > of.today, found.meeting.minutes === '' && found.meeting.present === '')
      if (refusal !== '' && found.meeting.state !== to) return thePage(of, { typed: {}, problems: [{ field: 'meeting', text: refusal }] })
      return after(of, await advanceMeeting(db, of.who, { id: found.meeting.id, seen: readId(body.version) ?? 0, to, now }))
    },
  }
}

function whyNot(to: 'held' | 'agreed', ahead: boolean, unwritten: boolean): string {
  if (to === 'held' && ahead) return 'The day of the meeting has not come yet. Change its day first if it was held earlier'
  return to === 'agreed' && unwritten ? 'Write who was present, or the minutes, before they are agreed' : ''
}

/** The forum that oversees the self-evaluation: its meetings, their agendas, what was decided, and their minutes. */
export const forumPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/forum',
    may: 'forum.see',
    does: ({ reads, who, today }) => theForum({ reads, who, today }, randomUUID(), untouched),
  },
  {
    method: 'POST',
    path: '/forum',
    may: 'forum.change',
    async does({ db, reads, who, body, today, now }) {
      const formKey = /^[\w-]{16,64}$/.test(body['form-key'] ?? '') ? (body['form-key'] ?? '') : randomUUID()
      const form = readMeeting(body)
      if (!form.ok) return theForum({ reads, who, today }, formKey, { typed: body, problems: form.problems })
      const agenda = firstAgenda(await mattersToday({ reads, who, today }))
      return go(paths.meeting(await planMeeting(db, who, { ...form.value, agenda, formKey, now })))
    },
  },
  { method: 'GET', path: '/forum/:id', may: 'forum.see', does: (asked) => thePage(askedOf(asked), untouched) },
  {
    method: 'POST',
    path: '/forum/:id/change',
    may: 'forum.change',
    async does({ db, body, now, ...posted }) {
      const of = askedOf(posted)
      const form = readMeeting(body)
      if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
      if (of.id === undefined) return missing
      const changed = await changeMeeting(db, of.who, { ...form.value, id: of.id, was: readMeetingWas(body), now })
      return after(of, changed, { typed: body, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/forum/:id/items',
    may: 'forum.change',
    async does({ db, body, now, ...posted }) {
      const of = askedOf(posted)
      if (of.id === undefined) return missing
      if (body.arose !== undefined) {
        const matter = (await mattersToday(of)).find(({ arose, arose_key: key }) => arose === body.arose && key === body.key)
        return matter ? after(of, await addItem(db, of.who, { id: of.id, matter, now })) : go(paths.meeting(of.id))
      }
      const form = readItem(body)
      if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
      const matter = { arose: 'itself', arose_key: '', framework: null, title: form.value, because: '' } as const
      return after(of, await addItem(db, of.who, { id: of.id, matter, now }), { typed: body, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/forum/:id/items/:item/:step',
    may: 'forum.change',
    async does({ db, body, now, ...posted }) {
      const of = askedOf(posted)
      const item = readId(posted.params.item)
      const step = (['up', 'down', 'out'] as const).find((one) => one === posted.params.step)
      if (of.id === undefined || item === undefined || !step) return missing
      return after(of, await stepItem(db, of.who, { id: of.id, item, seen: readId(body.position) ?? 0, step, now }))
    },
  },
  { method: 'GET', path: '/forum/:id/write', may: 'forum.change', does: (asked) => theWriting(askedOf(asked), untouched) },
  {
    method: 'POST',
    path: '/forum/:id/write',
    may: 'forum.change',
    async does({ db, body, now, ...posted }) {
      const of = askedOf(posted)
      const found = await ground(of)
      if (!found) return missing
      const [form, was] = [readWritten(body, found.items), readWrittenWas(body, found.items)]
      if (!form.ok) return theWriting(of, { typed: body, problems: form.problems, was })
      const written = await writeMeeting(db, of.who, { id: found.meeting.id, was, given: form.value, now })
      if (written.kind === 'moved') {
        const text = 'The minutes were agreed meanwhile. What you wrote is below and cannot be kept: copy it if you need it'
        return theWriting(of, { typed: body, problems: [{ field: 'minutes', text }] })
      }
      if (written.kind !== 'clash') return after(of, written)
      const text = 'Somebody else wrote here meanwhile: read theirs, settle it, and keep it again'
      const problems = written.collide.map((field) => ({ field, text }))
      return theWriting(of, { typed: written.said, problems, theirs: written.theirs, collide: written.collide })
    },
  },
  advances('hold', 'held'),
  advances('agree', 'agreed'),
  papers('agenda', 'pdf', agendaDocument),
  papers('agenda', 'docx', agendaDocument),
  papers('minutes', 'pdf', minutesDocument),
  papers('minutes', 'docx', minutesDocument),
]
