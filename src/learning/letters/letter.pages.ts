import { mayDo } from '../../accounts/permission.ts'
import type { Person } from '../../accounts/person.ts'
import type { Db, Reads } from '../../db/connect.ts'
import type { Problem } from '../../lib/checked.ts'
import { readId } from '../../lib/entry.ts'
import { paths } from '../../paths.ts'
import { frameworkAsked } from '../../statements/framework-asked.import.ts'
import { go, missing, show, type Outcome, type Page } from '../../web/page.ts'
import { readLetter, readMarking } from './letter.form.ts'
import { addLetter, letterOf, markPassages, passagesOf, setLetterOut, unmarkPassage } from './letter.store.ts'
import type { Letter } from './letter.ts'
import { letterView, pasteView } from './letter.view.ts'

type Body = Readonly<Record<string, string>>

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly params: Readonly<Record<string, string>>
}

async function letterAsked({ reads, who, params }: Asked): Promise<Letter | undefined> {
  const id = readId(params.letter)
  return id === undefined ? undefined : letterOf(reads, who.authority, id)
}

async function letterPage(of: Asked, typed: Body = {}, problems: readonly Problem[] = []): Promise<Outcome> {
  const { reads, who } = of
  const [letter, asked] = [await letterAsked(of), await frameworkAsked(reads, who.authority, undefined)]
  if (!letter || !asked) return missing
  const passages = await passagesOf(reads, who.authority, letter.id)
  const writes = mayDo(who.role, 'evaluation.write')
  return show('learning/letters/letter.njk', letterView({ asked, letter, passages, typed, problems, writes }), problems.length > 0 ? 400 : 200) // prettier-ignore
}

/** A step on a letter, after which its page is shown again. */
const step = (
  name: 'unmark' | 'out' | 'back',
  does: (tx: Db, who: Person, letter: Letter, now: Date, body: Body) => Promise<void>,
): Page => ({
  method: 'POST',
  path: `/self-evaluation/learning/letters/:letter/${name}`,
  may: 'evaluation.write',
  async does({ db, reads, who, params, body, now }) {
    const letter = await letterAsked({ reads, who, params })
    if (!letter) return missing
    await does(db, who, letter, now, body)
    return go(paths.letter(letter.id))
  },
})

/** Letters of other authorities' inspections: pasted in, marked, taken out and put back. */
export const letterPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/learning/letters',
    may: 'evaluation.write',
    does() {
      return Promise.resolve(show('learning/letters/paste.njk', pasteView({}, [])))
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/learning/letters',
    may: 'evaluation.write',
    async does({ db, who, body, today, now }) {
      const form = readLetter(body, today)
      if (!form.ok) return show('learning/letters/paste.njk', pasteView(body, form.problems), 400)
      return go(paths.letter(await addLetter(db, who, form.value, now)))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/learning/letters/:letter',
    may: 'evaluation.see',
    does(asked) {
      return letterPage(asked)
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/learning/letters/:letter/mark',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, now }) {
      const of = { reads, who, params }
      const [letter, asked] = [await letterAsked(of), await frameworkAsked(reads, who.authority, undefined)]
      if (!letter || letter.removed_at || !asked) return missing
      const criteria = asked.framework.themes.flatMap((theme) => theme.criteria.map(({ key }) => key))
      const form = readMarking(body, letter.text, criteria)
      if (!form.ok) return letterPage(of, body, form.problems)
      await markPassages(db, who, { letter, framework: asked.framework.key, marking: form.value }, now)
      return go(paths.letter(letter.id))
    },
  },
  step('unmark', async (tx, who, letter, now, body) => {
    const passage = readId(body.passage)
    if (passage !== undefined) await unmarkPassage(tx, who, letter, passage, now)
  }),
  step('out', (tx, who, letter, now) => setLetterOut(tx, who, letter, true, now)),
  step('back', (tx, who, letter, now) => setLetterOut(tx, who, letter, false, now)),
]
