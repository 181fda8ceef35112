import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Pool, type PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { beginning, type Conversation, type Conversations } from './dialect.ts'
import { parameter, parserOf } from './values.ts'

/**
 * Conversations with a PostgreSQL server: as many at once as there are connections in the pool.
 *
 * Any number of processes may share the server. A statement is stopped after `limit` milliseconds, except in a
 * transaction that writes (an import), which may take as long as it needs.
 */
export class Server implements Conversations {
  readonly #pool: Pool

  constructor(url: string, limit: number, what: string) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: `fiveday ${what}`,
      options: '-c timezone=UTC -c datestyle=ISO -c client_min_messages=warning',
      statement_timeout: limit,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      types: { getTypeParser: (type) => parserOf(type) },
    })
    // A connection that the server ends is no reason for this process to end: the pool opens another.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  async acquire() {
    return new Connection(await this.#pool.connect())
  }

  release(conversation: Conversation) {
    if (!(conversation instanceof Connection)) throw new Error('A conversation with another database')
    conversation.client.release(conversation.spent)
  }

  async close() {
    await this.#pool.end()
  }
}

class Connection implements Conversation {
  readonly client: PoolClient
  /** The connection cannot be used again. */
  spent = false

  constructor(client: PoolClient) {
    this.client = client
  }

  async begin(may: 'look' | 'write', isolation?: string) {
    await this.script(`${beginning(may, isolation)}${may === 'write' ? '; set local statement_timeout = 0' : ''}`)
  }

  async commit() {
    await this.script('commit')
  }

  /** Gives up what was not committed. Where the connection has broken, the server does so by itself. */
  async rollback() {
    await this.script('rollback').catch(() => (this.spent = true))
  }

  async query(sql: string, parameters: readonly unknown[]) {
    const { rows, rowCount } = await this.#noting(this.client.query<Record<string, unknown>>(asked(sql, parameters.map(parameter))))
    const found: unknown[] = rows
    return { rows: found, affected: rowCount ?? 0 }
  }

  async script(sql: string) {
    await this.#noting(this.client.query(sql))
  }

  async copy(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    const into = this.client.query(copyFrom(sql))
    // Chunks are large, so few are made ahead.
    await this.#noting(pipeline(Readable.from(chunks, { highWaterMark: 2 }), into))
    return into.rowCount
  }

  // A refusal leaves the connection good; after anything worse the pool must not hand it out again.
  async #noting<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked
    } catch (problem) {
      if ((problem as { severity?: string }).severity !== 'ERROR') this.spent = true
      throw problem
    }
  }
}

/** What is wrong with this server for us, in words an administrator can act on; nothing when all is well. */
export async function whyUnfit(server: Server): Promise<string | undefined> {
  const conversation = await server.acquire()
  try {
    const [found] = (await conversation.query(standing, [])).rows as Standing[]
    return found && faultOf(found)
  } finally {
    server.release(conversation)
  }
}

interface Standing {
  readonly version: number
  readonly named: string
  readonly encoding: string
  readonly who: string
  readonly database: string
  readonly may_create: boolean
  readonly role_exists: boolean
  readonly may_make_role: boolean
  readonly may_use_role: boolean
}

// Since PostgreSQL 16 whoever makes a role may give it to themselves; to see that they may, `admin option` is enough.
const standing = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as named,
    current_setting('server_encoding') as encoding, current_user::text as who, current_database()::text as database,
    has_schema_privilege('public', 'create') as may_create,
    officer.oid is not null as role_exists,
    me.rolsuper or me.rolcreaterole as may_make_role,
    me.rolsuper or coalesce(pg_has_role(me.oid, officer.oid, 'member'), false) as may_use_role
  from pg_roles me left join pg_roles officer on officer.rolname = 'fiveday_officer'
  where me.rolname = current_user`

function faultOf(found: Standing): string | undefined {
  const { who, database } = found
  const administrator = 'An administrator of the server must run:'
  if (found.version < 150_000) return `This is PostgreSQL ${found.named}; Fiveday needs version 15 or later`
  if (found.encoding !== 'UTF8') return `The database ${database} is kept in ${found.encoding}; Fiveday needs one made with encoding 'UTF8'`
  if (!found.may_create) {
    return `The database user ${who} may not make tables. ${administrator} alter database "${database}" owner to "${who}"`
  }
  if (found.role_exists && !found.may_use_role) {
    return `The database user ${who} may not use the role fiveday_officer. ${administrator} grant fiveday_officer to "${who}"`
  }
  if (!found.role_exists && !found.may_make_role) {
    return `The database user ${who} may not make the role fiveday_officer. ${administrator} create role fiveday_officer nologin; grant fiveday_officer to "${who}"`
  }
  return undefined
}

/** Why no conversation could be had, in plain words, without the password that the address may hold. */
export function whyUnreachable(url: string, problem: unknown): Error {
  const { code, message } = problem as NodeJS.ErrnoException
  const place = placeOf(url)
  const why =
    code === '28P01' || code === '28000'
      ? 'it refused the name or the password'
      : code === '3D000'
        ? 'it has no such database'
        : `it cannot be reached (${code ?? message})`
  return new Error(`The PostgreSQL server at ${place} was asked, but ${why}. See DATABASE_URL`, { cause: problem })
}

function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed ? `${parsed.host}${parsed.pathname}` : 'the address given'
}

/**
 * A question with its values. One that says `/* kept: NAME *\/` in its first words is planned by the server once for each
 * connection and kept there under that name: working out how to answer it would take longer than the answer.
 */
function asked(text: string, values: unknown[]) {
  const name = /^select \* from \(\/\* kept: ([\w-]+) \*\//.exec(text)?.[1]
  return name === undefined ? { text, values } : { name, text, values }
}
