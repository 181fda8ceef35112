import fs from 'node:fs'
import path from 'node:path'
import { foldersTo } from '../lib/folder.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the system makes no folders there',
  ENOTDIR: 'it is a file, or lies in one',
  ENOSPC: 'the disk is full',
}

/** Makes the data folder, with those above it, unless it is there; throws, saying why, when Fiveday cannot keep data in it. */
export function makeDataFolder(folder: string): void {
  try {
    for (const each of foldersTo(folder)) if (!fs.existsSync(each)) fs.mkdirSync(each, { mode: 0o700 })
    writeIn(folder)
  } catch (problem) {
    throw new Error(`Fiveday cannot keep its data in ${folder}: ${reasonOf(problem)}. Name another folder with --data`, { cause: problem })
  }
}

/** Writes a file and takes it away again: a system's own word on who may write is not always kept. */
function writeIn(folder: string): void {
  const tried = path.join(folder, `.tried-${process.pid}`)
  fs.writeFileSync(tried, '')
  fs.rmSync(tried)
}

function reasonOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem)
  return ('code' in problem && typeof problem.code === 'string' ? reasons[problem.code] : undefined) ?? problem.message
}
