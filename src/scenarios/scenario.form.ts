import { parseUrn, type Urn } from '../establishments/urn.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { outcomeOf, outcomes, type Chosen, type OutcomeTried } from './scenario.ts'
import type { ToTry } from './tried.ts'

type Fields = Readonly<Record<string, string>>

/** More schools than any authority has. */
const mostSchools = 1000

/**
 * What is to be tried, as an address has it (`good=901000,901003&fewest=1`) or the page's own form (`to-901000=good`, and `paste`).
 * What the form says of a school goes before what the address said.
 */
export function readToTry(query: Fields): Checked<ToTry> {
  const problems: Problem[] = []
  const chosen = new Map<Urn, OutcomeTried>()
  for (const { key } of outcomes) {
    for (const text of (query[key] ?? '').split(',')) choose(chosen, text, key, problems)
  }
  for (const [name, value] of Object.entries(query)) {
    const urn = name.startsWith('to-') ? parseUrn(name.slice(3)) : undefined
    if (urn === undefined) continue
    chosen.delete(urn)
    if (value !== '') choose(chosen, urn, value, problems)
  }
  for (const line of (query.paste ?? '').split(/[\n;]/)) pasted(chosen, line, problems)
  if (chosen.size > mostSchools) problems.push({ field: 'paste', text: 'Choose no more than 1,000 schools' })
  const best = query.best === 'good' ? 'good' : 'outstanding'
  const fewest = /^\d{1,2}$/.test(query.fewest ?? '') ? Number(query.fewest) : undefined
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { chosen, fewest, best } }
}

/** The name of a scenario, which is required. */
export function readScenarioName(body: Fields): Checked<string> {
  const name = (body.name ?? '').trim().replaceAll(/\s+/g, ' ')
  if (name === '') return { ok: false, problems: [{ field: 'name', text: 'Enter a name for the scenario' }] }
  if (name.length > 100) return { ok: false, problems: [{ field: 'name', text: 'The name must be 100 characters or fewer' }] }
  return { ok: true, value: name }
}

/** Outcomes as a command is given them: `100001=good,100002=category`. */
export function readOutcomes(text: string): Checked<Chosen> {
  const problems: Problem[] = []
  const chosen = new Map<Urn, OutcomeTried>()
  for (const line of text.split(',')) pasted(chosen, line, problems)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: chosen }
}

/** One line of a list: a URN, then what the school becomes, with anything but letters in between. */
function pasted(chosen: Map<Urn, OutcomeTried>, line: string, problems: Problem[]): void {
  const [, urn, words] = /^\s*(\d{6})\s*[^\w\s]?\s*(.*?)\s*$/.exec(line) ?? []
  if (line.trim() === '') return
  if (urn === undefined || words === undefined) {
    problems.push({ field: 'paste', text: `“${line.trim().slice(0, 60)}” does not begin with a URN of six digits` })
    return
  }
  choose(chosen, urn, keyOf(words), problems)
}

/** The key of an outcome as people write it: `Requires improvement`, `RI`, `1`, `special measures`. */
function keyOf(words: string): string {
  const plain = words.toLowerCase().replaceAll(/[^a-z\d]+/g, ' ').trim() // prettier-ignore
  const others: Readonly<Record<string, OutcomeTried>> = {
    1: 'outstanding',
    2: 'good',
    3: 'requires-improvement',
    4: 'category',
    ri: 'requires-improvement',
    'requires improvement': 'requires-improvement',
    inadequate: 'category',
    'special measures': 'category',
    'serious weaknesses': 'category',
    'into a category': 'category',
    'into a category of concern': 'category',
  }
  return others[plain] ?? plain
}

function choose(chosen: Map<Urn, OutcomeTried>, text: string, key: string, problems: Problem[]): void {
  if (text.trim() === '') return
  const [urn, outcome] = [parseUrn(text), outcomeOf(key)]
  if (urn === undefined) problems.push({ field: 'paste', text: `“${text.trim().slice(0, 60)}” is not a URN of six digits` })
  else if (outcome === undefined)
    problems.push({
      field: 'paste',
      text: `“${key.slice(0, 60)}” for ${urn} is not an outcome: write outstanding, good, requires improvement or category`,
    })
  else chosen.set(urn, outcome.key)
}
