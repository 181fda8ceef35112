import { Worker } from 'node:worker_threads'
import { Unusable } from '../lib/unusable.ts'
import type { ParquetAnswer } from './parquet-worker.import.ts'
import type { Row } from './source.ts'

/** How long one answer may take. One of the largest part takes 3 seconds; a damaged file can take for ever. */
const patience = 20_000

/** The headings of a Parquet file and how many rows are under them. Its text is that of the same table as CSV. */
export interface ParquetTable {
  readonly headings: readonly string[]
  readonly rows: number
}

/**
 * Reads a Parquet file: its description of itself, and then its rows in batches, numbered as those of the CSV would be.
 *
 * It is read in a thread of its own, which has bounds of memory and time: what a damaged or ill-meant file makes its reader do is
 * known only by letting it, and reading a part is work that would hold up pages. `file` is its path, or its bytes when it was packed.
 */
export async function openParquet(file: string | Uint8Array, within = patience): Promise<ParquetTable> {
  const thread = ask(file, within)
  try {
    return tableIn(await thread.answer())
  } finally {
    await thread.end()
  }
}

/** The rows of a Parquet file. */
export async function* parquetRows(file: string | Uint8Array, within = patience): AsyncGenerator<readonly Row[]> {
  const thread = ask(file, within)
  try {
    const { rows } = tableIn(await thread.answer())
    let line = 2
    for (let answer = await thread.answer(); answer !== 'end'; answer = await thread.answer()) {
      if (!('cells' in answer)) throw damaged()
      yield answer.cells.map((cells) => ({ line: line++, cells }))
    }
    if (line - 2 !== rows) throw damaged()
  } finally {
    await thread.end()
  }
}

function tableIn(answer: ParquetAnswer): ParquetTable {
  if (answer === 'end' || 'cells' in answer) throw damaged()
  if ('because' in answer) throw new Unusable(`This Parquet file cannot be read. ${answer.because}`)
  return answer
}

function ask(file: string | Uint8Array, within: number) {
  const worker = new Worker(new URL('./parquet-worker.import.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  })
  // Of a thread that fails while nobody waits, the next one who asks hears.
  worker.on('error', () => {})
  return {
    answer: () => answerOf(worker, within),
    end: () => worker.terminate(),
  }
}

function answerOf(worker: Worker, within: number): Promise<ParquetAnswer> {
  return new Promise((resolve, reject) => {
    const came = (answer: ParquetAnswer) => finish(() => resolve(answer))
    const failed = (cause?: unknown) => finish(() => reject(damaged(cause)))
    const late = setTimeout(failed, within)
    const finish = (done: () => void) => {
      clearTimeout(late)
      worker.off('message', came).off('error', failed).off('exit', failed)
      done()
    }
    worker.on('message', came).on('error', failed).on('exit', failed)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; a window has
    worker.postMessage('next')
  })
}

function damaged(cause?: unknown): Unusable {
  return new Unusable('The Parquet file looks half-written or damaged', { cause })
}
