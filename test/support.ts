import type { TestContext } from 'node:test'
import { parseAreaCode, type AreaCode } from '../src/authorities/area.ts'
import type { Db } from '../src/db/connect.ts'
import { parseUrn, type Urn } from '../src/establishments/urn.ts'
import { parseDay, type Day } from '../src/lib/day.ts'
import { newDatabase } from './database.ts'

/** A new database with every table, embedded or on the test server, gone when the test ends. */
export async function freshDb(t: TestContext): Promise<Db> {
  const { db, dispose } = await newDatabase()
  t.after(dispose)
  return db
}

export const aUrn = (text: string): Urn => parseUrn(text) ?? fail(text)
export const aDay = (text: string): Day => parseDay(text) ?? fail(text)
export const anArea = (text: string): AreaCode => parseAreaCode(text) ?? fail(text)

function fail(text: string): never {
  throw new Error(`test data is not valid: ${text}`)
}
