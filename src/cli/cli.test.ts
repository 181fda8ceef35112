import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { answering, throughServer, whoRuns, type Commanded } from './channel.ts'
import { inColumns } from './columns.ts'
import type { Command, ExitCode } from './command.ts'
import { readReach, readWhere, typedFor } from './config.ts'
import { parseCommandLine } from './parse.ts'
import { inOneLine } from './run.ts'
import { barOf, terminalOver } from './terminal.ts'

const nothing = () => Promise.resolve<ExitCode>(0)
const commands: readonly Command[] = [
  { usage: 'import <file...>', summary: 'imports', options: [], does: nothing },
  { usage: 'imports list', summary: 'lists', options: [], does: nothing },
  { usage: 'imports refused <run>', summary: 'refused rows', options: [{ flags: '--limit <n>', summary: 'at most' }], does: nothing },
]

test('a noun and its verb name a command, and its arguments follow', () => {
  const parsed = parseCommandLine(commands, ['imports', 'refused', '7', '--limit', '5', '--json'])

  assert.equal(parsed.kind, 'run')
  assert.equal(parsed.kind === 'run' && parsed.command.usage, 'imports refused <run>')
  assert.deepEqual(parsed.kind === 'run' && [parsed.args, parsed.options], [['7'], { limit: '5', json: true }])
})

test('several files are several arguments, and a folder can be named anywhere', () => {
  const parsed = parseCommandLine(commands, ['import', 'a.csv', '--data', 'here', 'b.csv'])

  assert.deepEqual(parsed.kind === 'run' && [parsed.args, parsed.options.data], [['a.csv', 'b.csv'], 'here'])
})

test('a command or option nobody knows is wrong use, with the nearest one', () => {
  const command = parseCommandLine(commands, ['imprt', 'a.csv'])
  const verb = parseCommandLine(commands, ['imports', 'refsed', '7'])
  const option = parseCommandLine(commands, ['import', 'a.csv', '--jsn'])
  const argument = parseCommandLine(commands, ['import'])

  assert.match(
    command.kind === 'say' ? `${command.code} ${command.text}` : '',
    /^2 error: unknown command 'imprt'\n\(Did you mean .*import/,
  )
  assert.match(verb.kind === 'say' ? `${verb.code} ${verb.text}` : '', /^2 error: unknown command 'refsed'\n\(Did you mean refused\?\)/)
  assert.match(option.kind === 'say' ? `${option.code} ${option.text}` : '', /^2 error: unknown option '--jsn'\n\(Did you mean --json\?\)/)
  assert.match(argument.kind === 'say' ? `${argument.code} ${argument.text}` : '', /^2 error: missing required argument 'file'/)
})

test('help is asked for with --help and is no error; a bare "fiveday" shows it and is', () => {
  const asked = parseCommandLine(commands, ['--help'])
  const bare = parseCommandLine(commands, [])

  assert.equal(asked.kind === 'say' && asked.code, 0)
  assert.match(asked.kind === 'say' ? asked.text : '', /import \[options\] <file\.\.\.>\s+imports/)
  assert.equal(bare.kind === 'say' && bare.code, 2)
})

test('what was typed stands before what the environment says', () => {
  const env = { FIVEDAY_DATA: 'set', DATABASE_URL: 'postgres://x/y', PORT: '80' }

  assert.deepEqual(readWhere('typed', env, '/home'), { ok: true, value: { folder: path.resolve('/home/typed') } })
  assert.deepEqual(readWhere(undefined, env, '/home'), { ok: true, value: { url: 'postgres://x/y' } })
  assert.deepEqual(readWhere(undefined, {}, '/home'), { ok: true, value: { folder: path.resolve('/home/fiveday-data') } })
  assert.deepEqual(readReach('5631', env), { ok: true, value: { port: 5631, host: '127.0.0.1', address: undefined } })
  assert.equal(typedFor('--data', ['start', '--data=here']), 'here')
})

test('an option is never taken for the name of the data folder', () => {
  assert.deepEqual(readWhere(typedFor('--data', ['imports', 'list', '--data', '--json']), {}, '/home'), {
    ok: false,
    problems: [{ field: 'data', text: '--data must name a folder' }],
  })
})

test('each wrong setting is named in a sentence of its own', () => {
  const where = readWhere(undefined, { DATABASE_URL: 'mysql://x' }, '/home')
  const reach = readReach('http', { FIVEDAY_ADDRESS: 'fiveday' })

  assert.deepEqual(where, {
    ok: false,
    problems: [{ field: 'DATABASE_URL', text: 'DATABASE_URL must be an address like postgres://user:password@host:5432/database' }],
  })
  assert.deepEqual(!reach.ok && reach.problems.map((problem) => problem.text), [
    '--port must be a whole number from 0 to 65535, not "http"',
    'FIVEDAY_ADDRESS must be an address like https://fiveday.example.gov.uk, not "fiveday"',
  ])
})

test('progress is drawn on a terminal once the work has taken a second, and wiped when it ends', () => {
  const written: string[] = []
  let clock = 0
  const stderr = { isTTY: true, columns: 60, write: (text: string) => written.push(text) }
  const terminal = terminalOver({ write: (text) => written.push(text) }, stderr, () => new Date(clock))

  terminal.progress('Reading', 0.1)
  clock = 1500
  terminal.progress('Reading', 0.5)
  terminal.print('Done')
  terminal.finish()

  assert.deepEqual(written, [`\r\u001B[K${barOf('Reading', 0.5, 60)}`, '\r\u001B[K', 'Done\n'])
})

test('progress never goes where a program reads', () => {
  const written: string[] = []
  let clock = 0
  const sink = { write: (text: string) => written.push(text) }
  const terminal = terminalOver(sink, sink, () => new Date((clock += 5000)))

  terminal.progress('Reading', 0.1)
  terminal.progress('Reading', 0.9)
  terminal.finish()

  assert.deepEqual(written, [])
})

test('an unforeseen error is one line for a person, and says where it arose only to whoever asks', () => {
  const error = new Error('Could not keep the file', { cause: new Error('no space left on device') })
  const running = new AbortController().signal

  assert.equal(
    inOneLine(error, running, false),
    'Could not keep the file: no space left on device (set FIVEDAY_DEBUG=1 to see where it arose)',
  )
  assert.match(inOneLine(error, running, true), /cli\.test\.ts/)
  assert.equal(inOneLine(error, AbortSignal.abort(), false), 'Stopped.')
})

test('columns are as wide as their widest cell, and numbers stand to the right', () => {
  const lines = inColumns(['Run', 'File'], [['7', 'a.csv'], ['12', 'schools.csv']]) // prettier-ignore

  assert.deepEqual(lines, ['Run  File', '---  -----------', '  7  a.csv', ' 12  schools.csv'])
})

test('a command given while the server runs is carried out there, and prints here', async (t) => {
  const seen: string[] = []
  const channel = await aServer(t, async ({ argv, folder, out }) => {
    seen.push(...argv, folder)
    out.print('one')
    out.print('two')
    out.complain('three')
    return Promise.resolve(1)
  })

  const printed: string[] = []
  const out = { print: (line: string) => printed.push(line), complain: (line: string) => printed.push(`! ${line}`), progress: () => {} }
  const exit = await throughServer(channel, { argv: ['import', 'a.csv'], folder: '/home', out, signal: new AbortController().signal })

  assert.equal(exit, 1)
  assert.deepEqual(seen, ['import', 'a.csv', '/home'])
  assert.deepEqual(printed, ['one\ntwo', '! three'])
  assert.deepEqual(await whoRuns(channel, new AbortController().signal), { address: 'http://localhost:1', process: 42 })
})

test('whoever ends the client cancels the command', async (t) => {
  const cancelled = Promise.withResolvers<string>()
  const begun = Promise.withResolvers<void>()
  const channel = await aServer(t, ({ signal }) => {
    begun.resolve()
    return new Promise((resolve) => signal.addEventListener('abort', () => (cancelled.resolve('cancelled'), resolve(1))))
  })
  const stop = new AbortController()

  const asked = throughServer(channel, { argv: ['import'], folder: '/', out: silent, signal: stop.signal })
  await begun.promise
  stop.abort()

  await assert.rejects(asked)
  assert.equal(await cancelled.promise, 'cancelled')
})

test('the server carries out nothing for whoever does not know its token', async (t) => {
  const channel = await aServer(t, nothing)
  const stranger = { ...channel, token: 'guessed' }

  await assert.rejects(
    throughServer(stranger, { argv: ['import'], folder: '/', out: silent, signal: new AbortController().signal }),
    /refused/,
  )
})

const silent = { print: () => {}, complain: () => {}, progress: () => {} }

async function aServer(t: TestContext, carryOut: (commanded: Commanded) => Promise<ExitCode>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'fiveday-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const socketPath = path.join(folder, 'control.sock')
  const server = createServer(answering('secret', () => ({ address: 'http://localhost:1', process: 42 }), carryOut))
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  t.after(() => server.close())
  return { socketPath, token: 'secret' }
}
