import { Worker } from 'node:worker_threads'
import type { Answer, Ask, Problem } from './embedded-worker.ts'
import type { Engine } from './one-session.ts'

/** The thread's first word, that the folder is open, answers no question. */
const ready = 0

interface Answered {
  readonly rows: unknown[]
  readonly affected: number
}
interface Waiting {
  readonly resolve: (answer: Answered) => void
  readonly reject: (problem: Error) => void
  readonly timer: NodeJS.Timeout | undefined
}

/**
 * PGlite over a folder, in a thread of its own.
 *
 * PGlite answers on the thread that asks, and knows no statement timeout: a long query would stop every page. Here a
 * query that passes its limit costs only itself: the thread is ended, which PostgreSQL survives as it would a crash,
 * and the folder opened anew.
 */
export class EmbeddedEngine implements Engine {
  readonly #folder: string
  readonly #waiting = new Map<number, Waiting>()
  #opening: Promise<Worker> | undefined
  #current: Worker | undefined
  #ended: Promise<unknown> = Promise.resolve()
  #asked = 0
  opened = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Opens the folder, making the database in it when there is none. */
  async open() {
    await this.#thread()
  }

  query(sql: string, parameters: readonly (string | null)[], limit?: number) {
    return this.#ask({ does: 'query', sql, parameters }, limit)
  }

  async script(sql: string, limit?: number) {
    await this.#ask({ does: 'script', sql }, limit)
  }

  async copy(sql: string, chunk: string) {
    const { affected } = await this.#ask({ does: 'copy', sql, chunk })
    return affected
  }

  async close() {
    const worker = await this.#opening
    if (!worker) return
    await this.#ask({ does: 'close' })
    this.#current = undefined
    this.#opening = undefined
    await worker.terminate()
  }

  async #ask(ask: Ask, limit?: number) {
    const worker = await this.#thread()
    return new Promise<Answered>((resolve, reject) => {
      const id = ++this.#asked
      const timer = limit === undefined ? undefined : setTimeout(() => this.#stop(worker, id, limit), limit)
      this.#waiting.set(id, { resolve, reject, timer })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; a window has
      worker.postMessage({ id, ask })
    })
  }

  #thread() {
    return (this.#opening ??= this.#ended.then(() => this.#start()))
  }

  #start(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: this.#folder })
      this.#current = worker
      this.#waiting.set(ready, { resolve: () => resolve(worker), reject, timer: undefined })
      worker.on('message', (answer: Answer) => this.#hear(worker, answer))
      worker.on('error', (problem) => this.#lose(worker, problem))
      worker.on('exit', () => this.#lose(worker, new Error('The embedded database stopped')))
    })
  }

  #hear(worker: Worker, answer: Answer) {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    clearTimeout(waiting?.timer)
    if (answer.ok) waiting?.resolve(answer)
    else waiting?.reject(errorOf(answer.problem))
    if (!answer.ok && answer.broken) this.#lose(worker, new Error('The embedded database broke down and is opened anew'))
  }

  #stop(worker: Worker, id: number, limit: number) {
    const seconds = Math.round(limit / 1000)
    this.#waiting.get(id)?.reject(new Error(`The database was still working on this after ${seconds} seconds, and was stopped`))
    this.#waiting.delete(id)
    this.#lose(worker, new Error('The embedded database was stopped for a query that took too long'))
  }

  // Whoever still waits is told; the next to ask opens the folder anew, once the thread has let go of it.
  #lose(worker: Worker, problem: Error) {
    if (this.#current !== worker) return
    this.#current = undefined
    this.#opening = undefined
    this.#ended = worker.terminate()
    this.opened++
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(problem)
    }
    this.#waiting.clear()
  }
}

function errorOf({ message, ...details }: Problem): Error {
  return Object.assign(new Error(message), details)
}
