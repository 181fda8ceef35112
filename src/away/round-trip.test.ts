import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { PositionStatement } from '../position-statements/position-statement.ts'
import type { CriterionJudgement } from '../statements/criterion-judgement.ts'
import { anArea } from '../../test/support.ts'
import { awaySpreadsheet } from './away-spreadsheet.document.ts'
import { awayWord } from './away-word.renderer.ts'
import { cellText } from './away-words.ts'
import { readAwayBytes } from './away.import.ts'
import { carriable, fromPieces, headings, inPieces, sameAway, type BroughtFile, type WholeEvaluation } from './away.ts'

const made = new Date('2026-11-23T09:00:00Z')
const framework = workingFramework()
const criteria = framework.themes.flatMap((theme) => theme.criteria.map((criterion) => ({ theme: theme.key, criterion: criterion.key })))

const odd = fc.constantFrom('=1+1', '-1', '+44', '@SUM(A1)', '007', '1.10', "'quoted'", '“smart”', '"', '# heading', '- item', '* item', '1. first', '| a | b |', '_x0041_', '_x005F_', 'a  b', '&amp;', '<w:p>', 'Ysgol Gŵyr', '🏫👩‍👩‍👧', '\ttab', '{{figure:lait:1}}', ']]>', '\u0001', '\r\n', 'true', '2014-11-01', 'x'.repeat(300)) // prettier-ignore
const line = fc.array(fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 5 }).map((pieces) => pieces.join(' '))
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'))
const judged = fc.record({
  grade: fc.constantFrom(null, ...framework.scale.grades.map(({ key }) => key)),
  confidence: fc.constantFrom(null, 'low' as const, 'medium' as const, 'high' as const),
  reason: text,
  strengths: text,
  gaps: text,
  better: text,
})

const wholes = fc
  .record({
    said: fc.array(judged, { minLength: 4, maxLength: 4 }),
    texts: fc.array(fc.oneof(text, fc.array(text, { minLength: 20, maxLength: 30 }).map((many) => many.join('\n').repeat(8).slice(0, 199_000))), { minLength: 2, maxLength: 2 }), // prettier-ignore
  })
  .map(({ said, texts }): WholeEvaluation => ({
    authority: anArea('001'),
    framework,
    judgements: said.map((one, i) => ({ ...aJudgement, ...one, ...(criteria[i * 7] ?? { theme: '', criterion: '' }), version: i + 1 })),
    statements: texts.map((said, i) => ({ ...aStatement, theme: framework.themes[i]?.key ?? '', text: said })),
    actions: [{ what: '=Act', done_means: '', owner_name: null, due_on: null, state: 'open', rag: 'grey', criterion: '1.1', theme: null }],
  }))

const aJudgement: CriterionJudgement = { id: 1, theme: '', criterion: '', number: 2, year: 2027, state: 'draft', version: 3, grade: null, confidence: null, reason: '', strengths: '', gaps: '', better: '', drafted_by: 'Ama', drafted_account: 1, drafted_at: made, challenge: null, challenge_grade: null, challenge_reason: null, challenged_by: null, challenged_account: null, challenged_at: null, lead_says: null, agreed_by: null, agreed_at: null, carried_from: null, needs_look: null } // prettier-ignore
const aStatement: PositionStatement = { id: 1, theme: '', number: 1, state: 'draft', text: '', figures: null, version: 4, drafted_by: 'Ama', drafted_account: 1, drafted_at: made, written_at: made, challenge: null, challenged_by: null, challenged_account: null, challenged_at: null, agreed_by: null, agreed_at: null, published_by: null, published_at: null, carried_from: null, needs_look: null } // prettier-ignore

const writers: readonly { readonly ending: string; readonly write: (whole: WholeEvaluation) => Uint8Array | Promise<Uint8Array> }[] = [
  { ending: 'xlsx', write: (whole) => asXlsx(awaySpreadsheet(whole, { creator: 'Larkshire', made })) },
  { ending: 'ods', write: (whole) => asOds(awaySpreadsheet(whole, { creator: 'Larkshire', made })) },
  { ending: 'docx', write: (whole) => awayWord(whole, { creator: 'Larkshire', made: '23 November 2026' }) },
]

/** Every difference between what left and what came back. */
function differences(whole: WholeEvaluation, { rows, notRead }: BroughtFile): readonly string[] {
  const lost = notRead.map(({ place, text: says }) => `${place}: ${says}`)
  const wrong = rows.flatMap(({ left, says }) => {
    if (left.kind === 'statement') {
      const out = whole.statements.find(({ theme }) => theme === left.key)
      const same = sameAway(says.text ?? 'nothing', out?.text ?? '') && left.version === (out?.version ?? 0)
      return same ? [] : [`${left.key}: ${firstDifference(carriable(out?.text ?? ''), says.text ?? '')}`]
    }
    const out = whole.judgements.find(({ criterion }) => criterion === left.key) ?? { ...aJudgement, version: 0 }
    const parts = headings.filter(
      ({ part }) => !sameAway(says[part] ?? 'nothing', cellText(whole, part, out)) || left.version !== out.version,
    )
    return parts.map(({ part }) => `${left.key} ${part}: ${JSON.stringify(out[part])} came back as ${JSON.stringify(says[part])}`)
  })
  return [...lost, ...wrong, ...(rows.length === criteria.length + framework.themes.length ? [] : [`${rows.length} rows`])]
}

function firstDifference(one: string, other: string): string {
  const at = Array.from(one, (letter, i) => letter === Array.from(other)[i]).indexOf(false)
  const around = (text: string) =>
    JSON.stringify(
      Array.from(text)
        .slice(Math.max(0, at - 20), at + 40)
        .join(''),
    )
  return `at ${at}: ${around(one)} came back as ${around(other)}`
}

for (const { ending, write } of writers) {
  test(`a self-evaluation that goes out as .${ending} and comes back untouched has changed in nothing`, async () => {
    const lost = fc.asyncProperty(wholes, async (whole) => {
      assert.deepEqual(differences(whole, await readAwayBytes(await write(whole))), [])
    })
    await fc.assert(lost, { numRuns: 8, endOnFailure: true })
  })

  test(`LibreOffice opens the .${ending}, saves it in its own way, and nothing is lost`, async (t) => {
    if (!existsSync('/usr/bin/soffice')) return t.skip('LibreOffice is not installed')
    const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-away-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const [whole] = fc.sample(wholes, { numRuns: 1, seed: 7 })
    if (!whole) throw new Error('nothing was sampled')
    const from = path.join(folder, `whole.${ending}`)
    await writeFile(from, await write(whole))
    const into = path.join(folder, 'saved')
    await promisify(execFile)('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', ending, '--outdir', into, from], { timeout: 120_000 }) // prettier-ignore

    assert.deepEqual(differences(whole, await readAwayBytes(await readFile(path.join(into, `whole.${ending}`)))), [])
  })
}

test('a long statement is divided into pieces that a cell holds, and is whole again when they are put together', () => {
  fc.assert(fc.property(fc.array(fc.oneof(text, fc.constant('é🏫'.repeat(20_000))), { maxLength: 8 }), (texts) => {
      const whole = carriable(texts.join('\n'))
      const pieces = inPieces(whole)
      assert.ok(pieces.every((piece) => piece.text.length <= 30_000))
      assert.equal(fromPieces(pieces), whole)
    }), { numRuns: 30 }) // prettier-ignore
})
