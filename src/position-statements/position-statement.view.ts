import type { Person } from '../accounts/person.ts'
import { mayDo } from '../accounts/permission.ts'
import type { Problem } from '../lib/checked.ts'
import { count } from '../lib/count.ts'
import type { Day } from '../lib/day.ts'
import { momentInWords } from '../lib/london.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { inPlace, type Duty } from '../statements/duty.ts'
import type { FrameworkAsked } from '../statements/theme.ts'
import { frameworkSays, placeSays, under, waitsForChallenge } from '../statements/theme.view.ts'
import type { Theme } from '../frameworks/framework.ts'
import { figureRow, offeredFigures, stateSays } from './figures.view.ts'
import type { LiveFigure, PlacedFigure } from './live-figure.ts'
import { partsOf, wordsOfText, type Part } from './markdown.ts'
import type { TextsMerged } from './merge.ts'
import { stands } from './position-statement.form.ts'
import { isOpen, isWritten, whyNotAgree, whyNotChallenge, whyNotWrite, type PositionStatement, type StatementComment, type Written } from './position-statement.ts' // prettier-ignore
import { readability, type Readability } from './reading-age.ts'

/** What every page of a statement is made of. */
export interface StatementFacts {
  readonly asked: FrameworkAsked
  readonly theme: Theme
  readonly duty: Duty
  readonly all: readonly PositionStatement[]
  readonly who: Person
  readonly today: Day
  readonly problems: readonly Problem[]
  readonly given: Readonly<Record<string, string>>
}

function common({ asked, theme, problems, given }: StatementFacts) {
  return {
    title: `Position statement: ${theme.title}`,
    theme: theme.title,
    back: under(asked, paths.evaluationTheme(theme.key)),
    here: under(asked, paths.statement(theme.key)),
    framework: frameworkSays(asked),
    problems,
    given,
    to: {
      begin: paths.statement(theme.key),
      edit: paths.statementPart(theme.key, 'edit'),
      send: paths.statementPart(theme.key, 'send'),
      challenge: paths.statementPart(theme.key, 'challenge'),
      agree: paths.statementPart(theme.key, 'agree'),
      publish: paths.statementPart(theme.key, 'publish'),
      comments: paths.statementPart(theme.key, 'comments'),
    },
  }
}

/** What the page of one statement shows beside what all do. */
export interface OneStatement {
  readonly statement: PositionStatement & Written
  readonly figures: readonly PlacedFigure[]
  readonly comments: readonly StatementComment[]
}

/** A theme's statement: its text with its figures, how far it has come, what may be done with it, and what is said of it. */
export function statementView(facts: StatementFacts, one: OneStatement | undefined) {
  const { asked, theme, duty, all, who, today } = facts
  const base = {
    ...common(facts),
    lead: placeSays(duty.lead),
    partner: placeSays(duty.partner),
    writes: mayDo(who.role, 'evaluation.write'),
  }
  const whyNot = asked.current ? whyNotWrite(duty, who, today) : 'Work under an earlier framework is only read'
  const begins = base.writes && whyNot === undefined && all.every((other) => !isOpen(other))
  if (!one) return { ...base, statement: undefined, begins, whyNot: base.writes ? whyNot : undefined }

  const { statement, figures } = one
  const parts = partsOf(statement.text)
  return {
    ...base,
    begins,
    whyNot: undefined,
    statement: { number: statement.number, seen: statement.version, says: stateSays(statement), state: statement.state, needsLook: statement.needs_look }, // prettier-ignore
    body: writtenView(parts, figures),
    length: lengthSays(readability(parts)),
    moved: movedSays(figures),
    challenge: statement.challenge === null ? undefined : { text: statement.challenge, by: statement.challenged_by ?? '', late: isLater(statement) }, // prettier-ignore
    steps: asked.current ? stepsFor(facts, one, base.writes) : undefined,
    comments: one.comments.map((comment) => commentView(comment, wordsRead(parts, statement, figures), theme.key)),
    others: all.filter(({ id }) => id !== statement.id).map((other) => ({ href: numbered(asked, paths.statement(theme.key), other.number), says: stateSays(other) })), // prettier-ignore
    action: asked.current && mayDo(who.role, 'actions.change') ? paths.newAction({ arose: 'statement', key: theme.key, says: `Position statement of ${theme.title}, statement ${statement.number}`, framework: asked.framework.key, theme: theme.key }) : '', // prettier-ignore
    compare: base.writes ? under(asked, paths.statementPart(theme.key, 'compare')) : '',
    files: (['docx', 'pdf', 'html'] as const).map((ending) => ({ ending, href: numbered(asked, paths.statementFile(theme.key, ending), statement.number) })), // prettier-ignore
  }
}

function numbered({ framework, current }: FrameworkAsked, path: string, number: number): string {
  return withQuery(path, { number, framework: current ? undefined : framework.key })
}

/** Whether the text was changed after it was challenged. */
const isLater = ({ challenged_at: challenged, written_at: written }: PositionStatement) => challenged !== null && written > challenged

function stepsFor({ duty, who, today }: StatementFacts, { statement, comments }: OneStatement, writes: boolean) {
  if (!writes) return undefined
  const openComments = comments.filter(({ settled_at: at }) => at === null).length
  const challenges = whyNotChallenge(duty, who, today, statement)
  const agrees = whyNotAgree(duty, who, today, { ...statement, openComments })
  const offered = (why: string | undefined) => ({ may: why === undefined, why: why?.replace(/\.?$/, '.') ?? '' })
  return {
    edit: isOpen(statement) ? offered(whyNotWrite(duty, who, today, statement)) : undefined,
    send: statement.state === 'draft' ? offered(whyNotWrite(duty, who, today, statement) ?? (isWritten(statement.text) ? undefined : 'Nothing is written yet')) : undefined, // prettier-ignore
    challenge: statement.state === 'challenge' && (statement.challenge === null || challenges === undefined) ? offered(challenges && waitsForChallenge(duty.partner)) : undefined, // prettier-ignore
    agree:
      statement.state === 'challenge'
        ? offered(agrees && (statement.challenge !== null && openComments === 0 ? waitsForAgreement(duty) : agrees))
        : undefined,
    publish: statement.state === 'agreed' ? offered(mayDo(who.role, 'evaluation.publish') ? undefined : 'An administrator publishes an agreed statement') : undefined, // prettier-ignore
    comment: isOpen(statement),
  }
}

/** Whom a statement that was challenged waits for. */
function waitsForAgreement({ lead }: Duty): string {
  const there = inPlace(lead)
  return there ? `It waits for ${there.name} to agree it` : 'It waits to be agreed, and there is no lead yet'
}

/** What a passage may be taken from: the text as it is read, and as it is written. */
export function wordsRead(parts: readonly Part[], { text }: PositionStatement, figures: readonly PlacedFigure[]): string {
  const shown = new Map(figures.map((figure) => [figure.key, figureRow(figure).inText]))
  return `${wordsOfText(parts, (key) => shown.get(key) ?? '')}\n${text}`
}

function commentView(comment: StatementComment, words: string, theme: string) {
  return {
    id: comment.id,
    passage: comment.passage,
    gone: !stands(comment.passage, words),
    says: comment.says,
    by: `${comment.made_by}, ${momentInWords(comment.made_at)}`,
    settled: comment.settled_at === null ? '' : `Settled by ${comment.settled_by ?? ''}, ${momentInWords(comment.settled_at)}: ${comment.settled_how ?? ''}`, // prettier-ignore
    settle: paths.settleComment(theme, comment.id),
  }
}

/** A text as the template prints it: its parts, and each figure by its key with its place in the list. */
export function writtenView(parts: readonly Part[], figures: readonly PlacedFigure[]) {
  const rows = figures.map((figure, i) => ({ ...figureRow(figure), place: i + 1 }))
  return { parts, figures: Object.fromEntries(rows.map((row) => [row.key, row])), rows }
}

/** How long a text is, and how old a reader has to be for it. */
export function lengthSays({ words, readingAge }: Readability): string {
  const age = readingAge === null ? 'too short for a reading age' : `reading age ${readingAge}`
  return `${count(words)} ${words === 1 ? 'word' : 'words'}, ${age}`
}

function movedSays(figures: readonly PlacedFigure[]): string {
  const moved = figures.filter(({ since }) => since !== undefined && since !== 'the same').length
  if (moved === 0) return ''
  return `${moved === 1 ? 'One figure has' : `${moved} figures have`} moved since this statement was agreed. The text keeps them as they were; beside each stands what it is now.`
}

/** The form in which a statement is written. */
export function editView(facts: StatementFacts, statement: PositionStatement, offered: readonly LiveFigure[], note: string) {
  const { given } = facts
  const text = given.text ?? statement.text
  return {
    ...common(facts),
    title: `Write the position statement: ${facts.theme.title}`,
    number: statement.number,
    seen: given.seen ?? String(statement.version),
    text,
    note,
    state: stateSays(statement),
    length: lengthSays(readability(partsOf(text))),
    offered: offeredFigures(offered),
  }
}

/** Two texts that clash, and the form that asks how. */
export interface ClashFacts {
  readonly number: number
  readonly seen: number
  readonly against: number
  readonly by: string
  readonly mine: string
  readonly texts: TextsMerged
}

export function clashView(facts: StatementFacts, { by, mine, texts, ...clash }: ClashFacts) {
  return {
    ...common(facts),
    title: 'Two people changed the same lines',
    ...clash,
    by,
    mine,
    clashes: texts.clashes.map((one, i) => ({ ...one, name: `choice-${i + 1}`, place: i + 1 })),
  }
}
