import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { inColumns } from '../cli/columns.ts'
import type { Called, Command } from '../cli/command.ts'
import { inWords } from '../lib/day.ts'
import { actionsOf } from './action.store.ts'
import { actionStates, isOverdue } from './action.ts'
import { aroseView } from './arose.view.ts'

/** The actions of an authority in the terminal. */
export const actionCommands: readonly Command[] = [
  {
    usage: 'actions list',
    summary: 'the actions of an authority, due first at the top, with what each arose from; the open ones unless told otherwise',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      { flags: '--state <state>', summary: 'open, done, dropped or all; without it, open' },
      { flags: '--overdue', summary: 'only the open ones that were due before today' },
      { flags: '--theme <key>', summary: 'only those of a theme, by its key: theme-5' },
    ],
    wrongUse: (options) => [
      ...(authorityIn(options) ? [] : ['--authority must be three digits, such as 931']),
      ...(options.state === undefined || stateIn(options) ? [] : ['--state is open, done, dropped or all']),
    ],
    async does({ reads, options, out, today }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const state = stateIn(options) ?? 'open'
      const all = await actionsOf(reads, authority, {
        state: state === 'all' ? undefined : state,
        theme: typeof options.theme === 'string' ? options.theme : undefined,
        overdueOn: options.overdue === true ? today : undefined,
      })
      if (options.json === true) {
        const actions = all.map((one) => ({ ...one, overdue: isOverdue(one, today), arose_at: aroseView(one).href || null }))
        out.print(JSON.stringify({ authority, actions }, undefined, 2))
        return 0
      }
      if (all.length === 0) out.print(`Authority ${authority} has no such action.`)
      const rows = all.map((one) => [
        String(one.id),
        one.due_on === null ? 'no day' : inWords(one.due_on),
        isOverdue(one, today) ? 'overdue' : one.state,
        one.rag,
        one.owner_name ?? 'nobody yet',
        one.what.replaceAll('\n', ' '),
      ])
      if (rows.length > 0) for (const line of inColumns(['Number', 'By when', 'State', 'Light', 'Who', 'What'], rows)) out.print(line)
      return 0
    },
  },
]

function authorityIn({ authority }: Called['options']): AreaCode | undefined {
  return typeof authority === 'string' ? parseAreaCode(authority) : undefined
}

function stateIn({ state }: Called['options']) {
  return state === 'all' ? state : actionStates.find((one) => one === state)
}
