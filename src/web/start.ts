import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/connect.ts'
import { prepareAssets } from './assets.ts'
import type { Page } from './page.ts'
import { buildServer } from './server.ts'

export interface Web {
  readonly db: Db
  readonly pages: readonly Page[]
  /** 0 takes any port that is free. */
  readonly port: number
  /** `127.0.0.1` for this machine only, `0.0.0.0` for others too. */
  readonly host: string
  /** A folder for what may be rebuilt at any time: compiled styles. */
  readonly cache: string
  readonly https: boolean
  /** The address people use, where it was set: a proxy may not pass on what they asked for. */
  readonly address?: string | undefined
  /** The largest file a form may bring, in bytes. */
  readonly largestUpload: number
  readonly now: () => Date
  readonly log: (line: string) => void
}

/** Starts serving pages, and says where. Close the server to stop; requests under way are answered first. */
export async function startWeb(web: Web): Promise<{ readonly server: FastifyInstance; readonly address: string }> {
  const { port, host, cache, ...rest } = web
  const server = await buildServer({ ...rest, assets: await prepareAssets(cache) })
  const address = await server.listen({ port, host })
  return { server, address }
}
