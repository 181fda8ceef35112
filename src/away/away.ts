import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import type { CriterionJudgement, Judged } from '../statements/criterion-judgement.ts'
import type { PositionStatement } from '../position-statements/position-statement.ts'
import type { Framework } from '../frameworks/framework.ts'

/** What of a self-evaluation leaves to be worked on: a criterion, or the position statement of a theme. */
export type AwayKind = 'criterion' | 'statement'

/**
 * What a cell or passage was when it left: of which authority and framework, which criterion or theme, and the number and version
 * of the judgement or statement. Number and version 0 say that there was none yet.
 */
export interface Left {
  readonly authority: string
  readonly framework: string
  readonly kind: AwayKind
  readonly key: string
  readonly number: number
  readonly version: number
}

/** All that goes out: every criterion's newest judgement, every theme's newest statement, and the open actions to read. */
export interface WholeEvaluation {
  readonly authority: AreaCode
  readonly framework: Framework
  readonly judgements: readonly CriterionJudgement[]
  readonly statements: readonly PositionStatement[]
  readonly actions: readonly ActionOut[]
}

/** An action as it goes out: to be read, not changed away from the page. */
export interface ActionOut {
  readonly what: string
  readonly done_means: string
  readonly owner_name: string | null
  readonly due_on: Day | null
  readonly state: string
  readonly rag: string
  readonly criterion: string | null
  readonly theme: string | null
}

/** The parts of a row as a file has them, by the name of the part; a part that could not be read is left out. */
export type SaidAway = Readonly<Partial<Record<keyof Judged | 'text', string>>>

/** One criterion or statement as it stands in a file that was brought back, and where in the file. */
export interface Brought {
  readonly left: Left
  readonly place: string
  readonly says: SaidAway
}

/** What a row says of what it is of, and nothing that belongs to the other kind. */
export function onlyOf(says: SaidAway, kind: Left['kind']): SaidAway {
  const { text, ...judged } = says
  if (kind === 'criterion') return judged
  return text === undefined ? {} : { text }
}

/** What could not be read of a file, and where it stands in it. */
export interface NotRead {
  readonly place: string
  readonly text: string
}

/** A file that was read: what it says, what could not be read, and what to know about it. */
export interface BroughtFile {
  readonly rows: readonly Brought[]
  readonly notRead: readonly NotRead[]
  readonly remarks: readonly string[]
}

/** How the parts of a judgement are headed in every file, in their order. A file is read by these words, in whatever order they stand. */
export const headings = [
  { part: 'grade', heading: 'Grade' },
  { part: 'confidence', heading: 'Confidence' },
  { part: 'reason', heading: 'Reason' },
  { part: 'strengths', heading: 'Strengths' },
  { part: 'gaps', heading: 'Gaps' },
  { part: 'better', heading: 'What would make it better' },
] as const satisfies readonly { part: keyof Judged; heading: string }[]

export const statementHeading = 'Statement'
export const codeHeading = 'Code (leave as it is)'

/**
 * The code that a row carries away and back.
 *
 * @example
 * codeOf({ authority: '001', framework: 'laassi-2014-11', kind: 'criterion', key: '1.1', number: 2, version: 3 }) // => '001|laassi-2014-11|criterion|1.1|2|3'
 */
export function codeOf({ authority, framework, kind, key, number, version }: Left): string {
  return [authority, framework, kind, key, number, version].join('|')
}

/**
 * Reads a code, whatever a program made of the spaces in it.
 *
 * @example
 * readCode('001|laassi-2014-11|criterion|1.1|2|3')?.version // => 3
 */
export function readCode(text: string): Left | undefined {
  const [, authority, framework, kind, key, number, version] =
    /^(\w{1,12})\|([a-z0-9-]{1,60})\|(criterion|statement)\|([^|\s]{1,200})\|(\d{1,9})\|(\d{1,9})$/.exec(
      text.replaceAll(/[\s\u200b]/g, ''),
    ) ?? []
  if (authority === undefined || framework === undefined || key === undefined) return undefined
  return {
    authority,
    framework,
    kind: kind === 'statement' ? 'statement' : 'criterion',
    key,
    number: Number(number),
    version: Number(version),
  }
}

/**
 * A text as every kind of file can carry it: line ends of one kind, and no characters that such a file cannot hold. Two texts that
 * are the same so are the same.
 *
 * @example
 * carriable('a\r\nb\u0001') // => 'a\nb'
 */
export function carriable(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
    .replaceAll(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[\u0080-\u009f]/g, '')
}

/**
 * Whether two texts say the same: how many spaces stand in a row, or at the end of a line, is not asked. In a cell of
 * several lines LibreOffice makes several spaces one and drops tabs, and nobody sees it.
 */
export function sameAway(one: string, other: string): boolean {
  return evened(one) === evened(other)
}

const evened = (text: string) => carriable(text).replaceAll('\t', '').replaceAll(/ +/g, ' ').replaceAll(/ $/gm, '').replaceAll(/^ (?=\n|$)/gm, '').trim() // prettier-ignore

/** The most characters and lines of one cell that Excel keeps. Longer statements stand in several rows. */
const mostInCell = { characters: 24_000, lines: 200 } as const

/** One row of a long text. `goesOn` says that it begins in the middle of a line. */
export interface Piece {
  readonly text: string
  readonly goesOn: boolean
}

/** A long text in pieces that fit a cell, divided between lines, or in a line that is longer than a cell. */
export function inPieces(text: string): readonly Piece[] {
  const pieces: { text: string; goesOn: boolean; lines: number }[] = []
  for (const line of carriable(text).split('\n')) {
    const [first = '', ...rest] = cut(line)
    const last = pieces.at(-1)
    const fits = last && last.lines < mostInCell.lines && last.text.length + first.length < mostInCell.characters
    // A cell of nothing but empty lines would come back as an empty one.
    if (last && (fits || last.text.trim() === '')) {
      last.text += `\n${first}`
      last.lines += 1
    } else pieces.push({ text: first, goesOn: false, lines: 1 })
    for (const more of rest) pieces.push({ text: more, goesOn: true, lines: 1 })
  }
  return pieces.map((piece) => ({ text: piece.text, goesOn: piece.goesOn }))
}

/** A line in lengths that fit a cell, no character of two halves parted. */
function cut(line: string): readonly string[] {
  if (line.length <= mostInCell.characters) return [line]
  return line.match(/[^]{1,12000}/gu) ?? [line]
}

/**
 * The text that pieces were made of.
 *
 * @example
 * fromPieces([{ text: 'one\ntwo', goesOn: false }, { text: 'three', goesOn: false }]) // => 'one\ntwo\nthree'
 */
export function fromPieces(pieces: readonly Piece[]): string {
  return pieces.reduce((sum, { text, goesOn }, i) => (i === 0 ? text : `${sum}${goesOn ? '' : '\n'}${text}`), '')
}
