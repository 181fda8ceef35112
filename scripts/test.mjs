// `npm test`: plain JavaScript, for any Node from 20. Each step runs on the Node that package.json pins, the fastest first.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinnedNode, ready } from './ready.mjs'

await ready()
const root = fileURLToPath(new URL('..', import.meta.url))
const env = { ...process.env, PATH: `${path.dirname(pinnedNode)}${path.delimiter}${process.env.PATH}`, FORCE_COLOR: '0' }
// Each file of tests is a process of its own, which reads much of the code again.
env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/fiveday/compiled')
// What a person set for their own Fiveday must not be what the tests write to.
for (const setting of ['DATABASE_URL', 'FIVEDAY_DATA', 'FIVEDAY_HOST', 'FIVEDAY_ADDRESS', 'PORT', 'NODE_TEST_CONTEXT']) delete env[setting]

const tool = (name, file) => path.join(root, 'node_modules', name, file)
const runner = ['--test', '--test-reporter=spec', '--test-timeout=600000']
const first = ['test/layout.test.ts', 'test/docs.test.ts']
const journeys = tests('test/journeys')
const others = [...tests('src'), ...tests('test')].filter((file) => !first.includes(file) && !journeys.includes(file))
const ofTheDatabase = others.filter((file) => /\b(freshDb|testServer|newDatabase)\b/.test(readFileSync(path.join(root, file), 'utf8')))

const steps = [
  { name: 'format', args: [tool('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  { name: 'types', args: [tool('typescript', 'bin/tsc'), '--noEmit'] },
  { name: 'lint', args: [tool('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings', '--quiet'] },
  { name: 'layout and documents', args: [...runner, ...first] },
  { name: 'tests, embedded database', args: [...runner, '--test-concurrency=2', ...others] },
  { name: 'database tests, PostgreSQL', args: ['test/postgres.ts', '--', pinnedNode, ...runner, '--test-concurrency=2', ...ofTheDatabase] },
  { name: 'journeys in Chromium', args: [...runner, '--test-concurrency=1', ...journeys], before: chromium },
].filter((step) => process.argv.length < 3 || process.argv.slice(2).some((word) => step.name.includes(word)))

const sum = { passed: 0, failed: 0, skipped: 0 }
for (const step of steps) {
  const began = Date.now()
  const { code, output } = step.before?.() ?? (await run(step.args))
  const counts = countsIn(output, code)
  for (const key of Object.keys(sum)) sum[key] += counts[key]
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6)
  console.log(
    `${counts.failed > 0 ? 'FAILED' : 'passed'} ${seconds} s  ${step.name}${counts.tests === undefined ? '' : ` (${counts.tests} tests)`}`,
  )
  if (counts.failed > 0) console.log(failuresIn(output))
  for (const reason of skipsIn(output)) console.log(`         skipped: ${reason}`)
}
if (sum.passed + sum.failed === 0) sum.failed = 1
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exitCode = sum.failed > 0 ? 1 : 0

function tests(folder) {
  const names = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder), { recursive: true }) : []
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .sort()
}

/** Runs a step, keeping what it prints; a run of tests with no file in it has failed. */
function run(args) {
  if (args.includes('--test') && !args.at(-1).endsWith('.test.ts')) return { code: 1, output: 'There is no test file for this step.' }
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (env.FIVEDAY_VERBOSE) process.stdout.write(text)
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What a run of node's test runner counted. A check that is no run of tests counts as one. */
function countsIn(output, code) {
  const count = (word) => [...output.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].reduce((total, match) => total + Number(match[1]), 0)
  if (!/^ℹ tests \d+$/m.test(output)) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  const failed = count('fail') + count('cancelled')
  // A runner that ends badly without a failed test (a file that would not load, a leak) has failed too.
  return { tests: count('tests'), passed: count('pass'), failed: failed || (code === 0 ? 0 : 1), skipped: count('skipped') }
}

function failuresIn(output) {
  const at = output.lastIndexOf('✖ failing tests:')
  return (at < 0 ? output : output.slice(at)).trimEnd().split('\n').slice(-400).join('\n')
}

function skipsIn(output) {
  return new Set([...output.matchAll(/^﹣ .* # (?!SKIP$)(.+)$/gm)].map((match) => match[1]))
}

/** The browser of the journeys: CHROMIUM, or Debian's, installed where we may. Undefined once it is there. */
function chromium() {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  env.CHROMIUM ??= usual.find((file) => existsSync(file)) ?? installed('chromium', usual[0])
  if (existsSync(env.CHROMIUM)) return undefined
  return {
    code: 1,
    output: `There is no browser at ${env.CHROMIUM}. Install Chromium ("apt-get install chromium") or set CHROMIUM to where one is.`,
  }
}

function installed(name, file) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return file
  console.log(`Installing ${name} from Debian's packages`)
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  return file
}
