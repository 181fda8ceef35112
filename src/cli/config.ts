import path from 'node:path'
import type { Checked, Problem } from '../lib/checked.ts'

/** Where the database is: embedded in a folder, or a PostgreSQL server. */
export type Where = { readonly folder: string } | { readonly url: string }

type Given = Readonly<Record<string, string | undefined>>

const usualFolder = 'fiveday-data'
const usualPort = 5555

/** Where the database is: `--data`, else DATABASE_URL, else FIVEDAY_DATA, else `fiveday-data` in the folder the person stands in. */
export function readWhere(typed: string | undefined, env: Given, standing: string): Checked<Where> {
  if (typed === '' || typed?.startsWith('-')) return wrong('data', '--data must name a folder')
  if (typed !== undefined) return folder(standing, typed)
  if (env.DATABASE_URL !== undefined) {
    if (isPostgres(env.DATABASE_URL)) return { ok: true, value: { url: env.DATABASE_URL } }
    return wrong('DATABASE_URL', 'DATABASE_URL must be an address like postgres://user:password@host:5432/database')
  }
  if (env.FIVEDAY_DATA === '') return wrong('FIVEDAY_DATA', 'FIVEDAY_DATA must name a folder, or be left out')
  return folder(standing, env.FIVEDAY_DATA ?? usualFolder)
}

/** How people reach the server. */
export interface Reach {
  readonly port: number
  /** The network it listens on: this machine only, unless FIVEDAY_HOST says otherwise. */
  readonly host: string
  /** The address people use, when a proxy stands before the server. An https one makes cookies secure. */
  readonly address: string | undefined
}

/** `--port`, else PORT, else 5555, and 0 for any that is free; FIVEDAY_HOST; FIVEDAY_ADDRESS. Every wrong one is named at once. */
export function readReach(typed: string | undefined, env: Given): Checked<Reach> {
  const problems: Problem[] = []
  const port = portFrom(typed, env.PORT, problems)
  const address = env.FIVEDAY_ADDRESS
  if (address !== undefined && !/^https?:\/\/[^/]+\/?$/.test(address)) {
    problems.push({
      field: 'FIVEDAY_ADDRESS',
      text: `FIVEDAY_ADDRESS must be an address like https://fiveday.example.gov.uk, not "${address}"`,
    })
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { port, host: env.FIVEDAY_HOST ?? '127.0.0.1', address: address?.replace(/\/$/, '') } }
}

/** The value typed for an option, before any table of commands is at hand: `--data here` or `--data=here`. */
export function typedFor(option: string, argv: readonly string[]): string | undefined {
  const at = argv.indexOf(option)
  if (at >= 0) return argv[at + 1]
  return argv.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1)
}

function portFrom(typed: string | undefined, set: string | undefined, problems: Problem[]): number {
  const text = typed ?? set ?? String(usualPort)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  const name = typed === undefined ? 'PORT' : '--port'
  if (port < 0 || port > 65_535) problems.push({ field: name, text: `${name} must be a whole number from 0 to 65535, not "${text}"` })
  return port
}

function folder(standing: string, named: string): Checked<Where> {
  return { ok: true, value: { folder: path.resolve(standing, named) } }
}

function wrong(field: string, text: string): Checked<never> {
  return { ok: false, problems: [{ field, text }] }
}

function isPostgres(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}
