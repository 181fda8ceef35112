import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { TestContext } from 'node:test'
import type { Role } from '../src/accounts/permission.ts'
import { hashOf } from '../src/accounts/password.ts'
import type { AreaCode } from '../src/authorities/area.ts'
import type { Db } from '../src/db/connect.ts'
import type { Assets } from '../src/web/assets.ts'
import type { Page } from '../src/web/page.ts'
import { buildServer } from '../src/web/server.ts'

const noAssets: Assets = { files: [], styles: '/styles.css', script: '/script.js', icon: '/icon.svg' }

/** A server of some pages, spoken to without a network. Its clock stands until it is told to go on. */
export async function aServer(t: TestContext, options: { db: Db; pages: readonly Page[]; https?: boolean; address?: string }) {
  const log: string[] = []
  const clock = { now: new Date('2026-07-01T09:00:00Z') }
  const app = await buildServer({
    db: options.db,
    pages: options.pages,
    assets: noAssets,
    now: () => clock.now,
    log: (line) => log.push(line),
    https: options.https ?? false,
    address: options.address,
    largestUpload: 200_000,
  })
  t.after(() => app.close())
  const later = (milliseconds: number) => (clock.now = new Date(clock.now.getTime() + milliseconds))
  return { app, log, later }
}

/** One browser: it keeps its cookies, and takes the token for a form from the page the form is on. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #app: FastifyInstance

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  async look(url: string): Promise<LightMyRequestResponse> {
    return this.#kept(await this.#app.inject({ method: 'GET', url, headers: this.#headers() }))
  }

  async post(url: string, fields: Readonly<Record<string, string>>, formOn = url): Promise<LightMyRequestResponse> {
    const csrf = tokenIn((await this.look(formOn)).body)
    return this.postBare(url, { csrf, ...fields })
  }

  /** Posts exactly these fields, with no token but what is among them. */
  async postBare(url: string, fields: Readonly<Record<string, string>>): Promise<LightMyRequestResponse> {
    const payload = new URLSearchParams(fields).toString()
    const headers = { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded' }
    return this.#kept(await this.#app.inject({ method: 'POST', url, headers, payload }))
  }

  async upload(url: string, fields: Readonly<Record<string, string>>, file: Uint8Array): Promise<LightMyRequestResponse> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new Blob([Buffer.from(file)]), '..\\folder/schools.csv')
    const sent = new Request('http://localhost/', { method: 'POST', body: form })
    const headers = { ...this.#headers(), 'content-type': sent.headers.get('content-type') ?? '' }
    return this.#kept(await this.#app.inject({ method: 'POST', url, headers, payload: Buffer.from(await sent.arrayBuffer()) }))
  }

  #headers() {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  #kept(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}

/** The token in the first form of a page. */
export function tokenIn(html: string): string {
  return /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? 'no token'
}

export const thePassword = 'seven green lanterns'

export async function anAccount(db: Db, facts: { email: string; role?: Role; authority: AreaCode | null }): Promise<number> {
  const { email, role = 'officer', authority } = facts
  const { id } = await db
    .insertInto('account')
    .values({
      email,
      name: 'Ama Boateng',
      password_hash: await hashOf(thePassword),
      role,
      authority,
      created_at: new Date(0),
      withdrawn_on: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
