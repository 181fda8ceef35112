import type { Framework } from '../frameworks/framework.ts'
import { count, counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { criterionIn } from '../statements/theme.ts'
import { inList, type Amounts, type Done, type Foreseen, type Left, type Preview, type ToLookAt } from './carrying.ts'
import { themeOf, type Fate, type Mapping, type Versions } from './mapping.ts'

/** What the page of carrying shows, before and after. */
export interface CarryFacts {
  readonly to: Framework
  /** Other frameworks, with whether work is held under them. */
  readonly others: readonly Framework[]
  readonly asked: Asked | undefined
  readonly done: readonly { readonly one: Done; readonly from: Framework | undefined }[]
  readonly looks: readonly ToLookAt[]
  readonly unjudged: readonly string[]
  readonly titleOf: (key: string) => string
  readonly may: { readonly carry: boolean; readonly settle: boolean }
}

/** What would be carried from the framework that was asked for. */
export interface Asked extends Versions {
  readonly mapping: Mapping
  readonly preview: Preview
  /** The earlier one is in use, and the later will be. */
  readonly chooses: boolean
}

export function carryView(facts: CarryFacts) {
  const { to, asked, others, may } = facts
  return {
    title: `Carry the self-evaluation over to ${to.shortTitle}`,
    back: paths.framework(to.key),
    others: others.map(({ key, shortTitle }) => ({ text: shortTitle, href: withQuery(paths.carry(to.key), { from: key }) })),
    preview: asked && previewOf(asked, may.carry),
    done: facts.done.map(({ one, from }) => doneOf(one, from)),
    looks: inOrder(facts).map((look) => lookRow(facts, look)),
    looksSay: looksSay(facts),
    unjudged: facts.unjudged.map((key) => ({ key, href: paths.criterionJudgement(key), text: textOf(to, key) })),
    settle: may.settle ? paths.settleCarried(to.key) : '',
  }
}

/** In the order of the framework: a theme's statement, then its criteria. */
function inOrder({ to, looks }: CarryFacts): readonly ToLookAt[] {
  const places = new Map(to.themes.flatMap(({ key, criteria }) => [`statement ${key}`, ...criteria.map((one) => `judgement ${one.key}`)]).map((name, place) => [name, place])) // prettier-ignore
  const place = ({ kind, key }: ToLookAt) => places.get(`${kind} ${key}`) ?? places.size
  return looks.toSorted((a, b) => place(a) - place(b))
}

function looksSay({ done, looks, unjudged }: CarryFacts): string {
  if (done.length === 0) return ''
  if (looks.length === 0 && unjudged.length === 0) return 'Everything that was carried over has been looked at since.'
  const parts = [
    ...(looks.length > 0 ? [`${count(looks.length)} of what was carried over ${looks.length === 1 ? 'needs' : 'need'} another look`] : []),
    ...(unjudged.length > 0 ? [`${count(unjudged.length)} new ${unjudged.length === 1 ? 'criterion has' : 'criteria have'} no judgement`] : []), // prettier-ignore
  ]
  return `${inList(parts)}.`
}

/** A look that is ticked off when its criterion is agreed anew, or settled here where it stands as it is. */
function lookRow({ to, titleOf }: CarryFacts, look: ToLookAt) {
  const isJudgement = look.kind === 'judgement'
  return {
    field: `${look.kind}-${look.id}`,
    name: isJudgement ? `Criterion ${look.key}` : `Statement of “${to.themes.find(({ key }) => key === look.theme)?.title ?? look.theme}”`,
    text: isJudgement ? (criterionIn(to, look.key)?.criterion.text ?? '') : '',
    href: isJudgement ? paths.criterionJudgement(look.key) : paths.statement(look.theme),
    says: look.needsLook,
    stands: look.stands,
    was: {
      text: `As it was under ${titleOf(look.from)}`,
      href: withQuery(isJudgement ? paths.criterionJudgement(look.fromKey) : paths.statement(look.fromKey), { framework: look.from }),
    },
  }
}

const fateSays: Readonly<Record<Fate, string>> = {
  same: 'The same',
  reworded: 'Reworded',
  split: 'Split',
  merged: 'Merged',
  new: 'New',
  dropped: 'Dropped',
}

function previewOf({ from, to, mapping, preview, chooses }: Asked, mayCarry: boolean) {
  const { amounts, criteria, left, fresh } = preview
  const judged = criteria.filter(({ looks }) => looks > 0)
  // Of what is merged one judgement stands.
  const toLook = new Set(judged.flatMap(({ needsLook, to: later }) => (needsLook === '' ? [] : [later])))
  return {
    from: { key: from.key, title: from.shortTitle, href: withQuery(paths.selfEvaluation(), { framework: from.key }) },
    to: to.shortTitle,
    says: amountsSay(amounts),
    mapping: mapping.says,
    chooses,
    nothing: Object.values(amounts).every((amount) => amount === 0),
    tells: [
      `${counted(toLook.size, 'judgement')} that would stand ${toLook.size === 1 ? 'needs' : 'need'} another look.`,
      droppedSays(left),
      `${counted(fresh.length, 'criterion').replace('criterions', 'criteria')} ${fresh.length === 1 ? 'is' : 'are'} new, and to be judged for the first time.`,
    ],
    rows: criteria.map((one) => foreseenRow(one, { from, to })),
    left: left.map((one) => leftRow(one, from)),
    fresh: fresh.map((key) => ({ key, text: textOf(to, key) })),
    form: mayCarry ? paths.carry(to.key) : '',
  }
}

function droppedSays(left: readonly Left[]): string {
  if (left.length === 0) return 'Nothing is dropped.'
  const kept = left.filter(holdsWork)
  const dropped = `${count(left.length)} ${left.length === 1 ? 'criterion or theme is' : 'criteria or themes are'} dropped.`
  return `${dropped} ${kept.length === 0 ? 'No work is held under them.' : `Work under ${count(kept.length)} of them stays where it is, and is not carried.`}`
}

const holdsWork = (one: Left) => one.judgements + one.statements + one.links + one.actions > 0

function foreseenRow({ became, from: key, to: later, looks, grade, becomes, needsLook }: Foreseen, { from, to }: Versions) {
  const title = (framework: Framework, one: string | null) => framework.scale.grades.find((known) => known.key === one)?.title
  return {
    from: key,
    href: withQuery(paths.criterionJudgement(key), { framework: from.key }),
    fate: fateSays[became.is],
    to: later,
    text: textOf(to, later),
    looks: looks === 0 ? 'Not judged' : counted(looks, 'judgement'),
    grade: grade === null ? '' : `${title(from, grade) ?? grade} becomes ${title(to, becomes) ?? 'no grade'}`,
    needsLook,
  }
}

function leftRow(left: Left, from: Framework) {
  const theme = from.themes.find(({ key }) => key === left.key)
  const amounts = [
    ...(left.judgements > 0 ? [counted(left.judgements, 'judgement')] : []),
    ...(left.statements > 0 ? [counted(left.statements, 'statement')] : []),
    ...(left.links > 0 ? [counted(left.links, 'evidence link')] : []),
    ...(left.actions > 0 ? [counted(left.actions, 'open action')] : []),
  ]
  const at = theme ? paths.evaluationTheme(left.key) : paths.criterionJudgement(left.key)
  return {
    key: left.key,
    href: withQuery(at, { framework: from.key }),
    text: theme?.title ?? textOf(from, left.key),
    says: left.says,
    holds: amounts.length === 0 ? 'No work' : inList(amounts),
  }
}

/** A carrying that was done, as it is kept. */
function doneOf({ account, by, at, from: key }: Done, from: Framework | undefined) {
  const kept = account.left.filter(holdsWork)
  return {
    title: `What was carried over from ${from?.shortTitle ?? key}`,
    says: `${by} carried it over on ${momentInWords(at)}. ${amountsSay(account)}`,
    more: [
      `${counted(account.steps, 'step')} of the history of judgements, ${counted(account.duties, 'duty').replace('dutys', 'duties')} and ${counted(account.helpers, 'helper')} went along.`, // prettier-ignore
      `${count(account.toLookAt)} needed another look then${account.withoutGrade > 0 ? `, and ${counted(account.withoutGrade, 'judgement')} lost a grade that has no like here` : ''}.`, // prettier-ignore
      ...(account.chosen ? ['It has been the framework in use since.'] : []),
      ...account.relieved.map((says) => `${says}.`),
    ],
    left: from ? kept.map((one) => leftRow(one, from)) : [],
    earlier: { text: `Everything as it was under ${from?.shortTitle ?? key}`, href: withQuery(paths.selfEvaluation(), { framework: key }) },
  }
}

/** How much is carried, in a sentence. */
export function amountsSay({ judgements, statements, texts, comments, links, actions }: Amounts): string {
  return `${counted(judgements, 'judgement')}, ${counted(statements, 'position statement')} with ${counted(texts, 'saved text')} and ${counted(comments, 'comment')}, ${counted(links, 'evidence link')} and ${counted(actions, 'open action')}.` // prettier-ignore
}

const textOf = (framework: Framework, key: string) => themeOf(framework, key)?.criteria.find((one) => one.key === key)?.text ?? key
