import { randomUUID } from 'node:crypto'
import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { csvOf } from '../lib/csv-text.ts'
import type { Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { parsePage } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { file, go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { actionSubject, changeAction, endAction, makeAction, noteAction, type Changed } from './action-step.store.ts'
import { readAction, readArose, readFormKey, readListAsked, readNote, readWas, type ListAsked } from './action.form.ts'
import { actionById, actionCount, actionsOf, lastChangedBy, maybeOwners, notesOf, overdueCount } from './action.store.ts'
import { actionStates, saidIn, saysAlike, type ActionFilter, type Arose } from './action.ts'
import { actionsView, actionView, csvHead, csvRows, newActionView, perPage, type ActionForm } from './action.view.ts'

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
}

type Body = Readonly<Record<string, string>>

const untouched: ActionForm = { typed: {}, problems: [] }

/** Who does what by when, wherever it arose: the list, one action, and the form of a new one. */
export const actionPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/actions',
    may: 'actions.see',
    async does({ reads, who, query, today }) {
      const { themes, key } = await frameworkInUse(reads, who.authority)
      const asked = readListAsked(query)
      const filter = filterOf(asked, { who, today, framework: key })
      const page = parsePage(query.page)
      const count = await actionCount(reads, who.authority, filter)
      const actions = await actionsOf(reads, who.authority, filter, { limit: perPage, offset: (page - 1) * perPage })
      const overdue = await overdueCount(reads, who, today)
      const mayChange = mayDo(who.role, 'actions.change')
      const maySeeForum = mayDo(who.role, 'forum.see')
      return show('actions/actions.njk', actionsView({ actions, asked, count, page, overdue, themes, mayChange, maySeeForum, today }))
    },
  },
  {
    method: 'GET',
    path: '/actions.csv',
    may: 'actions.see',
    async does({ reads, who, query, today }) {
      const { key: framework } = await frameworkInUse(reads, who.authority)
      const actions = await actionsOf(reads, who.authority, filterOf(readListAsked(query), { who, today, framework }))
      return file(`actions-${who.authority}-${today}.csv`, 'text/csv', csvOf(csvHead, csvRows(actions, today)))
    },
  },
  {
    method: 'GET',
    path: '/actions/new',
    may: 'actions.change',
    does({ reads, who, query, today }) {
      return theForm({ reads, who, today }, { arose: readArose(query), formKey: randomUUID(), form: untouched })
    },
  },
  {
    method: 'POST',
    path: '/actions',
    may: 'actions.change',
    async does({ db, reads, who, body, today, now }) {
      const of = { reads, who, today }
      const arose = readArose(body)
      const formKey = readFormKey(body) ?? randomUUID()
      const form = readAction(body, await maybeOwners(reads, who.authority))
      if (!form.ok) return theForm(of, { arose, formKey, form: { typed: body, problems: form.problems } })
      const { id, anew } = await makeAction(db, who, { given: form.value, arose, formKey, now })
      const stands = anew ? undefined : await actionById(reads, who.authority, id)
      if (!stands || saysAlike(saidIn(stands), saidIn(form.value))) return go(paths.action(id))
      const text = 'This action was made already. What you wrote now is below and is not kept yet: keep it to change the action'
      return thePage(of, id, { typed: body, problems: [{ field: 'what', text }] })
    },
  },
  {
    method: 'GET',
    path: '/actions/:id',
    may: 'actions.see',
    does({ reads, who, params, today }) {
      return thePage({ reads, who, today }, readId(params.id), untouched)
    },
  },
  {
    method: 'POST',
    path: '/actions/:id',
    may: 'actions.change',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, today }
      const id = readId(params.id)
      const action = id === undefined ? undefined : await actionById(reads, who.authority, id)
      if (!action) return missing
      const form = readAction(body, await maybeOwners(reads, who.authority, action.owner))
      // What the form showed at first goes with what was typed, so that a fault does not hide a change made meanwhile.
      if (!form.ok) return thePage(of, id, { typed: body, problems: form.problems, was: readWas(body) })
      return after(of, body, await changeAction(db, who, { id: action.id, was: readWas(body), given: form.value, now }))
    },
  },
  {
    method: 'POST',
    path: '/actions/:id/notes',
    may: 'actions.change',
    async does({ db, reads, who, params, body, today, now }) {
      const id = readId(params.id)
      if (id === undefined) return missing
      const note = readNote(body, 'Enter how it goes')
      if (!note.ok) return thePage({ reads, who, today }, id, { typed: { note: body.note ?? '' }, problems: note.problems })
      return (await noteAction(db, who, { id, says: note.value, now })) === 'done' ? go(paths.action(id)) : missing
    },
  },
  {
    method: 'POST',
    path: '/actions/:id/end',
    may: 'actions.change',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, today }
      const id = readId(params.id)
      if (id === undefined) return missing
      const typed = { note: body['end-note'] ?? '', state: body.state ?? '' }
      const state = actionStates.find((one) => one === body.state)
      if (!state) return thePage(of, id, { typed: endTyped(typed), problems: [{ field: 'state', text: 'Choose how it ended' }] })
      const note = readNote(typed, 'Enter how it was done, or why it was dropped or opened again')
      if (!note.ok) {
        return thePage(of, id, { typed: endTyped(typed), problems: note.problems.map((one) => ({ ...one, field: 'end-note' })) })
      }
      return after(of, endTyped(typed), await endAction(db, who, { id, says: note.value, now, state }))
    },
  },
]

const endTyped = ({ note, state }: { readonly note: string; readonly state: string }) => ({ 'end-note': note, state })

function filterOf(asked: ListAsked, { who, today, framework }: { who: Person; today: Day; framework: string }): ActionFilter {
  return {
    state: asked.state === 'all' ? undefined : asked.state,
    owner: asked.mine ? who.account : undefined,
    overdueOn: asked.overdue ? today : undefined,
    ...(asked.theme === '' ? {} : { framework, theme: asked.theme }),
  }
}

interface NewForm {
  readonly arose: Arose
  readonly formKey: string
  readonly form: ActionForm
}

async function theForm({ reads, who }: Asked, { arose, formKey, form }: NewForm): Promise<Outcome> {
  const owners = await maybeOwners(reads, who.authority)
  return show('actions/new.njk', newActionView({ ...form, arose, formKey, owners }), form.problems.length > 0 ? 400 : 200)
}

async function thePage({ reads, who, today }: Asked, id: number | undefined, form: ActionForm): Promise<Outcome> {
  const action = id === undefined ? undefined : await actionById(reads, who.authority, id)
  if (!action) return missing
  const notes = await notesOf(reads, who.authority, action.id)
  const owners = await maybeOwners(reads, who.authority, action.owner)
  const view = actionView({ ...form, action, notes, owners, mayChange: mayDo(who.role, 'actions.change'), today })
  return show('actions/action.njk', view, form.problems.length > 0 ? 400 : 200)
}

/** Back to the action; else what was typed is shown beside what stands, and why it is not kept. */
async function after(of: Asked, typed: Body, changed: Changed): Promise<Outcome> {
  if (changed.kind === 'missing') return missing
  if (changed.kind === 'done') return go(paths.action(changed.action.id))
  const { id, state } = changed.theirs
  if (changed.kind === 'ended') {
    const text = `This action was ${state} meanwhile. What you wrote is below and is not kept: open the action again first`
    return thePage(of, id, { typed, problems: [{ field: 'action', text }] })
  }
  const { merged } = changed
  const other = (await lastChangedBy(of.reads, of.who.authority, actionSubject(id))) ?? 'Somebody else'
  return thePage(of, id, {
    typed: { ...merged.said },
    problems: merged.collide.map((field) => ({
      field,
      text: `${other} changed this meanwhile: read theirs, settle it, and keep it again`,
    })),
    collide: merged.collide,
    other,
  })
}
