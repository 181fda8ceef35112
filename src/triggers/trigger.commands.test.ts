import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { triggerCommands } from './trigger.commands.ts'

test('triggers are not told as at a day that has not come, or before anything was published', async (t) => {
  const db = await freshDb(t)
  const [command] = triggerCommands
  const complained: string[] = []
  const out = { print: () => {}, progress: () => {}, complain: (text: string) => void complained.push(text) }
  const today = aDay('2026-11-23')
  const called = { db, reads: reading(db), args: [], out, today, now: () => new Date(0), signal: t.signal, folder: '.' }

  const codes = await Promise.all(
    ['9999-12-31', '01/01/0001', '31/08/2025'].map(async (on) => command?.does({ ...called, options: { all: true, on } })),
  )

  assert.deepEqual(codes, [2, 2, 1])
  assert.match(complained[0] ?? '', /^31 December 9999 has not come yet: give a day up to 23 November 2026/)
  assert.match(complained[1] ?? '', /give a day from 1 September 1992/)
  assert.match(complained[2] ?? '', /^No file that is held/)
})
