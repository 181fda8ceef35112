import { readdirSync, readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { mostBytes, tooLarge } from '../frameworks/text-parts.ts'
import { frameworkByKey } from '../frameworks/framework-in-use.import.ts'
import { shippedFrameworks } from '../frameworks/framework.import.ts'
import { mappingEnds, readMapping, type CheckedMapping } from './mapping.form.ts'
import { mappingByKeys, type Mapping, type Versions } from './mapping.ts'

/** The text of each mapping file that ships with Fiveday, by the name of the file. */
export function shippedMappingFiles(folder: URL = new URL('../../data/frameworks/mappings/', import.meta.url)) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}

let shipped: readonly Mapping[] | undefined

/** The mappings that ship with Fiveday, read and checked once. Throws, naming the file and everything wrong with it, when one is not sound. */
export function shippedMappings(): readonly Mapping[] {
  shipped ??= soundMappings()
  return shipped
}

function soundMappings(): readonly Mapping[] {
  const frameworks = new Map(shippedFrameworks().map((one) => [one.key, one]))
  return shippedMappingFiles().map(({ name, text }) => {
    const ends = mappingEnds(text)
    const [from, to] = [frameworks.get(ends.from), frameworks.get(ends.to)]
    if (!from || !to) throw new Error(`The mapping ${name} is between frameworks that do not ship: ${ends.from}, ${ends.to}`)
    const read = readMapping(text, { from, to })
    if (read.ok) return read.value
    throw new Error(`The mapping ${name} is not sound:\n  ${read.problems.map((one) => `${one.where}: ${one.text}`).join('\n  ')}`)
  })
}

/** The two versions work goes between, and how. */
export interface Way extends Versions {
  readonly mapping: Mapping
}

/** How work goes from one framework to another: by a mapping that ships, or else by the keys they share. Undefined where there is no way. */
export function wayOf({ from, to }: Versions): Way | undefined {
  if (from.key === to.key) return undefined
  const mapping = shippedMappings().find((one) => one.from === from.key && one.to === to.key) ?? mappingByKeys({ from, to })
  return mapping && { from, to, mapping }
}

/** The same, of frameworks by their keys. */
export async function wayBetween(reads: Reads, authority: AreaCode, from: string, to: string): Promise<Way | undefined> {
  const [earlier, later] = [await frameworkByKey(reads, authority, from), await frameworkByKey(reads, authority, to)]
  return earlier && later && wayOf({ from: earlier, to: later })
}

/** A mapping file of an authority's own, checked against the two versions. */
export async function mappingFile(file: string, versions: Versions): Promise<CheckedMapping> {
  const { size } = await stat(file)
  if (size > mostBytes) return { ok: false, problems: [{ field: 'the file', where: 'The file', text: tooLarge(size) }] }
  return readMapping(await readFile(file, 'utf8'), versions)
}
