// Plain JavaScript without dependencies: it runs on any Node from 20, before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const at = (name) => fileURLToPath(new URL(name, root))

/** The Node that Fiveday runs on, whatever Node started it: the npm package `node`, at the version the lock file says. */
export const pinnedNode = at(process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node')

/** Installs what the lock file says, unless it is installed already. Ends the process with one clear line when it cannot. */
export async function ready() {
  const text = readFileSync(at('package-lock.json'), 'utf8')
  const lock = createHash('sha256').update(text).digest('hex')
  if (existsSync(pinnedNode)) {
    if (read('node_modules/.fiveday-lock') === lock) return
    if (sameAsInstalled(JSON.parse(text))) {
      writeFileSync(at('node_modules/.fiveday-lock'), lock)
      return
    }
  }
  console.error('Installing what package-lock.json says. This is done once, and takes a minute or two.')
  const code = await ended(npm(['ci', '--include=dev', '--include=optional', '--loglevel=error']))
  if (code !== 0) stop(`npm ci ended with exit code ${code}: what it printed above says why. Nothing was started.`, code)
  if (!existsSync(pinnedNode)) stop('npm ci did not bring Node: run "npm ci --ignore-scripts=false" and look at what it prints.', 1)
  writeFileSync(at('node_modules/.fiveday-lock'), lock)
}

/** Runs the pinned Node in this process's place: same terminal, its signals passed on, its exit code handed back. */
export function onPinnedNode(args, options = {}) {
  const child = spawn(pinnedNode, args, { stdio: 'inherit', ...options })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return ended(child)
}

export const runsOnPinnedNode = () => existsSync(pinnedNode) && process.versions.node === pinnedVersion()

/** Waits for a process to end: its exit code, or 1 when a signal or a failure to start ended it. */
export function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function pinnedVersion() {
  return JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies.node
}

/** Whether every package of the lock file is there at its version, but for those made for other systems. */
function sameAsInstalled(lock) {
  const installed = JSON.parse(read('node_modules/.package-lock.json') ?? '{"packages":{}}').packages
  return Object.entries(lock.packages).every(
    ([name, wanted]) => name === '' || installed[name]?.version === wanted.version || (wanted.optional && !installed[name]),
  )
}

function npm(args) {
  // Under `npm start` npm says where it is itself; that also spares Windows the search for npm.cmd.
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return spawn(process.execPath, [own, ...args], { cwd: at('.'), stdio: 'inherit' })
  return spawn('npm', args, { cwd: at('.'), stdio: 'inherit', shell: process.platform === 'win32' })
}

function read(name) {
  return existsSync(at(name)) ? readFileSync(at(name), 'utf8') : undefined
}

function stop(line, code) {
  console.error(line)
  process.exit(code)
}
