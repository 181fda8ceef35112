import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import { openDatabase } from '../src/db/connect.ts'
import { workingFramework } from '../src/frameworks/framework.import.ts'
import { paths } from '../src/paths.ts'
import { startPostgres } from '../test/postgres.ts'
import { p95, type Measured } from './budget.ts'
import { saidBy, signedIn } from './pages.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const connections = 10
const authorities = 50
const rounds = 4

/** Three times what a comparable open system reached on the same kind of machine. */
const perSecondAtLeast = 822

/**
 * The page of a theme, as HTML and as JSON, on a PostgreSQL of its own that holds 348 judgements (87 criteria, four yearly rounds)
 * of each of 50 authorities.
 */
export async function selfEvaluationAtScale(): Promise<Measured[]> {
  const postgres = await startPostgres({ durable: true })
  const env = { ...process.env, DATABASE_URL: postgres.url }
  const server = spawn(process.execPath, [main, 'start', '--port', '0', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { address, setUp } = await saidBy(server)
    const cookie = await signedIn(setUp, '001')
    await holdJudgements(postgres.url)
    return await theThemes(server, address, cookie)
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
    await postgres.stop()
  }
}

async function theThemes(server: ChildProcess, address: string, cookie: string): Promise<Measured[]> {
  const urls = workingFramework().themes.map(({ key }) => paths.evaluationTheme(key))
  const empty = await load(`${address}/there-is-no-such-page`, ['/there-is-no-such-page'], { cookie })
  const html = await load(address, urls, { cookie, 'accept-encoding': 'gzip' })
  const json = await load(address, urls, { cookie, accept: 'application/json' })
  if (server.exitCode !== null) throw new Error('The server ended while it was measured')
  const on = 'PostgreSQL'
  const yardstick = { is: 'a signed-in empty page', took: p95(empty.times) }
  return [
    { work: `p95 of a theme with its criteria, 10 connections (${inShort(html)})`, on, took: p95(html.times), unit: 'ms', yardstick, atMost: { limit: 50 } }, // prettier-ignore
    {
      work: `time for each theme as JSON, 10 connections (${inShort(json)}; p95 ${p95(json.times).toFixed(1)} ms)`,
      on,
      took: 1000 / json.perSecond,
      unit: 'ms',
      yardstick: { is: 'the same for an empty page', took: 1000 / empty.perSecond },
      atMost: { limit: 1000 / perSecondAtLeast },
    },
  ]
}

const inShort = ({ perSecond }: Loaded) => `${Math.round(perSecond).toLocaleString('en-GB')} requests a second`

interface Loaded {
  readonly times: readonly number[]
  readonly perSecond: number
}

/** Ten seconds, after two of warming. Each connection asks for the themes in turn. */
async function load(address: string, urls: readonly string[], headers: Readonly<Record<string, string>>): Promise<Loaded> {
  await cannon(address, urls, headers, 2)
  return cannon(address, urls, headers, 10)
}

async function cannon(
  address: string,
  urls: readonly string[],
  headers: Readonly<Record<string, string>>,
  duration: number,
): Promise<Loaded> {
  // prettier-ignore
  const times: number[] = []
  const asked = urls.map((path) => ({ path }))
  let client = 0
  const setupClient = (its: { setRequests(requests: readonly { readonly path: string }[]): void }) => {
    const from = client++ % asked.length
    its.setRequests([...asked.slice(from), ...asked.slice(0, from)])
  }
  const wrong = new Set<number>()
  const expected = address.endsWith('no-such-page') ? 404 : 200
  const running = autocannon({ url: address, connections, duration, setupClient, headers })
  void running.on('response', (_client, status, _bytes, took) => void (status === expected ? times.push(took) : wrong.add(status)))
  const { errors } = await running
  if (errors > 0 || wrong.size > 0) throw new Error(`${address} answered ${[...wrong].join(', ') || 'nothing'}, not ${expected}`)
  return { times, perSecond: times.length / duration }
}

/** Four yearly rounds of 87 criteria of each authority, each judgement with its words; evidence, and who answers for the themes of 001. */
async function holdJudgements(url: string): Promise<void> {
  const { themes } = workingFramework()
  const held = themes.flatMap(({ key, criteria }) => criteria.map((criterion) => ({ theme: key, criterion: criterion.key })))
  const more = Array.from({ length: Math.max(0, 87 - held.length) }, (_, i) => ({
    theme: themes[i % themes.length]?.key ?? '',
    criterion: `own.${i + 1}`,
  }))
  const criteria = [...held, ...more].slice(0, 87)
  const words = 'Heads, governors and members told us in their own words what they know of it, and the minutes bear them out. '
  const database = await openDatabase({ url, what: 'bench' })
  try {
    await sql`
      insert into criterion_judgement (authority, framework, theme, criterion, number, year, state, grade, confidence, reason, strengths,
        gaps, better, drafted_by, drafted_at, challenge, challenge_grade, challenge_reason, challenged_by, challenged_at, lead_says,
        agreed_by, agreed_at)
      select lpad(a::text, 3, '0'), ${workingFramework().key}, c.theme, c.criterion, n, 2022 + n, 'agreed',
        (array['strong', 'secure', 'developing', 'weak'])[1 + (a + n + length(c.criterion)) % 4], 'medium', repeat(${words}, 4),
        repeat(${words}, 2), repeat(${words}, 2), ${words}, 'Ama', make_timestamptz(2022 + n, 3, 1, 9, 0, 0), 'disagree', 'developing',
        ${words}, 'Ben', make_timestamptz(2022 + n, 3, 9, 9, 0, 0), case when n % 2 = 0 then ${words} end, 'Ama',
        make_timestamptz(2022 + n, 3, 12, 9, 0, 0)
      from generate_series(1, ${authorities}::int) a, generate_series(1, ${rounds}::int) n,
        unnest(${criteria.map(({ theme }) => theme)}::text[], ${criteria.map(({ criterion }) => criterion)}::text[]) as c(theme, criterion)
    `.execute(database.db)
    await sql`
      with added as (insert into evidence_item (authority, title, shows, place, dated_on, added_by, added_at)
        select '001', 'Minutes', ${words}, 'Shelf', '2026-01-01', 'Ama', now() from generate_series(1, 40) returning id)
      insert into evidence_criterion (authority, evidence, framework, theme, criterion, linked_by, linked_at)
      select '001', added.id, ${workingFramework().key}, c.theme, c.criterion, 'Ama', now()
      from added join unnest(${criteria.map(({ theme }) => theme)}::text[], ${criteria.map(({ criterion }) => criterion)}::text[])
        with ordinality as c(theme, criterion, n) on (added.id + c.n) % 10 = 0
    `.execute(database.db)
    await sql`
      insert into duty (authority, framework, theme, lead, changed_by, changed_at)
      select '001', ${workingFramework().key}, theme, (select min(id) from account), 'Ama', now()
      from unnest(${themes.map(({ key }) => key)}::text[]) theme`.execute(database.db)
    await sql`analyze`.execute(database.db)
  } finally {
    await database.close()
  }
}
