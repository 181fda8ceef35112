import { readdirSync, readFileSync } from 'node:fs'
import type { Framework } from './framework.ts'
import { readFramework } from './framework.form.ts'

/**
 * The frameworks that ship with Fiveday, newest edition first. Throws, naming the file and everything wrong with it, when
 * one is not sound: a light from a broken framework would be worse than none.
 */
export function shippedFrameworks(folder?: URL): Framework[] {
  return shippedFrameworkFiles(folder)
    .map(({ name, text }) => soundFramework(name, text))
    .sort((a, b) => (a.inForceFrom < b.inForceFrom ? 1 : -1))
}

/** The text of each framework file that ships with Fiveday, by the name of the file. */
export function shippedFrameworkFiles(folder: URL = new URL('../../data/frameworks/', import.meta.url)) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}

function soundFramework(name: string, text: string): Framework {
  const read = readFramework(text)
  if (read.ok) return read.value
  throw new Error(`The framework file ${name} is not sound:\n  ${read.problems.map((one) => `${one.where}: ${one.text}`).join('\n  ')}`)
}

let working: Framework | undefined

/** The framework the authority works with: LAASSI November 2014. Read and checked once. */
export function workingFramework(): Framework {
  working ??= shippedFrameworks().find(({ key }) => key === 'laassi-2014-11')
  if (working === undefined) throw new Error('The framework laassi-2014-11 did not come with Fiveday')
  return working
}
