import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'
import type { Upload } from './page.ts'

/** A form that brought files: its fields, and where the files are until `done` has been called and nobody keeps them. */
export interface Received {
  readonly fields: Readonly<Record<string, string>>
  readonly uploads: readonly Upload[]
  readonly done: () => Promise<void>
}

/**
 * Takes in a form with files, writing each to a temporary place as it comes, never to memory.
 *
 * - Fields come before files; `accepts` sees them before the first file is written, and may refuse.
 * - A form that says it is too large is refused before it is read; one that does not say is refused when it gets there.
 */
export async function receive(
  request: FastifyRequest,
  limits: { readonly largest: number; readonly accepts: (fields: Readonly<Record<string, string>>) => void },
): Promise<Received> {
  if (Number(request.headers['content-length'] ?? 0) > limits.largest + 65_536) throw tooLarge(limits.largest)

  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-upload-'))
  const keepers: Promise<unknown>[] = []
  const done = async () => {
    await Promise.allSettled(keepers)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const fields: Record<string, string> = {}
    const uploads: Upload[] = []
    let accepted = false
    for await (const part of request.parts({ limits: { fileSize: limits.largest, files: 20, fields: 50, fieldSize: 65_536 } })) {
      if (part.type === 'field') {
        fields[part.fieldname] = typeof part.value === 'string' ? part.value : ''
        continue
      }
      if (!accepted) limits.accepts(fields)
      accepted = true
      const at = path.join(folder, String(uploads.length))
      const writing = createWriteStream(at, { mode: 0o600 })
      await pipeline(part.file, writing)
      if (part.file.truncated) throw tooLarge(limits.largest)
      // A browser sends an empty part when no file was chosen.
      if (part.filename === '' && writing.bytesWritten === 0) continue
      const name = path.basename(part.filename.replaceAll('\\', '/').replaceAll(/\p{Cc}/gu, ''))
      uploads.push({ path: at, name, bytes: writing.bytesWritten, keepUntil: (work) => void keepers.push(work) })
    }
    if (!accepted) limits.accepts(fields)
    return { fields, uploads, done }
  } catch (cause) {
    await done()
    throw brokenOff(cause) ? new Refusal(400, 'The file did not arrive whole', 'Nothing of it was kept. Send it again.') : cause
  }
}

/** Whether a form ended before its end, or has none: its own words are all that its reader says of it. */
function brokenOff(cause: unknown): boolean {
  return cause instanceof Error && /unexpected end of multipart|^Multipart: /i.test(cause.message)
}

function tooLarge(largest: number): Refusal {
  const most = largest >= 1e9 ? `${String(largest / 1e9)} GB` : `${String(Math.floor(largest / 1e6))} MB`
  return new Refusal(413, 'The file is too large', `Fiveday takes files of up to ${most}.`)
}
