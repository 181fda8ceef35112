import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords, parseDay } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { differences } from './differences.ts'
import { criteriaCount, type Criterion, type Framework, type Wording } from './framework.ts'

/** The formats a framework is saved in, as their links say. */
const saved = [
  { ending: 'xlsx', text: 'Excel spreadsheet' },
  { ending: 'ods', text: 'OpenDocument spreadsheet' },
  { ending: 'yaml', text: 'YAML' },
  { ending: 'json', text: 'OSCAL catalogue' },
] as const

interface Held {
  readonly framework: Framework
  readonly loaded: { readonly loaded_by: string; readonly loaded_at: Date } | undefined
}

interface Chosen {
  readonly id: number
  readonly framework: string
  readonly chosen_by: string
  readonly chosen_at: Date
}

/** What the page of frameworks is made of. */
export interface FrameworksFacts {
  readonly held: readonly Held[]
  readonly inUse: string
  readonly chosen: readonly Chosen[]
  readonly may: { readonly choose: boolean; readonly load: boolean }
  readonly problems: readonly Problem[]
  readonly wanted?: string | undefined
}

/** The frameworks that are held, which of them is in use, and what choosing another means. */
export function frameworksView({ held, inUse, chosen, may, problems, wanted }: FrameworksFacts) {
  const titleOf = (key: string) => held.find(({ framework }) => framework.key === key)?.framework.shortTitle ?? key
  return {
    title: 'Frameworks',
    problems,
    may,
    inUse: titleOf(inUse),
    frameworks: held.map(({ framework, loaded }) => ({
      key: framework.key,
      title: framework.shortTitle,
      full: framework.title,
      href: paths.framework(framework.key),
      publisher: framework.publisher,
      from: since(framework.inForceFrom),
      standing: standingWord(framework),
      criteria: heldSays(framework),
      triggers: framework.withoutTriggers === undefined ? counted(framework.triggers.length, 'trigger') : 'None of its own',
      source: loaded ? `Loaded by ${loaded.loaded_by} on ${momentInWords(loaded.loaded_at)}` : 'Comes with Fiveday',
      inUse: framework.key === inUse,
      wanted: framework.key === (wanted ?? inUse),
    })),
    chosen: chosen.map(({ framework, chosen_by, chosen_at }) => `${momentInWords(chosen_at)}, ${chosen_by}: ${titleOf(framework)}`),
    seen: chosen[0]?.id ?? '',
    actions: { choose: paths.chooseFramework(), preview: paths.previewFramework() },
  }
}

const words: Readonly<Record<Wording, string>> = { official: 'Official', derived: 'Ours, drawn from', local: 'Local' }

/** A framework whole: what it says of itself, its scale and stages, and every criterion with whose words it is in and what it rests on. */
export function frameworkView(framework: Framework, { inUse, mayLoad }: { readonly inUse: boolean; readonly mayLoad: boolean }) {
  const { questions = [], themes } = framework
  const source = (key: string) => ({ text: framework.sources[key] ?? key, href: `#source-${key}` })
  const criterion = ({ key, words: whose, sources, question, text }: Criterion) => ({
    key,
    text,
    whose: words[whose],
    question: questions.find((one) => one.key === question)?.title,
    sources: sources.map(source),
  })
  return {
    title: framework.shortTitle,
    framework,
    inUse,
    from: since(framework.inForceFrom),
    standing: standingWord(framework),
    held: heldSays(framework),
    whose: whoseSays(framework),
    missing: missing(framework),
    mayLoad,
    ownKey: `${framework.key}-official`,
    inferred: framework.themeAreasAre === 'inferred',
    facts: facts(framework).map(({ key, value, from }) => ({ key, value, source: from === undefined ? undefined : source(from) })),
    questions,
    hasQuestions: questions.length > 0,
    grades: framework.scale.grades,
    scale: { says: framework.scale.says, source: source(framework.scale.source) },
    stages: framework.stages.map((stage) => ({ ...stage, source: source(stage.source) })),
    areas: framework.areas.map(({ key, title }) => ({
      key,
      title,
      themes: themes
        .map((theme, i) => ({ ...theme, number: i + 1, criteria: theme.criteria.map(criterion) }))
        .filter(({ area }) => area === key),
    })),
    triggers: framework.triggers.map(({ number, title, asks }) => ({ number, title, asks })),
    sources: Object.entries(framework.sources).map(([key, text]) => ({ key, text })),
    files: saved.map(({ ending, text }) => ({ text, href: paths.frameworkFile(framework.key, ending) })),
    back: paths.frameworks(),
    carry: paths.carry(framework.key),
  }
}

function facts({ title, publisher, edition, status, notice, outcome, key, madeFrom }: Framework) {
  return [
    { key: 'Full title', value: title, from: undefined },
    { key: 'Publisher and edition', value: `${publisher}, ${edition}`, from: undefined },
    { key: 'Where it stands', value: status.says, from: status.source },
    { key: 'Notice', value: notice.says, from: notice.source },
    { key: 'Outcome', value: outcome.says, from: outcome.source },
    { key: 'Key', value: key, from: undefined },
    ...(madeFrom === undefined ? [] : [{ key: 'Made from', value: madeFrom, from: undefined }]),
  ]
}

/** What the preview of a file to load is made of. */
export interface PreviewFacts {
  readonly framework: Framework
  readonly base: Framework | undefined
  readonly content: string
  readonly name: string
  readonly problems: readonly Problem[]
}

/** What a file would load, before it is loaded: what it holds, and how its criteria differ from those of the framework it was made from. */
export function previewView({ framework, base, content, name, problems }: PreviewFacts) {
  const differs = base && differences(base, framework)
  return {
    title: `Load ${framework.shortTitle}`,
    problems,
    name,
    framework,
    from: since(framework.inForceFrom),
    standing: standingWord(framework),
    held: heldSays(framework),
    whose: whoseSays(framework),
    counts: `${counted(framework.areas.length, 'area')}, ${counted(framework.themes.length, 'theme')}, ${criteriaCount(framework)} criteria`, // prettier-ignore
    themes: framework.themes.map(({ title, criteria }, i) => ({ number: i + 1, title, count: criteria.length })),
    madeFrom: framework.madeFrom,
    base: base?.shortTitle,
    differs,
    content,
    actions: { load: paths.loadFramework(), back: paths.frameworks() },
  }
}

/**
 * How many criteria are held, as a sentence.
 *
 * Of an edition with 87 of which 76 are held: `76 of the expected 87 are loaded`.
 */
function heldSays(framework: Pick<Framework, 'themes' | 'expectedCriteria'>): string {
  const held = criteriaCount(framework)
  if (framework.expectedCriteria === undefined) return `${held} are loaded; how many this edition has is not known`
  return held === framework.expectedCriteria ? `All ${held} are loaded` : `${held} of the expected ${framework.expectedCriteria} are loaded`
}

function whoseSays({ themes }: Pick<Framework, 'themes'>): string {
  const all = themes.flatMap(({ criteria }) => criteria)
  const of = (wording: Wording) => all.filter((one) => one.words === wording).length
  return `${of('official')} in the publisher’s own words, ${of('derived')} in ours drawn from what was published, ${of('local')} of our own making.`
}

/** Whether official criteria are still to be loaded: some are lacking, or none of those held is in the publisher's words. */
function missing({ themes, publisher, expectedCriteria }: Framework): boolean {
  if (publisher === 'Fiveday') return false
  const all = themes.flatMap(({ criteria }) => criteria)
  return all.some(({ words: whose }) => whose === 'derived') || (expectedCriteria ?? 0) > all.length
}

function standingWord({ status }: Pick<Framework, 'status'>): string {
  return `${status.is.charAt(0).toUpperCase()}${status.is.slice(1)}`
}

/**
 * From when it was in force, in words: a month where the day is not known.
 *
 * @example
 * since('2014-11') // => 'November 2014'
 * since('2013-05-15') // => '15 May 2013'
 */
export function since(text: string): string {
  const day = parseDay(text)
  if (day) return inWords(day)
  const first = parseDay(`${text}-01`)
  return first ? inWords(first).replace(/^\d+ /, '') : text
}
