import { counted } from '../lib/count.ts'
import type { Problem } from '../lib/checked.ts'
import { daysBetween, inWords, parseDay, type Day } from '../lib/day.ts'
import { dayInLondon, momentInWords } from '../lib/london.ts'
import { paging, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { ListAsked } from './action.form.ts'
import {
  isOverdue,
  saidIn,
  saidParts,
  type Action,
  type ActionNote,
  type ActionSaid,
  type Arose,
  type Owner,
  type SaidPart,
} from './action.ts'
import { aroseView, originSays } from './arose.view.ts'

/** How many actions one page of the list shows. */
export const perPage = 50

const stateSays = { open: 'Open', done: 'Done', dropped: 'Dropped' } as const

/** What each part of an action is called. */
export const partSays: Readonly<Record<SaidPart, string>> = {
  what: 'What is to be done',
  done_means: 'What done means',
  owner: 'Who does it',
  due_on: 'By when',
  rag: 'How it goes',
  rag_reason: 'The reason',
}

const ragSays: Readonly<Record<string, string>> = { red: 'Red', amber: 'Amber', green: 'Green', grey: 'Grey: not said yet' }

/** The list of actions, and what it is narrowed to. */
export function actionsView(model: {
  actions: readonly Action[]
  asked: ListAsked
  count: number
  page: number
  overdue: { readonly all: number; readonly mine: number }
  themes: readonly { readonly key: string; readonly title: string }[]
  mayChange: boolean
  maySeeForum: boolean
  today: Day
}) {
  const { maySeeForum, actions, asked, count, page, overdue, themes, mayChange, today } = model
  const query = queryOf(asked)
  return {
    title: 'Actions',
    overdueSays: overdue.all === 0 ? '' : overdueSays(overdue),
    asked,
    themes: [{ value: '', text: 'Every theme' }, ...themes.map(({ key, title }) => ({ value: key, text: title }))],
    states: [...Object.entries(stateSays).map(([value, text]) => ({ value, text })), { value: 'all', text: 'All' }],
    says: counted(count, 'action'),
    rows: actions.map((action) => actionRow(action, today)),
    pages: paging(page, Math.ceil(count / perPage), (to) => withQuery(paths.actions(), { ...query, page: to })),
    csv: withQuery(paths.actionsCsv(), query),
    forum: maySeeForum ? paths.forum() : '',
    make: mayChange ? paths.newAction({ arose: 'itself' }) : '',
  }
}

/** How many actions are overdue, and how many of them are one’s own. */
export function overdueSays({ all, mine }: { readonly all: number; readonly mine: number }): string {
  const own = mine === 0 ? '' : mine === all ? (all === 1 ? ', and it is yours' : ', all of them yours') : `, ${mine} of them yours`
  return `${counted(all, 'action')} ${all === 1 ? 'is' : 'are'} overdue${own}`
}

const queryOf = ({ mine, overdue, theme, state }: ListAsked) => ({
  mine: mine ? 'yes' : undefined,
  overdue: overdue ? 'yes' : undefined,
  theme,
  state: state === 'open' ? undefined : state,
})

/** An action as a line of a list. */
export function actionRow(action: Action, today: Day) {
  return {
    href: paths.action(action.id),
    what: action.what,
    owner: action.owner_name ?? 'Nobody yet',
    due: dueSays(action),
    late: lateSays(action, today),
    rag: action.rag,
    reason: action.rag_reason,
    state: stateSays[action.state],
    open: action.state === 'open',
    arose: originSays[action.arose],
  }
}

const dueSays = ({ due_on: due }: Pick<Action, 'due_on'>) => (due === null ? 'No day set' : inWords(due))

function lateSays(action: Action, today: Day): string {
  return isOverdue(action, today) && action.due_on !== null ? `${counted(daysBetween(action.due_on, today), 'day')} overdue` : ''
}

/** What somebody typed into the form of an action, what was wrong with it, and what somebody else has in its place. */
export interface ActionForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** The parts in which two collide, and who the other one is. */
  readonly collide?: readonly SaidPart[]
  readonly other?: string
  /** What the form showed when it was opened first, where that is no longer what stands. */
  readonly was?: ActionSaid
}

/** The page of one action: what it is, where it arose, how it goes, and the forms to change and to end it. */
export function actionView(
  model: ActionForm & { action: Action; notes: readonly ActionNote[]; owners: readonly Owner[]; mayChange: boolean; today: Day },
) {
  const { action, notes, owners, mayChange, today, typed, problems } = model
  const stands = saidIn(action)
  return {
    title: action.what.length > 80 ? `${action.what.slice(0, 79)}…` : action.what,
    problems,
    row: actionRow(action, today),
    doneMeans: action.done_means,
    arose: aroseView(action),
    begun: `${action.begun_by} made it on ${inWords(dayInLondon(action.begun_at))}.`,
    ended: action.ended_at === null ? '' : `${stateSays[action.state]} on ${inWords(dayInLondon(action.ended_at))}.`,
    notes: notes.map(({ says, written_by: who, written_at: at }) => ({ says, who, at: momentInWords(at) })),
    mayChange,
    open: action.state === 'open',
    form: formOf({ stands, was: model.was ?? stands, typed, owners, theirs: theirsIn(model, stands) }),
    note: typed.note ?? '',
    endNote: typed['end-note'] ?? '',
    end: typed.state ?? '',
    ends: endsFrom(action),
    notKept: action.state === 'open' ? [] : saidParts.filter((part) => (typed[part] ?? '') !== '').map((part) => ({ name: partSays[part], text: partText(owners, part, typed[part] ?? '') })), // prettier-ignore
    hrefs: { change: paths.action(action.id), note: paths.actionStep(action.id, 'notes'), end: paths.actionStep(action.id, 'end') },
  }
}

function endsFrom({ state }: Action) {
  if (state !== 'open') return [{ value: 'open', text: 'Open it again' }]
  return [
    { value: 'done', text: 'It is done' },
    { value: 'dropped', text: 'It is dropped' },
  ]
}

/** The form of a new action, with what it arises from. */
export function newActionView(model: ActionForm & { arose: Arose; owners: readonly Owner[]; formKey: string }) {
  const { arose, owners, formKey, typed, problems } = model
  const hidden = { arose: arose.arose, key: arose.arose_key, says: arose.arose_says, framework: arose.framework ?? '', theme: arose.theme ?? '', criterion: arose.criterion ?? '', 'form-key': formKey } // prettier-ignore
  return {
    title: 'Make an action',
    problems,
    arose: arose.arose === 'itself' ? undefined : aroseView(arose),
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    form: formOf({ stands: nothing, was: undefined, typed, owners, theirs: {} }),
  }
}

const nothing: ActionSaid = { what: '', done_means: '', owner: '', due_on: '', rag: 'grey', rag_reason: '' }

function theirsIn({ collide = [], other = 'Somebody else', owners }: ActionForm & { owners: readonly Owner[] }, stands: ActionSaid) {
  const says = (part: SaidPart) => `${other} has: ${partText(owners, part, stands[part]) || 'nothing'}. Yours is below and is not kept yet.`
  return Object.fromEntries(collide.map((part) => [part, says(part)]))
}

function partText(owners: readonly Owner[], part: SaidPart, text: string): string {
  if (part === 'owner') return owners.find(({ account }) => String(account) === text)?.name ?? (text === '' ? 'Nobody yet' : '')
  if (part === 'rag') return ragSays[text] ?? ''
  const day = part === 'due_on' ? parseDay(text) : undefined
  return day ? inWords(day) : text
}

function formOf(of: {
  stands: ActionSaid
  was: ActionSaid | undefined
  typed: Readonly<Record<string, string>>
  owners: readonly Owner[]
  theirs: Readonly<Record<string, string>>
}) {
  const { stands, was, typed, owners, theirs } = of
  return {
    ...Object.fromEntries(saidParts.map((part) => [part, typed[part] ?? stands[part]])),
    was: was ? saidParts.map((part) => ({ name: `was-${part}`, value: was[part] })) : [],
    owners: owners.map(({ account, name }) => ({ value: String(account), text: name })),
    rags: Object.entries(ragSays).map(([value, text]) => ({ value, text })),
    theirs,
  }
}

export const csvHead = ['number', 'what', 'who', 'by when', 'days overdue', 'state', 'how it goes', 'the reason', 'what done means', 'arose from', 'named', 'which said', 'framework', 'theme', 'criterion', 'made by', 'made on', 'ended on'] // prettier-ignore

/** Actions as rows of a file for a spreadsheet. */
export function csvRows(actions: readonly Action[], today: Day): (string | number | null)[][] {
  return actions.map((one) => [
    one.id,
    one.what,
    one.owner_name,
    one.due_on,
    isOverdue(one, today) && one.due_on !== null ? daysBetween(one.due_on, today) : null,
    one.state,
    one.rag,
    one.rag_reason,
    one.done_means,
    originSays[one.arose],
    one.arose_key,
    one.arose_says,
    one.framework,
    one.theme,
    one.criterion,
    one.begun_by,
    dayInLondon(one.begun_at),
    one.ended_at === null ? null : dayInLondon(one.ended_at),
  ])
}
