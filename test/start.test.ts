import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'

const fiveday = path.resolve(import.meta.dirname, '..', 'bin', 'fiveday.mjs')

test('a new installation starts on a made-up authority, takes commands while it runs, and lets go when it is told to stop', async (t) => {
  const data = path.join(anEmptyFolder(t), 'data')
  const server = run(t, ['start', '--data', data, '--port', '0', '--json'])
  const stopped = once(server, 'exit')

  const { address, setUp } = await firstLine(server)
  const page = await fetch(setUp)
  const asked = await ended(run(t, ['imports', 'list', '--json', '--data', data]))
  const doctor = await ended(run(t, ['doctor', '--data', data]))
  const second = await ended(run(t, ['start', '--data', data, '--port', '0']))
  server.kill('SIGTERM')

  assert.equal(page.status, 200)
  assert.equal(asked.code, 0, asked.err)
  assert.match(asked.out, /"ofsted-state-funded"/)
  assert.equal(doctor.code, 0, doctor.out)
  assert.match(doctor.out, /held by process \d+ \(server\)[^]*the made-up country[^]*Nothing is wrong\./)
  assert.deepEqual([second.code, second.err], [1, `Fiveday is running already, at ${address} (process ${server.pid})\n`])
  assert.deepEqual(await stopped, [0, null])
  assert.equal(existsSync(path.join(data, 'owner.json')), false)
  await startsWhereItStopped(t, data)
})

async function startsWhereItStopped(t: TestContext, data: string) {
  const taken = createServer()
  await once(taken.listen(0, '127.0.0.1'), 'listening')
  t.after(() => taken.close())
  const place = taken.address()
  const port = String(typeof place === 'object' && place ? place.port : '')

  const after = await ended(run(t, ['imports', 'list', '--data', data]))
  const refused = await ended(run(t, ['start', '--data', data, '--port', port]))

  assert.match(after.out, /State-funded schools inspections and outcomes/)
  assert.deepEqual([refused.code, refused.err.split(' (')[0]], [1, `Port ${port} is in use by another program: choose another with --port`])
}

test('wrong use and wrong settings are each one clear line, and exit code 2', async (t) => {
  const data = anEmptyFolder(t)

  const command = await ended(run(t, ['triggrs', '--data', data]))
  const port = await ended(run(t, ['start', '--data', data], { PORT: 'http' }))
  const url = await ended(run(t, ['triggers', '--all'], { DATABASE_URL: 'mysql://db/fiveday' }))

  assert.deepEqual([command.code, command.err], [2, "error: unknown command 'triggrs'\n(Did you mean triggers?)\n"])
  assert.deepEqual([port.code, port.err], [2, 'PORT must be a whole number from 0 to 65535, not "http"\n'])
  assert.deepEqual([url.code, url.err.split('\n').length], [2, 2])
})

test('the doctor still answers when the database does not open', async (t) => {
  const data = anEmptyFolder(t)
  mkdirSync(path.join(data, 'database'))
  writeFileSync(path.join(data, 'database', 'PG_VERSION'), 'this is no database')

  const doctor = await ended(run(t, ['doctor', '--data', data, '--json']))

  assert.equal(doctor.code, 1)
  assert.match(doctor.out, /"check": "database opens",\s+"sound": false/)
})

function anEmptyFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fiveday-start-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

function run(t: TestContext, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { DATABASE_URL: _, ...rest } = process.env
  const child = spawn(process.execPath, [fiveday, ...args], { env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

async function ended(child: ChildProcess) {
  const { stdout, stderr } = child
  assert.ok(stdout && stderr)
  const exit = once(child, 'exit')
  const [out, err] = await Promise.all([text(stdout), text(stderr)])
  await exit
  return { out, err, code: child.exitCode }
}

/** What a server prints first, with `--json`: where it is, and the link that makes the first account. */
async function firstLine(child: ChildProcess): Promise<{ address: string; setUp: string }> {
  assert.ok(child.stdout && child.stderr)
  child.stderr.resume()
  for await (const line of createInterface({ input: child.stdout })) {
    const said: unknown = JSON.parse(line)
    assert.ok(typeof said === 'object' && said !== null && 'address' in said && 'setUp' in said)
    return { address: String(said.address), setUp: String(said.setUp) }
  }
  throw new Error('The server ended before it said where it is')
}
