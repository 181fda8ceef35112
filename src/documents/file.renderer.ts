import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a file whole or not at all: beside its place first, then into it. Returns where it is. The folder is made if it is not there. */
export async function writeWhole(folder: string, name: string, body: string | Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, name)
  const beside = path.join(folder, `.${name}.${randomUUID()}`)
  try {
    await writeFile(beside, body)
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw new Error(`${file} could not be written`, { cause: error })
  }
  return file
}
