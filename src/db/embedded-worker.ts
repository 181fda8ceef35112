import { parentPort, workerData } from 'node:worker_threads'
import { engineOver, openPGlite } from './pglite.ts'

/** What the thread is asked, and answers. */
export type Ask =
  | { readonly does: 'query'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly does: 'script'; readonly sql: string }
  | { readonly does: 'copy'; readonly sql: string; readonly chunk: string }
  | { readonly does: 'close' }
export type Answer =
  | { readonly id: number; readonly ok: true; readonly rows: unknown[]; readonly affected: number }
  | { readonly id: number; readonly ok: false; readonly problem: Problem; readonly broken: boolean }
export interface Problem {
  readonly message: string
  readonly [detail: string]: string
}

// The thread the embedded database runs in, so that a long query never stops a page (see `embedded.ts`).
const port = parentPort
if (!port) throw new Error('This file is run by embedded.ts, as a thread')
const engine = engineOver(await openPGlite(String(workerData)))

port.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
  answerTo(ask).then(
    ({ rows, affected }) => port.postMessage({ id, ok: true, rows, affected } satisfies Answer),
    (thrown: unknown) => port.postMessage({ id, ok: false, problem: problemOf(thrown), broken: isBroken(thrown) } satisfies Answer),
  )
})
port.postMessage({ id: 0, ok: true, rows: [], affected: 0 } satisfies Answer)

async function answerTo(ask: Ask): Promise<{ rows: unknown[]; affected: number }> {
  if (ask.does === 'query') return engine.query(ask.sql, ask.parameters)
  if (ask.does === 'copy') return { rows: [], affected: await engine.copy(ask.sql, ask.chunk) }
  if (ask.does === 'script') await engine.script(ask.sql)
  else await close()
  return { rows: [], affected: 0 }
}

async function close() {
  await engine.script('checkpoint')
  await engine.close()
}

const details = ['code', 'severity', 'detail', 'hint', 'schema', 'table', 'column', 'constraint', 'where'] as const

// An error crosses to another thread without its own properties, so they are named.
function problemOf(thrown: unknown): Problem {
  if (!(thrown instanceof Error)) return { message: String(thrown) }
  const found = details.flatMap((name) => {
    const detail: unknown = Reflect.get(thrown, name)
    return typeof detail === 'string' ? [[name, detail] as const] : []
  })
  return { message: thrown.message, ...Object.fromEntries(found) }
}

// PostgreSQL's own refusals carry a severity; anything else means that PostgreSQL itself has come down.
function isBroken(thrown: unknown): boolean {
  const severity: unknown = thrown instanceof Error ? Reflect.get(thrown, 'severity') : undefined
  return severity !== 'ERROR'
}
