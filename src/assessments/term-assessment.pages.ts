import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { asSlides } from '../documents/slides.renderer.ts'
import { asWord } from '../documents/word.renderer.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { termBefore, termOf, termsBetween, termsOfYear } from '../terms/term.ts'
import { go, made, missing, show, type Outcome, type Page } from '../web/page.ts'
import { changesSince, revisedSince, rulesSince } from './change-since.ts'
import { composed, frameworkSeal, frozenAs, ground, saidBy, sealOfDraft, writtenOf, type Composed } from './compose.import.ts'
import { termAssessmentDeck, termAssessmentDocument } from './term-assessment.document.ts'
import { numberIn, readDayOfTerm, readRequired, readTermAsked, readWritten } from './term-assessment.form.ts'
import { withoutReason, type TermAssessment, type WrittenTrigger } from './term-assessment.ts'
import {
  beginDraft,
  challengeAssessment,
  correctAssessment,
  frozenText,
  signOff,
  writeTrigger,
  type KeptAssessment,
} from './term-assessment.store.ts'
import { assessmentsView, assessmentView, writingView } from './term-assessment.view.ts'

/** How many terms back the list of assessments goes, and a draft may be begun. */
const termsShown = 6

/** The term's assessment: drafted, challenged, signed off and frozen, corrected by another version, and the same as documents. */
export const termAssessmentPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/assessments',
    may: 'assessments.see',
    does({ reads, who, today }) {
      return theList(reads, who, today, { problems: [], typed: '' })
    },
  },
  {
    method: 'POST',
    path: '/assessments',
    may: 'assessments.draft',
    async does({ db, reads, who, body, today, now }) {
      const { calendar } = await ground(reads, who.authority, today)
      const asked = readTermAsked(body.term)
      const term = asked && termsOfYear(asked.year, calendar).find(({ key, beginsOn }) => key === asked.key && beginsOn <= today)
      if (!term)
        return theList(reads, who, today, { problems: [{ field: 'term', text: 'Choose a term that has begun' }], typed: body.on ?? '' })
      const on = readDayOfTerm(body.on, term, today)
      if (!on.ok) return theList(reads, who, today, { problems: on.problems, typed: body.on ?? '' })
      return go(paths.assessment(await beginDraft(db, who, { term, on: on.value, now })))
    },
  },
  {
    method: 'GET',
    path: '/assessments/:id',
    may: 'assessments.see',
    does({ reads, who, params, today }) {
      return theAssessment({ reads, who, id: params.id, today, problems: [], given: {} })
    },
  },
  {
    method: 'GET',
    path: '/assessments/:id/triggers/:number',
    may: 'assessments.see',
    does({ reads, who, params, today }) {
      return theTrigger({ reads, who, id: params.id, today, problems: [], given: {} }, params.number)
    },
  },
  {
    method: 'POST',
    path: '/assessments/:id/triggers/:number',
    may: 'assessments.draft',
    async does({ db, reads, who, params, body, today, now }) {
      const on = await ground(reads, who.authority, today)
      const kept = keptIn(on, params.id)
      const said = kept && kept.state !== 'signed off' ? await composed(reads, on, kept) : undefined
      const trigger = said?.triggers.find(({ number }) => String(number) === params.number)
      if (!kept || !trigger) return kept ? go(paths.assessment(kept.id)) : missing
      const form = readWritten(body, trigger.computed)
      const asked = { reads, who, id: params.id, today, given: body }
      if (!form.ok) return theTrigger({ ...asked, problems: form.problems }, params.number)
      const meanwhile = await writeTrigger(db, who, kept, { ...form.value, trigger: trigger.number, now })
      if (!meanwhile) return go(paths.assessment(kept.id))
      const text = `${meanwhile.by} wrote of this trigger meanwhile. Theirs stands beside yours below; keep yours again to put it in the place of theirs`
      return theTrigger({ ...asked, problems: [{ field: 'comment-all', text }] }, params.number, meanwhile)
    },
  },
  {
    method: 'POST',
    path: '/assessments/:id/challenge',
    may: 'assessments.challenge',
    async does({ db, reads, who, params, body, today, now }) {
      const kept = keptIn(await ground(reads, who.authority, today), params.id)
      if (!kept) return missing
      const asked = { reads, who, id: params.id, today, given: body }
      if (kept.drafted_account === who.account)
        return theAssessment({
          ...asked,
          problems: [{ field: 'challenge', text: 'Whoever drafted an assessment cannot challenge it: ask somebody else' }],
        })
      const said = readRequired(body, 'challenge', 'Enter what you challenged, and what came of it')
      if (!said.ok) return theAssessment({ ...asked, problems: said.problems })
      const stood = await challengeAssessment(db, who, kept, { said: said.value, seen: numberIn(body.version) ?? 0, now })
      return stood ? go(paths.assessment(kept.id)) : theAssessment({ ...asked, problems: [changedMeanwhile('challenge')] })
    },
  },
  {
    method: 'POST',
    path: '/assessments/:id/sign-off',
    may: 'assessments.sign-off',
    async does({ db, reads, who, params, body, today, now }) {
      const on = await ground(reads, who.authority, today)
      const kept = keptIn(on, params.id)
      if (!kept) return missing
      const asked = { reads, who, id: params.id, today, given: body }
      const said = kept.state === 'challenged' ? await composed(reads, on, kept) : undefined
      if (!said) return theAssessment({ ...asked, problems: [changedMeanwhile('sign-off')] })
      const lacking = withoutReason(said.triggers).map(({ number }) => ({ field: 'sign-off', text: `Trigger ${number} has a light that differs from the computed one, and no reason` })) // prettier-ignore
      if (lacking.length > 0) return theAssessment({ ...asked, problems: lacking })
      if (body.seal !== sealOfDraft(said)) return theAssessment({ ...asked, problems: [changedMeanwhile('sign-off')] })
      const stood = await signOff(db, who, kept, { frozen: frozenAs(said, who.name, now), seen: numberIn(body.version) ?? 0, now })
      return stood ? go(paths.assessment(kept.id)) : theAssessment({ ...asked, problems: [changedMeanwhile('sign-off')] })
    },
  },
  {
    method: 'POST',
    path: '/assessments/:id/correct',
    may: 'assessments.draft',
    async does({ db, reads, who, params, body, today, now }) {
      const kept = keptIn(await ground(reads, who.authority, today), params.id)
      if (!kept) return missing
      const reason = readRequired(body, 'reason', 'Enter why it has to be corrected')
      const asked = { reads, who, id: params.id, today, given: body }
      if (!reason.ok) return theAssessment({ ...asked, problems: reason.problems })
      if (kept.state !== 'signed off') return go(paths.assessment(kept.id))
      return go(paths.assessment(await correctAssessment(db, who, kept, { reason: reason.value, now })))
    },
  },
  file('pdf', 'application/pdf', (said, day) => asPdf(termAssessmentDocument(said, day))),
  file('docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', (said, day) => asWord(termAssessmentDocument(said, day))), // prettier-ignore
  file('pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', (said) => asSlides(termAssessmentDeck(said))),
  file('html', 'text/html', (said, day) => asHtml(termAssessmentDocument(said, day))),
  file('json', 'application/json', (said, _day, frozen) => frozen ?? canonicalJson(said)),
]

const changedMeanwhile = (field: string): Problem => ({
  field,
  text: 'The assessment, its figures or its limits changed since you opened this page. Read it as it is now, then do it again',
})

const keptIn = ({ all }: Composed, id: string | undefined): KeptAssessment | undefined => all.find((one) => String(one.id) === id)

async function theList(
  reads: Reads,
  who: Person,
  today: Day,
  { problems, typed }: { problems: readonly Problem[]; typed: string },
): Promise<Outcome> {
  // prettier-ignore
  const { all, calendar } = await ground(reads, who.authority, today)
  const oldest = all.at(-1)?.as_at
  const first = termBefore(termOf(today, calendar), termsShown - 1, calendar).beginsOn
  const terms = termsBetween(oldest !== undefined && oldest < first ? oldest : first, today, calendar)
  return show('assessments/list.njk', assessmentsView({ terms, all, role: who.role, problems, typed }), problems.length > 0 ? 400 : 200)
}

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly id: string | undefined
  readonly today: Day
  readonly problems: readonly Problem[]
  readonly given: Readonly<Record<string, string>>
}

async function theAssessment({ reads, who, id, today, problems, given }: Asked): Promise<Outcome> {
  const on = await ground(reads, who.authority, today)
  const kept = keptIn(on, id)
  if (!kept) return missing
  const said = await saidBy(reads, on, kept)
  if (!said) return show('assessments/nothing.njk', { title: 'Nothing to assess', back: paths.assessments() })
  const now = kept.state === 'signed off' ? await composed(reads, on, kept) : undefined
  const since = now && {
    changes: changesSince(said, now),
    rules: rulesSince(said, on.framework),
    revised: revisedSince(said, on.framework, frameworkSeal(on.framework)),
    today,
  }
  const written = await writtenOf(reads, kept)
  const facts = { kept, said, who, all: on.all, written, seal: sealOfDraft(said), since, problems, given }
  return show('assessments/assessment.njk', assessmentView(facts), problems.length > 0 ? 400 : 200)
}

async function theTrigger(
  { reads, who, id, today, problems, given }: Asked,
  number: string | undefined,
  meanwhile?: WrittenTrigger,
): Promise<Outcome> {
  // prettier-ignore
  const on = await ground(reads, who.authority, today)
  const kept = keptIn(on, id)
  if (!kept) return missing
  if (kept.state === 'signed off') return go(paths.assessment(kept.id))
  const said = await composed(reads, on, kept)
  const trigger = said?.triggers.find((one) => String(one.number) === number)
  if (!said || !trigger) return missing
  const written = (await writtenOf(reads, kept)).find((one) => one.trigger === trigger.number)
  return show(
    'assessments/writing.njk',
    writingView({ kept, said, trigger, written, given, problems, meanwhile }),
    problems.length > 0 ? 400 : 200,
  )
}

type Makes = (said: TermAssessment, day: string, frozen: string | null) => Promise<string | Uint8Array> | string | Uint8Array

function file(ending: 'pdf' | 'docx' | 'pptx' | 'html' | 'json', type: string, makes: Makes): Page {
  return {
    method: 'GET',
    path: `/assessments/:id/assessment.${ending}`,
    may: 'assessments.see',
    async does({ reads, who, params, today }) {
      const on = await ground(reads, who.authority, today)
      const kept = keptIn(on, params.id)
      const said = kept && (await saidBy(reads, on, kept))
      if (!kept || !said) return missing
      const frozen = await frozenText(reads, who.authority, kept.id)
      const name = `assessment-${who.authority}-${kept.year}-${kept.term}-${kept.number}.${ending}`
      return made(name, type, async () => Promise.resolve(makes(said, inWords(today), frozen)))
    },
  }
}
