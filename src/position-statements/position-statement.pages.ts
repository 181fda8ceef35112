import type { Person } from '../accounts/person.ts'
import type { Db, Reads } from '../db/connect.ts'
import { keyCodes } from '../inspection/key-measures.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { momentInWords } from '../lib/london.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { go, json, missing, show, type Outcome, type Page } from '../web/page.ts'
import { figuresOffered } from './live-figure.import.ts'
import { partsOf } from './markdown.ts'
import { merged, settledText } from './merge.ts'
import { readChoices, readSeen, readText, type StatementSeen } from './position-statement.form.ts'
import { whyNotWrite } from './position-statement.ts'
import { commentsOn, textAt } from './position-statement.store.ts'
import { clashView, editView, lengthSays, statementView } from './position-statement.view.ts'
import { readability } from './reading-age.ts'
import { figuresAsked, figuresOf, statementAsked, withWriters, type StatementAsked } from './statement-asked.import.ts'
import { beginStatement, saveText, type Saved } from './statement-text.store.ts'

/** A theme's position statement, and the form in which it is written. */
export const positionStatementPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/themes/:theme/statement',
    may: 'evaluation.see',
    async does({ reads, who, params, query, today }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: query.framework })
      return on ? theStatement({ reads, who, today, on, problems: [], given: {} }, query.number) : missing
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/statement',
    may: 'evaluation.write',
    async does({ db, reads, who, params, today, now }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: undefined })
      if (!on) return missing
      const why = whyNotWrite(on.duty, who, today)
      if (why !== undefined) return theStatement({ reads, who, today, on, problems: [{ field: 'begin', text: why }], given: {} }, undefined)
      await beginStatement(db, who, on.of, now)
      return go(paths.statementPart(on.theme.key, 'edit'))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/themes/:theme/statement/edit',
    may: 'evaluation.write',
    async does({ reads, who, params, query, today }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: undefined })
      const newest = on?.all[0]
      if (!on || !newest) return missing
      const why = whyNotWrite(on.duty, who, today, await withWriters(reads, who, newest))
      if (why !== undefined) return go(paths.statement(on.theme.key))
      const note = query.saved === undefined ? '' : 'Saved. What others wrote meanwhile was put together with yours: read it through'
      return theForm({ reads, who, today, on, problems: [], given: {} }, newest.number, note)
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/statement/edit',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, today, now }) {
      const on = await statementAsked({ reads, who, theme: params.theme, framework: undefined })
      const seen = readSeen(body)
      if (!on || !seen) return missing
      const quiet = body.quiet === 'yes'
      const asked = { reads, who, today, on, given: { ...body }, problems: [] }
      const text = readText(body)
      if (!text.ok) return refused(asked, seen, text.problems, quiet)
      const why = await whyNot(asked, seen.number)
      if (why !== undefined) return refused(asked, seen, [{ field: 'text', text: `${why}. What you wrote is still here: copy it before you leave` }], quiet) // prettier-ignore
      const given = await settledBy(reads, who, on, { ...seen, text: text.value, against: readId(body.against), body })
      const saved = await saveText(db, who, on.of, { number: seen.number, quiet, now, ...given })
      return quiet ? autosaved(saved, now) : afterSaving({ ...asked, db }, seen, given, saved)
    },
  },
]

/** What every answer of a statement's page rests on. */
export interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly on: StatementAsked
  readonly problems: readonly Problem[]
  readonly given: Readonly<Record<string, string>>
}

/** The page of a theme's newest statement, or of the one whose number the address names. */
export async function theStatement(asked: Asked, number: string | undefined): Promise<Outcome> {
  const { reads, who, today, on, problems } = asked
  const status = problems.length > 0 ? 400 : 200
  const statement = number === undefined ? on.all[0] : on.all.find((one) => String(one.number) === number)
  if (!statement && number !== undefined) return missing
  const facts = { ...on, who, today, problems, given: asked.given }
  if (!statement) return show('position-statements/statement.njk', statementView(facts, undefined), status)
  const one = {
    statement: await withWriters(reads, who, statement),
    figures: await figuresOf(reads, figuresAsked(on, who, today), statement),
    comments: await commentsOn(reads, who.authority, statement.id),
  }
  return show('position-statements/statement.njk', statementView(facts, one), status)
}

async function theForm(asked: Asked, number: number, note = ''): Promise<Outcome> {
  const { reads, who, today, on, problems, given } = asked
  const statement = on.all.find((one) => one.number === number)
  if (!statement) return missing
  const offered = await figuresOffered(reads, figuresAsked(on, who, today), keyCodes)
  const view = editView({ ...on, who, today, problems, given }, statement, offered, note)
  return show('position-statements/edit.njk', view, problems.length > 0 ? 400 : 200)
}

async function refused(asked: Asked, { number }: StatementSeen, problems: readonly Problem[], quiet: boolean): Promise<Outcome> {
  if (quiet) return json(JSON.stringify({ is: 'refused', says: problems.map(({ text }) => text).join('. ') }))
  return theForm({ ...asked, problems }, number)
}

async function whyNot({ reads, who, today, on }: Asked, number: number): Promise<string | undefined> {
  const statement = on.all.find((one) => one.number === number)
  return whyNotWrite(on.duty, who, today, statement && (await withWriters(reads, who, statement)))
}

interface Settling extends StatementSeen {
  readonly text: string
  /** The version the writer's text clashed with, where the form says how each clash is settled. */
  readonly against: number | undefined
  readonly body: Readonly<Record<string, string>>
}

/** The text to save and the version it rests on: where clashes were settled, the two texts put together so, on the other's version. */
async function settledBy(reads: Reads, who: Person, on: StatementAsked, { number, seen, text, against, body }: Settling) {
  const statement = on.all.find((one) => one.number === number)
  if (against === undefined || !statement) return { seen, text }
  const [before, theirs] = [await textAt(reads, who.authority, statement.id, seen), await textAt(reads, who.authority, statement.id, against)] // prettier-ignore
  if (theirs === undefined) return { seen, text }
  const texts = merged(before ?? '', text, theirs)
  return { seen: against, text: settledText(texts, readChoices(body, texts.clashes.length)) }
}

/** What the page that saves by itself is told. */
function autosaved(saved: Saved, now: Date): Outcome {
  if (saved.is === 'saved') {
    const { version, mine, together, text } = saved
    const says = together ? 'Saved, and put together with what somebody else wrote meanwhile' : `Saved, ${momentInWords(now)}`
    return json(JSON.stringify({ is: 'saved', version, mine, together, ...(together ? { text } : {}), says, length: lengthSays(readability(partsOf(text))) })) // prettier-ignore
  }
  const says = saved.is === 'clash' ? `${saved.by} changed the same lines meanwhile. Press Save to see both texts and choose` : 'This statement was agreed meanwhile, and cannot be saved any more. Copy what you wrote' // prettier-ignore
  return json(JSON.stringify({ is: saved.is, says }))
}

async function afterSaving(
  asked: Asked & { readonly db: Db },
  { number, seen }: StatementSeen,
  given: { readonly seen: number; readonly text: string },
  saved: Saved,
): Promise<Outcome> {
  const { on, who, today } = asked
  if (saved.is === 'saved')
    return go(saved.together ? withQuery(paths.statementPart(on.theme.key, 'edit'), { saved: 'together' }) : paths.statement(on.theme.key))
  if (saved.is !== 'clash') return refused(asked, { number, seen }, [{ field: 'text', text: 'This statement was agreed meanwhile, and cannot be saved any more. What you wrote is still here: copy it before you leave' }], false) // prettier-ignore
  const problems = [{ field: 'choice-1', text: `${saved.by} changed the same lines meanwhile. Choose what is to stand` }]
  const clash = { number, seen: given.seen, against: saved.version, by: saved.by, mine: given.text, texts: saved.texts }
  return show('position-statements/clash.njk', clashView({ ...on, who, today, problems, given: {} }, clash), 409)
}
