import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { foldersTo } from '../lib/folder.ts'

/** Writes a file whole or not at all: beside its place first, then into it. Returns where it is. The folder is made if it is not there. */
export async function writeWhole(folder: string, name: string, body: string | Uint8Array): Promise<string> {
  await makeFolder(folder)
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

async function makeFolder(folder: string): Promise<void> {
  for (const each of foldersTo(path.resolve(folder))) {
    const found = await stat(each).catch(() => undefined)
    if (found && !found.isDirectory()) throw new Error(`Nothing can be written in ${folder}: ${each} is a file, and not a folder`)
    if (found) continue
    await mkdir(each).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
      throw new Error(`The folder ${folder} could not be made`, { cause: error })
    })
  }
}
