import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount } from '../../test/visitor.ts'
import { settledText } from './merge.ts'
import { savedTexts, statementsOfTheme, textAt } from './position-statement.store.ts'
import { beginStatement, saveText, type OfTheme } from './statement-text.store.ts'

const authority = anArea('001')
const now = new Date('2026-07-01T09:00:00Z')

test('two who write one statement at once, a hundred times over in random orders, lose no sentence', async (t) => {
  const db = await freshDb(t)
  const people = await twoPeople(db)
  for (let round = 0; round < 100; round++) {
    const of: OfTheme = { framework: 'laassi-2014-11', theme: `theme-${round}`, title: 'A theme' }
    await onBehalfOf(db, authority, (tx) => beginStatement(tx, people[0], of, now))
    const chance = seeded(round + 1)

    const written = await Promise.all(people.map((who, i) => writes(db, who, of, seeded(round * 7 + i), `${round} ${i}`, 2 + Math.floor(chance() * 4)))) // prettier-ignore

    const [statement] = await statementsOfTheme(reading(db), authority, of.framework, of.theme)
    const lost = written.flat().filter((sentence) => !statement?.text.includes(sentence))
    assert.deepEqual(lost, [], `round ${round}: ${statement?.text ?? ''}`)
    assert.ok(['# Where we are', '# How we know', '# What we do next'].every((heading) => statement?.text.includes(heading)))
  }
})

test('every text that was ever saved is kept, also what was typed before it was put together with another’s', async (t) => {
  const db = await freshDb(t)
  const [one, other] = await twoPeople(db)
  const of: OfTheme = { framework: 'laassi-2014-11', theme: 'theme-1', title: 'A theme' }
  await onBehalfOf(db, authority, (tx) => beginStatement(tx, one, of, now))
  const save = (who: Person, seen: number, text: string) =>
    onBehalfOf(db, authority, (tx) => saveText(tx, who, of, { number: 1, seen, text, quiet: false, now }))

  await save(one, 1, '# Where we are\n\nWell.\n\n# How we know\n')
  await save(one, 2, '# Where we are\n\nVery well.\n\n# How we know\n')
  const together = await save(other, 2, '# Where we are\n\nWell.\n\n# How we know\n\nWe asked.\n')

  assert.deepEqual(together, { is: 'saved', version: 5, mine: 4, together: true, text: '# Where we are\n\nVery well.\n\n# How we know\n\nWe asked.\n' }) // prettier-ignore
  const kept = await savedTexts(reading(db), authority, of.framework, of.theme)
  assert.deepEqual(kept.map(({ version }) => version), [5, 4, 3, 2, 1]) // prettier-ignore
  const [statement] = await statementsOfTheme(reading(db), authority, of.framework, of.theme)
  assert.equal(await textAt(reading(db), authority, statement?.id ?? 0, 4), '# Where we are\n\nWell.\n\n# How we know\n\nWe asked.\n')
  assert.deepEqual(await save(other, 2, '# Where we are\n\nWell.\n\n# How we know\n\nWe asked.\n'), { is: 'saved', version: 5, mine: 5, together: false, text: statement?.text }) // prettier-ignore
})

async function twoPeople(db: Db): Promise<readonly [Person, Person]> {
  const person = async (name: string): Promise<Person> => ({ account: await anAccount(db, { email: `${name}@council.example`, authority }), name, role: 'officer', authority }) // prettier-ignore
  return [await person('ama'), await person('ben')]
}

/** Somebody who reads the statement, writes into what they read at random places, saves, and at a clash keeps both texts. */
async function writes(db: Db, who: Person, of: OfTheme, chance: () => number, name: string, times: number): Promise<readonly string[]> {
  const sentences: string[] = []
  const [newest] = await statementsOfTheme(reading(db), authority, of.framework, of.theme)
  let [text, seen] = [newest?.text ?? '', newest?.version ?? 0]
  for (let time = 0; time < times; time++) {
    const sentence = `Sentence ${time} of ${name} says something.`
    sentences.push(sentence)
    text = writtenInto(text, sentence, chance)
    for (let sent = false; !sent;) {
      const given = { number: 1, seen, text, quiet: chance() < 0.5, now }
      const saved = await onBehalfOf(db, authority, (tx) => saveText(tx, who, of, given))
      if (saved.is === 'clash') {
        const theirs = saved.version
        text = settledText(saved.texts, [])
        seen = theirs
      } else {
        assert.equal(saved.is, 'saved')
        sent = true
        // Now and then somebody writes on from their own text, as the page that saves by itself does.
        if (saved.is === 'saved' && saved.together && chance() < 0.5) seen = saved.mine
        else if (saved.is === 'saved') [text, seen] = [saved.text, saved.version]
      }
    }
  }
  return sentences
}

function writtenInto(text: string, sentence: string, chance: () => number): string {
  const lines = text.split('\n')
  const at = Math.floor(chance() * lines.length)
  const line = lines[at] ?? ''
  // On to the end of a paragraph, or as a paragraph of its own.
  if (line.trim() !== '' && !line.startsWith('#') && chance() < 0.5) return lines.with(at, `${line} ${sentence}`).join('\n')
  return lines.toSpliced(at + 1, 0, '', sentence).join('\n')
}

/** The same numbers for the same seed, so that a round that fails can be run again. */
function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 4_294_967_296
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
