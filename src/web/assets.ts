import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** A file that every page asks for. Its address changes when its content does, so browsers may keep it for a year. */
export interface Asset {
  readonly path: string
  readonly type: string
  readonly body: Buffer
  readonly gzipped: Buffer
}

/** What a page needs beside its text, and the addresses the layout names. */
export interface Assets {
  readonly files: readonly Asset[]
  readonly styles: string
  readonly script: string
  readonly icon: string
}

const here = path.dirname(fileURLToPath(import.meta.url))
const govuk = path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'))

/**
 * Prepares the styles, scripts and icon. Compiling the styles takes over a second, so the result is kept in `cache` under
 * the hash of all that went into it; where the folder cannot be written, they are compiled at each start.
 */
export async function prepareAssets(cache: string): Promise<Assets> {
  const [styles, components, enhance, autosave, icon] = await Promise.all([
    compiledStyles(cache),
    readFile(path.join(govuk, 'dist/govuk/govuk-frontend.min.js')),
    readFile(path.join(here, 'enhance.js')),
    readFile(path.join(here, 'autosave.js')),
    readFile(path.join(here, 'icon.svg')),
  ])
  // One folder for all: enhance.js imports the others by a relative address.
  const folder = `/assets/${hashOf(styles, components, enhance, autosave, icon)}`
  const files = [
    asset(`${folder}/styles.css`, 'text/css; charset=utf-8', styles),
    asset(`${folder}/govuk-frontend.min.js`, 'text/javascript; charset=utf-8', components),
    asset(`${folder}/enhance.js`, 'text/javascript; charset=utf-8', enhance),
    asset(`${folder}/autosave.js`, 'text/javascript; charset=utf-8', autosave),
    asset(`${folder}/icon.svg`, 'image/svg+xml', icon),
  ]
  return { files, styles: `${folder}/styles.css`, script: `${folder}/enhance.js`, icon: `${folder}/icon.svg` }
}

function asset(at: string, type: string, body: Buffer): Asset {
  return { path: at, type, body, gzipped: gzipSync(body) }
}

async function compiledStyles(cache: string): Promise<Buffer> {
  const source = path.join(here, 'styles.scss')
  const sheets = (await readdir(here)).filter((name) => name.endsWith('.scss')).sort()
  const parts = [...sheets.map((name) => path.join(here, name)), path.join(govuk, 'package.json')]
  const key = hashOf(...(await Promise.all(parts.map((part) => readFile(part)))))
  const kept = path.join(cache, `styles-${key}.css`)
  const before = await readFile(kept).catch(() => undefined)
  if (before) return before

  // Loaded only when needed: sass alone costs a fifth of a second of every start.
  const { compile } = await import('sass')
  const loadPaths = [path.dirname(govuk)]
  const { css } = compile(source, { loadPaths, style: 'compressed', quietDeps: true })
  await keep(kept, css)
  return Buffer.from(css)
}

// Written beside and renamed, so that a second process starting now never reads half a file.
async function keep(at: string, css: string): Promise<void> {
  const beside = `${at}.${String(process.pid)}`
  await mkdir(path.dirname(at), { recursive: true })
    .then(() => writeFile(beside, css))
    .then(() => rename(beside, at))
    .catch(() => undefined)
}

function hashOf(...parts: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}
