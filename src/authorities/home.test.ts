import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anArea } from '../../test/support.ts'
import { importers } from '../features.ts'
import type { ImportRun } from '../sources/import-run.ts'
import { homeView } from './home.view.ts'

const sources = importers.map(({ source }) => source)
const [ofYears, other] = sources

const at = new Date('2026-11-02T09:00:00Z')
const aRun = (id: number, source: string | undefined, year: number | null, refused: number): ImportRun => {
  const told = { file_name: 'a.csv', bytes: 1, checksum: null, as_at: null, stage: '', rows_read: 9, rows_used: 9, message: null }
  return {
    ...told,
    id,
    source: source ?? null,
    year,
    rows_refused: refused,
    state: 'done',
    started_by: 'Ama',
    started_at: at,
    ended_at: at,
  }
}

test('home names what is held once for each kind of file, with the newest year and all rows not used', () => {
  const held = [aRun(1, ofYears?.key, 2026, 2), aRun(2, ofYears?.key, 2019, 1), aRun(3, other?.key, null, 0)]
  const who = { account: 1, name: 'Ama', role: 'officer', authority: anArea('001') } as const

  const view = homeView({ who, authority: undefined, assessed: undefined, sources, held, releases: [], lately: [], unseen: [], late: { all: 0, mine: 0 } }) // prettier-ignore

  assert.deepEqual(view.held, [
    { name: ofYears?.name, asAt: '2 files, the newest of 2025 to 2026', imported: '2 November 2026', refused: '3', href: '/data' },
    { name: other?.name, asAt: '–', imported: '2 November 2026', refused: '0', href: '/data/3' },
  ])
  assert.ok(view.places.some(({ text }) => text === 'Self-evaluation'))
})
