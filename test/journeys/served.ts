import path from 'node:path'
import type { TestContext } from 'node:test'
import { firstInvitation } from '../../src/accounts/invitation.store.ts'
import type { Db } from '../../src/db/connect.ts'
import { importsOf, pagesWith } from '../../src/features.ts'
import { limits } from '../../src/sources/limits.ts'
import type { Page } from '../../src/web/page.ts'
import { paths } from '../../src/paths.ts'
import { startWeb } from '../../src/web/start.ts'

/** A server of every page over a database, closed when the test ends. `setUp` is the link that makes the first account. */
export async function served(t: TestContext, db: Db): Promise<{ address: string; setUp: string; pages: readonly Page[]; log: string[] }> {
  const log: string[] = []
  const now = () => new Date()
  const pages = pagesWith(importsOf({ now, failed: (problem) => log.push(String(problem)) }))
  const { address, server } = await startWeb({
    db,
    pages,
    port: 0,
    host: '127.0.0.1',
    cache: path.resolve(import.meta.dirname, '../../.cache'),
    https: false,
    largestUpload: limits.bytes,
    now,
    log: (line) => log.push(line),
  })
  t.after(() => server.close())
  const secret = await firstInvitation(db, now())
  return { address, setUp: `${address}${paths.setUp(secret ?? 'none')}`, pages, log }
}
