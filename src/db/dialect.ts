import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { CopyIn } from './copy.ts'

/**
 * One conversation with a PostgreSQL, embedded or server: what Fiveday asks of either.
 *
 * `query` runs one statement with parameters; `script` runs several without (migrations, a transaction's role and
 * authority in one journey); `copy` streams rows in PostgreSQL's COPY text format. `begin` is told whether the
 * transaction may write: one that only looks is stopped when it takes too long, one that writes (an import) never is.
 */
export interface Conversation {
  begin(may: 'look' | 'write', isolation?: string): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  query(sql: string, parameters: readonly unknown[]): Promise<{ readonly rows: unknown[]; readonly affected: number }>
  script(sql: string): Promise<void>
  copy(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number>
}

/** Where conversations come from: one at a time for the embedded database, a pool of them for a server. */
export interface Conversations {
  acquire(): Promise<Conversation>
  release(conversation: Conversation): void
  close(): Promise<void>
}

/** Kysely over either database. The same queries and migrations run on both, so there is one dialect. */
export function dialectOver(conversations: Conversations): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ConversationDriver(conversations),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  }
}

class ConversationDriver implements Driver {
  readonly #conversations: Conversations

  constructor(conversations: Conversations) {
    this.#conversations = conversations
  }

  async init() {}

  async acquireConnection() {
    return new ConversationConnection(await this.#conversations.acquire())
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode, isolationLevel }: TransactionSettings) {
    await talking(connection).begin(accessMode === 'read only' ? 'look' : 'write', isolationLevel)
  }

  async commitTransaction(connection: DatabaseConnection) {
    await talking(connection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await talking(connection).rollback()
  }

  async releaseConnection(connection: DatabaseConnection) {
    this.#conversations.release(talking(connection))
  }

  async destroy() {
    await this.#conversations.close()
  }
}

class ConversationConnection implements DatabaseConnection {
  readonly conversation: Conversation

  constructor(conversation: Conversation) {
    this.conversation = conversation
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const [first] = parameters
    if (first instanceof CopyIn) {
      return { rows: [], numAffectedRows: BigInt(await this.conversation.copy(sql, first.chunks)) }
    }
    if (parameters.length === 0 && sql.includes(';')) {
      await this.conversation.script(sql)
      return { rows: [] }
    }
    const { rows, affected } = await this.conversation.query(sql, parameters)
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
  }

  // Kysely asks for streaming; nothing here is larger than memory, so nothing streams.
  // eslint-disable-next-line require-yield -- the interface wants a generator
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not offered: read with a limit, or copy')
  }
}

/** The statement that opens a transaction. */
export function beginning(may: 'look' | 'write', isolation?: string): string {
  return `begin${isolation ? ` isolation level ${isolation}` : ''} read ${may === 'look' ? 'only' : 'write'}`
}

function talking(connection: DatabaseConnection): Conversation {
  if (connection instanceof ConversationConnection) return connection.conversation
  throw new Error('A connection of another driver')
}
