import { parentPort, workerData } from 'node:worker_threads'
import { layOut } from './typst.renderer.ts'

// The thread of `asPdf`: it lays out the one document it is started with.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; a window has
parentPort?.postMessage(layOut(workerData))
