import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { onBehalfOf } from '../db/scope.ts'
import { frameworkByKey, frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { carryWork } from './carry.store.ts'
import { amountsSay } from './carry.view.ts'
import { previewOf } from './carrying.ts'
import { carriedTo, workHeld } from './held.store.ts'
import { mappingFile, wayBetween, type Way } from './mapping.import.ts'

/** Carry an authority's self-evaluation from one framework to another. */
export const carryCommands: readonly Command[] = [
  {
    usage: 'frameworks carry <from> <to>',
    summary: 'carry the self-evaluation of an authority from one framework to another; what is under the first stays readable',
    options: [
      { flags: '--authority <code>', summary: 'the three digits of an authority: 931' },
      { flags: '--preview', summary: 'say what would be carried, what is dropped and what needs another look, and change nothing' },
      { flags: '--mapping <file>', summary: 'a mapping of your own between the two, in place of the one that comes with Fiveday' },
    ],
    wrongUse: ({ authority }) =>
      parseAreaCode(String(authority)) === undefined ? ['Give --authority with the three digits of an authority, as in 931'] : [],
    async does(called) {
      const authority = parseAreaCode(String(called.options.authority))
      if (authority === undefined) return 2
      const way = await wayOf(called, authority)
      if (way === undefined) return 1
      return called.options.preview === true ? preview(called, authority, way) : carry(called, authority, way)
    },
  },
]

/** The two frameworks and the way between them; undefined, and said why, where there is none. */
async function wayOf({ reads, args, options, out, folder }: Called, authority: AreaCode): Promise<Way | undefined> {
  const [from = '', to = ''] = args
  const [earlier, later] = [await frameworkByKey(reads, authority, from), await frameworkByKey(reads, authority, to)]
  for (const [key, framework] of [
    [from, earlier],
    [to, later],
  ] as const)
    // prettier-ignore
    if (!framework) out.complain(`No framework has the key "${key}". "fiveday frameworks list --authority ${authority}" says which there are.`)
  if (!earlier || !later) return undefined
  if (typeof options.mapping === 'string') {
    const read = await mappingFile(path.resolve(folder, options.mapping), { from: earlier, to: later })
    if (read.ok) return { from: earlier, to: later, mapping: read.value }
    for (const { where, text } of read.problems) out.complain(`${where}: ${text}`)
    return undefined
  }
  const way = await wayBetween(reads, authority, from, to)
  if (!way)
    out.complain(`Nobody has said what became of ${earlier.shortTitle} in ${later.shortTitle}. Give --mapping with a file that does.`)
  return way
}

async function preview({ reads, options, out }: Called, authority: AreaCode, way: Way): Promise<ExitCode> {
  const { amounts, criteria, left, fresh } = previewOf(way.mapping, way, await workHeld(reads, authority, way.from.key))
  const done = (await carriedTo(reads, authority, way.to.key)).some((one) => one.from === way.from.key)
  const looks = criteria.filter(({ needsLook }) => needsLook !== '').map(({ from, to, needsLook }) => ({ from, to, needs_look: needsLook }))
  if (options.json === true) {
    out.print(JSON.stringify({ authority, from: way.from.key, to: way.to.key, already_carried: done, amounts, needs_look: looks, dropped: left, new: fresh }, undefined, 2)) // prettier-ignore
    return 0
  }
  if (done) out.print('It was carried already: carrying it again would change nothing.')
  out.print(`Would carry ${amountsSay(amounts)}`)
  for (const one of looks) out.print(`${one.from} to ${one.to}: ${one.needs_look}`)
  for (const one of left) out.print(`${one.key} is dropped, and ${one.judgements} of its judgements stay where they are. ${one.says}`)
  out.print(`New, to be judged for the first time: ${fresh.join(', ') || 'none'}`)
  return 0
}

async function carry({ db, reads, options, out, today, now }: Called, authority: AreaCode, way: Way): Promise<ExitCode> {
  const who = { name: 'Command line', account: null, authority }
  const choose = (await frameworkInUse(reads, authority)).key === way.from.key
  const { anew, account, by, at } = await onBehalfOf(db, authority, (tx) => carryWork(tx, who, { ...way, choose, today, now: now() }))
  if (options.json === true) {
    out.print(
      JSON.stringify({ authority, from: way.from.key, to: way.to.key, anew, carried_by: by, carried_at: at, account }, undefined, 2),
    )
    return 0
  }
  out.print(anew ? `Carried ${amountsSay(account)}` : `${by} carried it before: nothing was changed. It was ${amountsSay(account)}`)
  out.print(`${account.toLookAt} needed another look. The page of ${way.to.shortTitle} under "Carry over" lists what still does.`)
  if (account.chosen) out.print(`Authority ${authority} evaluates itself against ${way.to.shortTitle} now.`)
  return 0
}
