import type { Checked, Problem } from '../../lib/checked.ts'
import { readDay, type Day } from '../../lib/day.ts'
import { outcomes, passageKinds } from '../own-position.ts'
import { evened, occursIn, sentencesOf, type LetterGiven, type Marking } from './letter.ts'

type Body = Readonly<Record<string, string>>

/** Reads a letter that is pasted in, and whose inspection it tells of. */
export function readLetter(body: Body, today: Day): Checked<LetterGiven> {
  const problems: Problem[] = []
  const typed = (name: string) => (body[name] ?? '').replaceAll('\r\n', '\n').trim()
  const [inspected, source, text] = [typed('inspected'), typed('source'), typed('text')]
  const outcome = outcomes.find((one) => one === body.outcome)
  if (inspected === '') problems.push({ field: 'inspected', text: 'Enter the authority that was inspected' })
  else if (inspected.length > 200) problems.push({ field: 'inspected', text: 'The authority must be 200 characters or fewer' })
  const began = dayIn(body.began, 'began', today, problems)
  const published = dayIn(body.published, 'published', today, problems)
  if (!outcome) problems.push({ field: 'outcome', text: 'Choose the outcome' })
  if (source === '') problems.push({ field: 'source', text: 'Enter where the letter was published' })
  else if (source.length > 2000) problems.push({ field: 'source', text: 'Where it was published must be 2,000 characters or fewer' })
  if (text === '') problems.push({ field: 'text', text: 'Paste the text of the letter' })
  else if (text.length > 200_000) problems.push({ field: 'text', text: 'The letter must be 200,000 characters or fewer' })
  if (!outcome || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { inspected, began_on: began, published_on: published, outcome, source, text } }
}

function dayIn(typed: string | undefined, field: string, today: Day, problems: Problem[]): Day | null {
  if ((typed ?? '').trim() === '') return null
  const day = readDay(typed ?? '')
  if (!day) problems.push({ field, text: 'Enter a day like 27/11/2014, or leave it empty' })
  else if (day > today) problems.push({ field, text: 'The day must be today or in the past' })
  return day ?? null
}

/**
 * Reads which passages of a letter are marked: sentences chosen by their place in it, or one quoted, which must occur in the
 * letter. With what they tell of, and the criteria they speak to.
 */
export function readMarking(body: Body, letter: string, criteria: readonly string[]): Checked<Marking> {
  const problems: Problem[] = []
  const chosen = sentencesOf(letter).filter((_, at) => body[`sentence-${at}`] !== undefined)
  const quoted = evened(body.quoted ?? '')
  const kind = passageKinds.find((one) => one === body.kind)
  const tied = criteria.filter((_, at) => body[`criterion-${at}`] !== undefined)
  if (quoted.length > 4000) problems.push({ field: 'quoted', text: 'The passage must be 4,000 characters or fewer' })
  else if (quoted !== '' && !occursIn(quoted, letter)) problems.push({ field: 'quoted', text: 'This passage does not occur in the letter: copy it as it stands there' }) // prettier-ignore
  if (chosen.length === 0 && quoted === '') problems.push({ field: 'sentence-0', text: 'Choose a sentence, or quote a passage' })
  if (!kind) problems.push({ field: 'kind', text: 'Choose what the passage tells of' })
  if (tied.length === 0) problems.push({ field: 'criterion-0', text: 'Choose the criteria the passage speaks to' })
  if (!kind || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { passages: [...new Set([...chosen, ...(quoted === '' ? [] : [quoted])])], kind, criteria: tied } }
}
