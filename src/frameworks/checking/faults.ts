import { parseDay } from '../../lib/day.ts'
import { criteriaCount, standings, wordings, type Framework } from '../framework.ts'
import { harmIn } from './harm.ts'
import type { Way } from '../part.ts'
import { triggerFaults } from './trigger-faults.ts'

/**
 * Something wrong with what a framework means: the part it is at, in words. `restsOn` names the parts without which it could not be
 * told: where one of them could not be read, it may only follow from that.
 */
export interface Fault {
  readonly at: Way
  readonly text: string
  readonly restsOn?: readonly string[]
}

/** What is wrong with a framework, one sentence each. A sound framework yields nothing. */
export function* faults(framework: Framework): Generator<Fault> {
  yield* repeatedKeys(framework)
  yield* unusableKeys(framework)
  yield* unfoundedDates(framework)
  yield* unknownStanding(framework)
  yield* unsoundScale(framework)
  yield* emptyThemes(framework)
  yield* themesWithoutArea(framework)
  yield* unsoundExpectation(framework)
  yield* unknownWordings(framework)
  yield* unknownQuestions(framework)
  yield* unknownSources(framework)
  yield* triggerFaults(framework)
  yield* harmIn(framework)
}

/** Every key of a framework, with its place. Keys of one kind must differ, and those of areas, themes, stages and criteria from each other. */
function* keysOf({ areas, themes, stages, scale, questions = [], aliases }: Framework): Generator<{ at: Way; key: string; among: string }> {
  for (const [i, { key }] of areas.entries()) yield { at: ['areas', i, 'key'], key, among: '' }
  for (const [i, { key }] of themes.entries()) yield { at: ['themes', i, 'key'], key, among: '' }
  for (const [i, { key }] of stages.entries()) yield { at: ['stages', i, 'key'], key, among: '' }
  for (const [i, { criteria }] of themes.entries())
    for (const [j, { key }] of criteria.entries()) yield { at: ['themes', i, 'criteria', j, 'key'], key, among: '' }
  for (const [i, { key }] of scale.grades.entries()) yield { at: ['scale', 'grades', i, 'key'], key, among: 'the grade ' }
  for (const [i, { key }] of questions.entries()) yield { at: ['questions', i, 'key'], key, among: 'the question ' }
  for (const [i, key] of aliases.entries()) yield { at: ['aliases', i], key, among: 'the alias ' }
}

function* repeatedKeys(framework: Framework): Generator<Fault> {
  const seen = new Set<string>()
  for (const { at, key, among } of keysOf(framework)) {
    const named = `${among}${key}`
    if (seen.has(named)) yield { at, text: `${named} is used twice` }
    seen.add(named)
  }
}

const key60 = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u

/** Keys stand in addresses and files: letters, digits, full stops, hyphens and underscores. */
function* unusableKeys(framework: Framework): Generator<Fault> {
  const says = (key: string, rule: string) => `the key “${key.slice(0, 80)}” must ${rule}`
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(framework.key))
    yield { at: ['key'], text: says(framework.key, 'have only small letters, digits and hyphens, and at most 60 of them') }
  if (framework.madeFrom === framework.key)
    yield { at: ['madeFrom'], text: 'a framework is not made from itself: give this one a key of its own' }
  const rule = 'begin with a letter or digit and have only letters, digits, full stops, hyphens and underscores, at most 60 of them'
  const own = [...keysOf(framework)].filter(({ among }) => among !== 'the alias ')
  const named: readonly { readonly at: Way; readonly key: string }[] = [
    ...own,
    ...Object.keys(framework.sources).map((key) => ({ at: ['sources', key], key })),
    ...Object.keys(framework.limits.by).map((key) => ({ at: ['limits', 'by', key], key })),
    ...Object.keys(framework.limits.steady).map((key) => ({ at: ['limits', 'steady', key], key })),
    ...Object.keys(framework.limits.weakTrend.by).map((key) => ({ at: ['limits', 'weakTrend', 'by', key], key })),
  ]
  for (const { at, key } of named) if (!key60.test(key)) yield { at, text: says(key, rule) }
}

function* unfoundedDates({ inForceFrom }: Framework): Generator<Fault> {
  const day = /^\d{4}-\d{2}$/.test(inForceFrom) ? `${inForceFrom}-01` : inForceFrom
  if (!parseDay(day)) yield { at: ['inForceFrom'], text: `in force from ${inForceFrom} is neither a month nor a day` }
}

function* unknownStanding({ status, notice }: Framework): Generator<Fault> {
  if (!standings.some((known) => known === status.is))
    yield { at: ['status', 'is'], text: `the status ${status.is} is none of ${standings.join(', ')}` }
  if (!Number.isInteger(notice.workingDays) || notice.workingDays < 0)
    yield { at: ['notice', 'workingDays'], text: `a notice of ${notice.workingDays} working days is no whole number of them` }
}

function* unsoundScale({ scale }: Framework): Generator<Fault> {
  if (!wordings.some((wording) => wording === scale.words))
    yield { at: ['scale', 'words'], text: `the scale is in ${scale.words} words, which is none of ${wordings.join(', ')}` }
  if (scale.grades.length < 2) yield { at: ['scale', 'grades'], text: 'the scale has fewer than two grades' }
  if (scale.grades.every(({ met }) => met) || !scale.grades.some(({ met }) => met))
    yield { at: ['scale', 'grades'], text: 'every grade of the scale counts alike: some must be met and some not' }
}

function* emptyThemes({ themes }: Framework): Generator<Fault> {
  if (themes.length === 0) yield { at: ['themes'], text: 'there are no themes' }
  for (const [i, theme] of themes.entries())
    if (theme.criteria.length === 0) yield { at: ['themes', i], text: `${theme.key} has no criteria` }
}

function* themesWithoutArea({ areas, themes }: Framework): Generator<Fault> {
  const known = new Set(areas.map(({ key }) => key))
  for (const [i, theme] of themes.entries())
    if (!known.has(theme.area))
      yield { at: ['themes', i, 'area'], text: `${theme.key} lies in ${theme.area}, which is not an area`, restsOn: ['areas'] }
  for (const [i, { key }] of areas.entries())
    if (!themes.some((theme) => theme.area === key)) yield { at: ['areas', i], text: `${key} has no themes`, restsOn: ['themes'] }
}

function* unsoundExpectation(framework: Framework): Generator<Fault> {
  const { expectedCriteria, expectedCriteriaSource } = framework
  const at = ['expectedCriteria']
  if ((expectedCriteria === undefined) !== (expectedCriteriaSource === undefined))
    yield { at: [], text: 'expected-criteria and expected-criteria-source belong together: one of them is missing' }
  if (expectedCriteria === undefined) return
  if (!Number.isInteger(expectedCriteria) || expectedCriteria < 1)
    yield { at, text: `${expectedCriteria} is no number of criteria to expect` }
  const held = criteriaCount(framework)
  if (held > expectedCriteria) yield { at, text: `${held} criteria are held but only ${expectedCriteria} expected`, restsOn: ['themes'] }
}

function* unknownWordings({ themes }: Framework): Generator<Fault> {
  for (const [i, { criteria }] of themes.entries()) {
    for (const [j, { key, words, sources }] of criteria.entries()) {
      const at = ['themes', i, 'criteria', j]
      if (!wordings.some((wording) => wording === words))
        yield { at: [...at, 'words'], text: `${key} is in ${words} words, which is none of ${wordings.join(', ')}` }
      if (words === 'derived' && sources.length === 0) yield { at: [...at, 'sources'], text: `${key} is derived but names no source` }
    }
  }
}

function* unknownQuestions({ themes, questions = [] }: Framework): Generator<Fault> {
  for (const [i, { criteria }] of themes.entries()) {
    for (const [j, { key, question }] of criteria.entries()) {
      const at = ['themes', i, 'criteria', j, 'question']
      if (question === undefined && questions.length > 0)
        yield { at, text: `${key} does not say which question it answers`, restsOn: ['questions'] }
      if (question !== undefined && !questions.some((one) => one.key === question))
        yield { at, text: `${key} answers ${question}, which is not a question`, restsOn: ['questions'] }
    }
  }
}

/** Every place where a framework names a source. */
function* sourcesNamed(framework: Framework): Generator<{ at: Way; key: string }> {
  const { status, notice, outcome, scale, stages, themes, areasSource, triggersSource, expectedCriteriaSource } = framework
  yield { at: ['inForceSource'], key: framework.inForceSource }
  for (const [name, { source }] of Object.entries({ status, notice, outcome, scale })) yield { at: [name, 'source'], key: source }
  if (expectedCriteriaSource !== undefined) yield { at: ['expectedCriteriaSource'], key: expectedCriteriaSource }
  if (framework.withoutTriggers === undefined) yield { at: ['triggersSource'], key: triggersSource }
  for (const [i, { source }] of stages.entries()) yield { at: ['stages', i, 'source'], key: source }
  for (const [i, key] of areasSource.entries()) yield { at: ['areasSource', i], key }
  for (const [i, { criteria }] of themes.entries())
    for (const [j, { sources }] of criteria.entries())
      for (const [k, key] of sources.entries()) yield { at: ['themes', i, 'criteria', j, 'sources', k], key }
}

function* unknownSources(framework: Framework): Generator<Fault> {
  const named = [...sourcesNamed(framework)]
  for (const { at, key } of named)
    if (!Object.hasOwn(framework.sources, key)) yield { at, text: `source ${key} is not explained`, restsOn: ['sources'] }
  const used = new Set(named.map(({ key }) => key))
  for (const key of Object.keys(framework.sources))
    if (!used.has(key)) yield { at: ['sources', key], text: `source ${key} is explained but never used`, restsOn: ['everything'] }
}
