import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wasInterrupted, writeProcess } from './import-run.ts'

const here = { machine: 'm', number: 10, began: '200' }
const now = new Date('2026-11-23T09:00:00Z')
const lately = new Date('2026-11-23T08:59:30Z')
const asked = (process: string, alive: readonly number[], seen_at = lately) =>
  wasInterrupted({ process, seen_at }, { here, now, isAlive: (number) => alive.includes(number) })

test('an import of this very process is under way', () => {
  assert.equal(asked(writeProcess(here), [10], new Date(0)), false)
})

test('an import of a process of this machine that is gone was interrupted at once', () => {
  assert.equal(asked('m 9 100', []), true)
  assert.equal(asked('m 9 100', [9]), false)
})

test('a process that had our number before us is gone', () => {
  assert.equal(asked('m 10 100', [10]), true)
})

test('an import of another machine was interrupted when it has been silent for two minutes', () => {
  assert.equal(asked('other 9 100', []), false)
  assert.equal(asked('other 9 100', [], new Date('2026-11-23T08:57:59Z')), true)
})
