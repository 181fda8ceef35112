import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Document } from './document.ts'

/**
 * The document as an accessible PDF (PDF/UA-1): tagged, with bookmarks, contents with page numbers, and page n of m.
 *
 * It is laid out beside the server, in a thread of its own that ends with the document, so that a pack being made never
 * holds up a page, and its memory is given back.
 */
export async function asPdf(document: Document): Promise<Uint8Array> {
  const worker = new Worker(new URL('./pdf-worker.renderer.ts', import.meta.url), { workerData: document })
  try {
    const messages: readonly unknown[] = await once(worker, 'message')
    const pdf = messages[0]
    if (!(pdf instanceof Uint8Array)) throw new Error('The PDF was not made', { cause: pdf })
    return pdf
  } finally {
    await worker.terminate()
  }
}
