import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freshFolder } from '../../test/database.ts'
import { openDatabase } from './connect.ts'
import { FolderInUse, reachOwner, takeLock } from './lock.ts'

/** Another process with the folder open. */
async function anotherProcess(t: TestContext, folder: string) {
  const holder = fileURLToPath(new URL('../../test/holder.ts', import.meta.url))
  const child = spawn(process.execPath, [holder, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

test('a second process is told which process holds the data folder, and harms nothing', async (t) => {
  const folder = await freshFolder()
  const holder = await anotherProcess(t, folder)
  const before = await stat(path.join(folder, 'owner.json'))

  const refused = await openDatabase({ folder, what: 'import' }).catch((problem: unknown) => problem)

  assert.ok(refused instanceof FolderInUse)
  assert.ok(refused.message.startsWith(`The data folder ${folder} is in use by process ${holder.pid} (server, since 20`), refused.message)
  assert.equal((await stat(path.join(folder, 'owner.json'))).mtimeMs, before.mtimeMs)
})

test('a data folder is free in the moment its process is killed', async (t) => {
  const folder = await freshFolder()
  const holder = await anotherProcess(t, folder)

  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const { close, lock } = await openDatabase({ folder, what: 'import' })

  assert.equal(lock?.owner.pid, process.pid)
  await close()
})

test('a process in another container is told as well, by a socket in the folder itself', async (t) => {
  if (process.platform !== 'linux') return t.skip('only Linux keeps the names of sockets apart')
  const folder = await freshFolder()
  // All that this process can see of the one in the other container.
  const other = net.createServer().listen(path.join(folder, 'owner.sock'))
  t.after(() => other.close())

  const taken = await takeLock(folder, 'import')

  assert.equal(taken.ok, false)
})

test('a folder is the same folder by whatever path', async (t) => {
  const folder = await freshFolder()
  const taken = await takeLock(folder, 'server')
  assert.ok(taken.ok)
  t.after(() => taken.lock.release())

  const again = await takeLock(`${folder}/../${path.basename(folder)}`, 'import')

  assert.deepEqual(again, { ok: false, owner: taken.lock.owner })
})

test('a client that may read the folder reaches its process', async (t) => {
  const folder = await freshFolder()
  const taken = await takeLock(folder, 'server')
  assert.ok(taken.ok)
  t.after(() => taken.lock.release())
  const server = http.createServer((request, response) => response.end(request.headers.authorization))
  taken.lock.serve((socket) => server.emit('connection', socket))

  const reached = await reachOwner(folder)
  assert.deepEqual(reached?.owner, taken.lock.owner)
  const headers = { authorization: reached.owner.token }
  const [reply] = (await once(http.get({ socketPath: reached.address, headers }), 'response')) as [http.IncomingMessage]

  assert.equal((await reply.setEncoding('utf8').toArray()).join(''), taken.lock.owner.token)
  if (process.platform !== 'win32') assert.equal((await stat(path.join(folder, 'owner.json'))).mode & 0o777, 0o600)
})

test('nobody is reached in a folder that nobody has open', async () => {
  const folder = await freshFolder()
  await writeFile(path.join(folder, 'owner.json'), JSON.stringify({ pid: 1, what: 'server', since: '', token: 'left behind' }))

  assert.equal(await reachOwner(folder), undefined)
  assert.equal(await reachOwner(path.join(folder, 'none')), undefined)
})

test('letting go of a folder does not wait for clients, and leaves it free', async (t) => {
  const folder = await freshFolder()
  const first = await takeLock(folder, 'server')
  assert.ok(first.ok)
  first.lock.serve(() => {})
  const reached = await reachOwner(folder)
  const client = http.get({ socketPath: reached?.address }).on('error', () => {})
  t.after(() => client.destroy())

  await first.lock.release()

  const second = await takeLock(folder, 'import')
  assert.ok(second.ok)
  await second.lock.release()
})
