import type { Problem } from '../../lib/checked.ts'
import { counted } from '../../lib/count.ts'
import { inWords } from '../../lib/day.ts'
import { dayInLondon } from '../../lib/london.ts'
import { paths } from '../../paths.ts'
import type { FrameworkAsked } from '../../statements/theme.ts'
import { criteriaLinks, kindSays, outcomeSays } from '../learning.view.ts'
import { outcomes, passageKinds } from '../own-position.ts'
import { evened, findingsOf, mostOffered, sentencesOf, type Letter, type MarkedPassage } from './letter.ts'

type Typed = Readonly<Record<string, string>>

/** The form in which a letter is pasted. */
export function pasteView(typed: Typed, problems: readonly Problem[]) {
  return {
    title: 'Add a letter',
    back: paths.learning(),
    action: paths.letters(),
    outcomes: outcomes.map((value) => ({ value, text: outcomeSays[value] })),
    form: typed,
    problems,
  }
}

/** What the page of a letter is made of. */
export interface LetterFacts {
  readonly asked: FrameworkAsked
  readonly letter: Letter
  readonly passages: readonly MarkedPassage[]
  readonly typed: Typed
  readonly problems: readonly Problem[]
  readonly writes: boolean
}

/** A letter that was pasted in: what is marked in it, and its sentences to mark more. */
export function letterView({ asked, letter, passages, typed, problems, writes }: LetterFacts) {
  const sentences = sentencesOf(letter.text)
  const findings = findingsOf(passages)
  const marked = new Set(findings.map(({ text }) => evened(text)))
  const { framework } = asked
  return {
    title: `Letter to ${letter.inspected}`,
    back: paths.learning(),
    facts: factsOf(letter),
    out: letter.removed_at ? `This letter was taken out on ${inWords(dayInLondon(letter.removed_at))}. Nothing in it is counted.` : '',
    source: letter.source,
    findings: findings.map((finding) => ({
      id: finding.key.replace('letter.', ''),
      kind: kindSays[finding.kind],
      text: finding.text,
      criteria: criteriaLinks(asked, finding),
      answer: paths.ownPosition('finding', finding.key),
    })),
    sentences: sentences.slice(0, mostOffered).map((text, at) => ({
      name: `sentence-${at}`,
      text,
      marked: marked.has(text),
      chosen: typed[`sentence-${at}`] !== undefined,
    })),
    beyond:
      sentences.length > mostOffered
        ? `The first ${mostOffered} of ${counted(sentences.length, 'sentence')} are listed. Quote what you need of the rest.`
        : '',
    kinds: passageKinds.map((value) => ({ value, text: kindSays[value] })),
    themes: themesOf(framework, typed),
    quoted: typed.quoted ?? '',
    kind: typed.kind ?? '',
    under: framework.shortTitle,
    problems,
    writes,
    marks: writes && !letter.removed_at,
    actions: {
      mark: paths.letterStep(letter.id, 'mark'),
      unmark: paths.letterStep(letter.id, 'unmark'),
      out: paths.letterStep(letter.id, 'out'),
      back: paths.letterStep(letter.id, 'back'),
    },
  }
}

function factsOf({ began_on: began, published_on: published, outcome, added_by: by, added_at: at }: Letter) {
  return [
    { name: 'Inspection began', text: began ? inWords(began) : 'Not entered' },
    { name: 'Letter published', text: published ? inWords(published) : 'Not entered' },
    { name: 'Outcome', text: outcomeSays[outcome] },
    { name: 'Added', text: `By ${by} on ${inWords(dayInLondon(at))}` },
  ]
}

/** The criteria of a framework by theme, each with the place it has among them all: what its box is named by. */
function themesOf({ themes }: FrameworkAsked['framework'], typed: Typed) {
  const places = new Map(themes.flatMap(({ criteria }) => criteria).map(({ key }, at) => [key, at]))
  return themes.map(({ title, criteria }, i) => {
    const boxes = criteria.map(({ key, text }) => {
      const name = `criterion-${places.get(key) ?? 0}`
      return { name, text: `${key} ${text}`, chosen: typed[name] !== undefined }
    })
    return { title: `${i + 1} ${title}`, boxes, open: boxes.some(({ chosen }) => chosen) }
  })
}
