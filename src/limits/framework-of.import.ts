import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { shippedFrameworkFiles, workingFramework } from '../frameworks/framework.import.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Checked } from '../lib/checked.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { keptLimits } from './limits.form.ts'
import { limitFields, limitsThatDiffer, withLimits } from './limit-field.ts'
import { limitsSet, ownLimitsOfAll, standingChoice, type StandingChoice } from './limits.store.ts'
import { readTriggerSet } from './trigger-set.import.ts'
import { contentOf } from './trigger-set.store.ts'
import type { ToLoad } from './trigger-set.store.ts'

/** The framework whose triggers an authority is judged by, with its own limits where it set any. Ask for it wherever a light is shown. */
export async function frameworkOf(reads: Reads, authority: AreaCode): Promise<Framework> {
  const choice = await standingChoice(reads, authority, workingFramework().key)
  return judgedBy(await chosenFramework(reads, authority, choice), choice)
}

/** As `frameworkOf`, with the default limits: those that the framework's own file states. */
export async function defaultFrameworkOf(reads: Reads, authority: AreaCode): Promise<Framework> {
  return chosenFramework(reads, authority, await standingChoice(reads, authority, workingFramework().key))
}

/** The framework that ships, with the own limits of each authority that set any under it: for a table of all of them. */
export async function frameworksOfAll(reads: Reads): Promise<(authority: AreaCode) => Framework> {
  const working = workingFramework()
  const own = new Map((await ownLimitsOfAll(reads, working.key)).map((set) => [set.authority, judgedBy(working, set)]))
  return (authority) => own.get(authority) ?? working
}

/**
 * What an authority would be judged by if it chose a set it loaded, or, without one, the set that ships: with the limits it set
 * under that before. Undefined where it loaded none of that number.
 */
export async function frameworkIf(reads: Reads, authority: AreaCode, set: number | null): Promise<Framework | undefined> {
  const framework = set === null ? workingFramework() : await loadedFramework(reads, authority, set)
  if (!framework) return undefined
  const [own] = await limitsSet(reads, authority, framework.key)
  return own === undefined ? framework : judgedBy(framework, { ...own, name: null })
}

async function loadedFramework(reads: Reads, authority: AreaCode, set: number): Promise<Framework | undefined> {
  const content = await contentOf(reads, authority, set)
  return content === undefined ? undefined : sound(content)
}

/** Reads a file that somebody wants to load as a set of triggers, and says everything wrong with it. */
export async function triggerSetIn(path: string): Promise<Checked<Omit<ToLoad, 'now'>>> {
  const content = await readFile(path, 'utf8')
  const read = readTriggerSet(content, shippedTexts())
  if (!read.ok) return read
  const { key, title } = read.value
  return { ok: true, value: { key, title, content, checksum: createHash('sha256').update(content).digest('hex') } }
}

/** What is printed wherever a light is, of limits an authority set itself: whose they are, since when, and how they differ from the defaults. */
export function saidOfOwnLimits(framework: Framework, judged: Framework, name: string): string {
  const { own } = judged.limits
  if (own === undefined) return framework.limits.says
  const differ = limitsThatDiffer(limitFields(framework), Object.fromEntries(limitFields(judged).map((field) => [field.name, field.value])))
  const how = differ.length === 0 ? 'They are the same as the defaults.' : `Set against the defaults: ${differ.join('; ')}.`
  return `${name} set these limits itself on ${own.on} (${own.by}: ${own.reason.replace(/\.$/, '')}). ${how}`
}

async function chosenFramework(reads: Reads, authority: AreaCode, { set, checksum }: StandingChoice): Promise<Framework> {
  if (set === null || checksum === null) return workingFramework()
  const held = checked.get(checksum)
  if (held) return held
  const framework = await loadedFramework(reads, authority, set)
  if (!framework) throw new Error(`Authority ${authority} is judged by a set of triggers that is not there`)
  checked.set(checksum, framework)
  return framework
}

// A file under its checksum is always the same: read and checked once.
const checked = new Map<string, Framework>()

function sound(content: string): Framework {
  const read = readTriggerSet(content, shippedTexts())
  if (read.ok) return read.value
  throw new Error(`A set of triggers that was loaded is not sound any more:\n  ${read.problems.map(({ text }) => text).join('\n  ')}`)
}

let texts: readonly string[] | undefined

const shippedTexts = () => (texts ??= shippedFrameworkFiles().map(({ text }) => text))

function judgedBy(
  framework: Framework,
  { limits, reason, set_by, set_at, name }: Pick<StandingChoice, 'limits' | 'reason' | 'set_by' | 'set_at' | 'name'>,
): Framework {
  // prettier-ignore
  if (limits === null || set_by === null || set_at === null) return framework
  const own = { by: set_by, on: inWords(dayInLondon(set_at)), reason: reason ?? '' }
  const judged = withLimits(framework, keptLimits(framework, limits), own)
  return { ...judged, limits: { ...judged.limits, says: saidOfOwnLimits(framework, judged, name ?? 'The authority') } }
}
