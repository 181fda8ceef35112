import type { Picture } from './alert.ts'

/** A picture as it was kept. Undefined where it is not one, which is then told anew. */
export function readPicture(text: string): Picture | undefined {
  const read: unknown = JSON.parse(text)
  return isPicture(read) ? read : undefined
}

function isPicture(read: unknown): read is Picture {
  if (typeof read !== 'object' || read === null) return false
  return 'on' in read && typeof read.on === 'string' && 'lights' in read && Array.isArray(read.lights) && 'schools' in read
}
