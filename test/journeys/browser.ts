import { createRequire } from 'node:module'
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const phone = { width: 375, height: 800 }
export const desktop = { width: 1280, height: 900 }

/** A real Chromium, closed when the test ends. `CHROMIUM` names one that is not in a usual place. */
export async function browser(t: TestContext): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...places].find((place) => place !== undefined && isThere(place))
  if (executablePath === undefined) {
    throw new Error('No Chromium was found. Install it (on Debian: apt-get install chromium), or name it in CHROMIUM.')
  }
  const opened = await chromium.launch({ executablePath, args: flags })
  t.after(() => opened.close())
  return opened
}

/** A window of a browser. Whatever the page complains of, such as a script the security policy refused, fails the test. */
export async function windowOf(
  opened: Browser,
  options: { size?: typeof phone; script?: boolean } = {},
): Promise<{
  page: Page
  context: BrowserContext
  complaints: string[]
}> {
  const context = await opened.newContext({ viewport: options.size ?? desktop, javaScriptEnabled: options.script ?? true })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { page, context, complaints }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with a page, one sentence for each place. None when it is sound. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Into a world of its own, so that the security policy of the page stays as it is for everybody.
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' })
  const run = `${axe}; axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(
    violations.flatMap((v) => v.nodes.map((node) => v.id + ': ' + v.help + ' at ' + node.target.join(' ')))))`
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: run,
    contextId: world.executionContextId,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (exceptionDetails) throw new Error(`axe could not run on ${page.url()}: ${exceptionDetails.text}`)
  const found: unknown = JSON.parse(String(result.value))
  if (!Array.isArray(found)) throw new Error(`axe gave no list for ${page.url()}`)
  return found.map((sentence) => `${new URL(page.url()).pathname} ${String(sentence)}`)
}

/** How far a page reaches beyond the side of the screen, in pixels. A page that scrolls sideways is hard to read on a phone. */
export async function tooWide(page: Page): Promise<number> {
  const width: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  return Number(width)
}

/** Keeps a picture of a page for somebody to look at, when `PICTURES` names a folder to keep them in. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}

function isThere(place: string): boolean {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
