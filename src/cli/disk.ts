import { access, constants, readdir, statfs } from 'node:fs/promises'

/** Whether this process may write in a folder; throws, saying why, when it may not. */
export async function canWrite(folder: string): Promise<true> {
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  return true
}

/** The bytes of a disk that this process may still fill. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The migrations that come with this Fiveday, in name order. */
export async function migrationsThere(): Promise<string[]> {
  return (await readdir(new URL('../../migrations', import.meta.url))).filter((name) => name.endsWith('.sql')).sort()
}
