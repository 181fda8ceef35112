import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addressOf, freshFolder } from './database.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'

// Fiveday is killed at a moment of chance, over and over, on each database. What it had acknowledged must be there.

const crashes = Number(process.env['FIVEDAY_CRASHES'] ?? 20)

/** What the child finds when it opens the database. */
interface Found {
  readonly lights: number
  readonly newest_light: number
  readonly audited: number
  readonly observations: number
  readonly published: readonly string[] | null
  readonly running: number
  readonly imported: readonly string[] | null
  readonly stands: readonly string[] | null
  readonly disagree: readonly unknown[]
}

/** What a child said before it was killed. */
interface Said {
  found?: Found
  wrote: number
  imported?: string
  /** How long the import took, in milliseconds. */
  took: number
}

interface Round {
  readonly where: string
  readonly does: 'writes' | 'import' | 'look'
  readonly file?: string
  readonly kill?: Kill
}

/** When the child is killed: so many milliseconds after it has said a word so many times. Without it, it ends by itself. */
interface Kill {
  readonly after: 'start' | 'wrote' | 'importing'
  readonly times: number
  readonly wait: number
  readonly how?: () => Promise<void>
}

async function childOf({ where, does, file = '', kill }: Round): Promise<Said> {
  const program = fileURLToPath(new URL('crash-child.ts', import.meta.url))
  const child = spawn(process.execPath, [program, does, where, file], { stdio: ['ignore', 'pipe', kill ? 'ignore' : 'inherit'] })
  const ended = once(child, 'exit')
  const said: Said = { wrote: 0, took: 0 }
  let killing: Promise<unknown> | undefined
  let importing = 0
  let times = 0
  const heard = (word: string) => {
    if (kill?.after !== word || ++times !== kill.times) return
    killing = setTimeout(kill.wait)
      .then(() => kill.how?.())
      .then(() => child.kill('SIGKILL'))
  }
  heard('start')
  for await (const line of createInterface({ input: child.stdout })) {
    const word = line.slice(0, line.indexOf(' '))
    const of: unknown = JSON.parse(line.slice(word.length))
    if (word === 'found') said.found = of as Found
    if (word === 'wrote') said.wrote = of as number
    if (word === 'importing') importing = performance.now()
    if (word === 'imported') said.took = performance.now() - importing
    if (word === 'imported') said.imported = (of as { file_name: string }).file_name
    heard(word)
  }
  await ended
  await killing
  return said
}

function isSound(found: Found, acknowledged: number) {
  assert.deepEqual(found.disagree, [], 'every index agrees with its table')
  assert.ok(found.newest_light >= acknowledged, `write ${acknowledged} was acknowledged, and ${found.newest_light} is the newest there`)
  assert.equal(found.lights, found.newest_light, 'no write before the newest is missing')
  assert.equal(found.audited, found.lights, 'no write is there without its audit entry')
}

/** Kills the writer at moments of chance: mostly while it writes, now and then while the database opens. */
async function survivesCrashes(
  where: string,
  also?: { readonly every: number; readonly how: () => Promise<void>; readonly mend: () => Promise<void> },
) {
  let acknowledged = 0
  for (let crash = 1; crash <= crashes; crash++) {
    const both = also && crash % also.every === 0
    const opening = !both && crash % 5 === 0
    const moment: Kill = { after: 'start', times: 1, wait: Math.random() * 600 }
    const writing: Kill = { after: 'wrote', times: 1 + Math.floor(Math.random() * 40), wait: Math.random() * 5 }
    const kill = { ...(opening ? moment : writing), ...(both ? { how: also.how } : {}) }
    const said = await childOf({ where, does: 'writes', kill })
    if (both) await also.mend()
    if (said.found) isSound(said.found, acknowledged)
    acknowledged = Math.max(acknowledged, said.wrote)
  }
  const { found } = await childOf({ where, does: 'look' })
  assert.ok(found && acknowledged > crashes, `${acknowledged} writes were acknowledged`)
  isSound(found, acknowledged)
}

const rows = 12_000
const heading = 'Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\r\n'

/** A file like the interactive tool's in which every figure is the same number, so that two files can never be mixed unseen. */
async function likeLait(folder: string, figure: number): Promise<string> {
  const file = path.join(folder, `figures-${figure}.csv`)
  const lines = Array.from({ length: rows }, (_, row) => {
    const authority = 201 + (row % 150)
    return `Measure ${Math.floor(row / 1500)},A made measure,${2010 + (Math.floor(row / 150) % 10)},Authority ${authority},${figure},${authority},A region`
  })
  await writeFile(file, `${heading}${lines.join('\r\n')}\r\n`)
  return file
}

/** Kills an import at moments of chance. Each file is there whole, with the run that says so, or not at all. */
async function importsAreWhole(where: string, folder: string) {
  let done = 0
  const { took } = await childOf({ where, does: 'import', file: await likeLait(folder, 1) })
  for (let crash = 1; crash <= crashes; crash++) {
    const figure = crash + 1
    const kill: Kill = { after: 'importing', times: 1, wait: Math.random() * took }
    const said = await childOf({ where, does: 'import', file: await likeLait(folder, figure), kill })
    assert.ok(said.found)
    done = isWhole(said.found, Math.max(done, 1))
    if (said.imported) done = figure
  }
  const { found } = await childOf({ where, does: 'look' })
  assert.ok(found)
  isWhole(found, done)
}

/** The figure of the one file that is held. */
function isWhole(found: Found, acknowledged: number): number {
  assert.deepEqual(found.disagree, [], 'every index agrees with its table')
  assert.equal(found.running, 0, 'an import that was killed is not shown as under way')
  assert.equal(found.observations, rows)
  assert.equal(found.published?.length, 1, 'all figures are of one file')
  const figure = Number(found.published?.[0])
  assert.ok(figure >= acknowledged, `file ${acknowledged} was acknowledged, and ${figure} is held`)
  assert.deepEqual(found.stands, [`figures-${figure}.csv`])
  assert.equal(found.imported?.at(-1), `figures-${figure}.csv`)
  return figure
}

test(`the embedded database, killed ${crashes} times in a run of writes, loses none it acknowledged`, async () => {
  await survivesCrashes(await freshFolder())
})

test(`the embedded database, killed ${crashes} times in an import, holds no file by half`, async () => {
  const folder = await freshFolder()
  await importsAreWhole(folder, folder)
})

test(`on a server, ${crashes} crashes of Fiveday, and some of the server too, lose no write and leave no file by half`, async (t) => {
  const server: TestPostgres = await startPostgres({ durable: true })
  t.after(() => server.stop())

  await survivesCrashes(addressOf(server.url, 'postgres'), { every: 8, how: server.kill, mend: server.start })

  await importsAreWhole(addressOf(server.url, 'postgres'), await freshFolder())
})
