import path from 'node:path'
import { tellingOf } from '../alerts/tell.import.ts'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { onBehalfOf } from '../db/scope.ts'
import { triggerSetIn } from './framework-of.import.ts'
import { chooseTriggerSet, loadTriggerSet, setsChosen, triggerSets } from './trigger-set.store.ts'

const authorityOption = { flags: '--authority <code>', summary: 'the three digits of an authority: 931' }

/** Load a set of triggers from a file, say which there are, and choose by which an authority is judged. */
export const triggerSetCommands: readonly Command[] = [
  {
    usage: 'trigger-sets list',
    summary: 'the sets of triggers an authority loaded, and which stands',
    options: [authorityOption],
    wrongUse,
    async does({ reads, options, out }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const [loaded, chosen] = [await triggerSets(reads, authority), await setsChosen(reads, authority)]
      const standing = chosen[0]?.trigger_set ?? null
      const all = loaded.map(({ id, key, title, checksum }) => ({ set: id, key, title, checksum, stands: id === standing }))
      if (options.json === true) out.print(JSON.stringify({ authority, shipped_stands: standing === null, sets: all }, undefined, 2))
      else {
        out.print(`shipped: the one that comes with Fiveday${standing === null ? ' (stands)' : ''}`)
        for (const { set, key, title, stands } of all) out.print(`${set}: ${key}, ${title}${stands ? ' (stands)' : ''}`)
      }
      return 0
    },
  },
  {
    usage: 'trigger-sets load <file>',
    summary: 'check a file of triggers, naming each fault, and load it for an authority',
    options: [authorityOption],
    wrongUse,
    async does(called) {
      const authority = authorityIn(called.options)
      return authority ? load(called, authority) : 2
    },
  },
  {
    usage: 'trigger-sets choose <set>',
    summary: 'be judged by a set that was loaded, by its number, or by "shipped"',
    options: [authorityOption, { flags: '--reason <text>', summary: 'why' }],
    wrongUse: (options) => [...wrongUse(options), ...(reasonIn(options) === '' ? ['Say why: --reason "..."'] : [])],
    async does(called) {
      const authority = authorityIn(called.options)
      return authority ? choose(called, authority) : 2
    },
  },
]

async function load({ db, args, folder, options, out, now }: Called, authority: AreaCode): Promise<ExitCode> {
  const read = await triggerSetIn(path.resolve(folder, args[0] ?? ''))
  if (!read.ok) {
    for (const { text } of read.problems) out.complain(text)
    return 1
  }
  const who = { name: 'Command line', account: null, authority }
  const set = await onBehalfOf(db, authority, (tx) => loadTriggerSet(tx, who, { ...read.value, now: now() }))
  if (options.json === true) out.print(JSON.stringify({ authority, set, key: read.value.key, title: read.value.title }, undefined, 2))
  else out.print(`Loaded ${read.value.title} as set ${set}. "fiveday trigger-sets choose ${set} --authority ${authority}" makes it stand.`)
  return 0
}

async function choose({ db, reads, args, options, out, today, now }: Called, authority: AreaCode): Promise<ExitCode> {
  const asked = args[0] ?? ''
  const set = asked === 'shipped' ? null : Number(asked)
  if (set !== null && !(await triggerSets(reads, authority)).some(({ id }) => id === set)) {
    out.complain(`Authority ${authority} loaded no set "${asked}". "fiveday trigger-sets list" says which there are.`)
    return 1
  }
  const [newest] = await setsChosen(reads, authority)
  const who = { name: 'Command line', account: null, authority }
  const choice = { set, reason: reasonIn(options), seen: newest?.id ?? null, now: now() }
  const event = { cause: 'Another set of triggers was chosen on the command line', run: null, today, now: now() }
  const meanwhile = await onBehalfOf(db, authority, (tx) =>
    tellingOf(tx, authority, { ...event, work: () => chooseTriggerSet(tx, who, choice) }),
  )
  if (meanwhile) {
    out.complain(`${meanwhile.chosen_by} chose another set meanwhile: ${meanwhile.reason}`)
    return 1
  }
  out.print(options.json === true ? JSON.stringify({ authority, set: asked }) : `Authority ${authority} is judged by set ${asked}.`)
  return 0
}

const authorityIn = (options: Called['options']) => parseAreaCode(typeof options.authority === 'string' ? options.authority : '')
const reasonIn = (options: Called['options']) => (typeof options.reason === 'string' ? options.reason.trim() : '')

function wrongUse(options: Called['options']): readonly string[] {
  return authorityIn(options) ? [] : ['--authority must be three digits, such as 931']
}
