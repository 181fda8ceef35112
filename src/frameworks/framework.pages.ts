import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { paths } from '../paths.ts'
import { file, go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { tooLarge } from './text-parts.ts'
import { frameworkSpreadsheet } from './formats/framework.document.ts'
import { asOscal } from './formats/oscal.ts'
import { asYaml } from './formats/yaml.ts'
import { frameworkByKey, frameworkInUse, frameworksHeld, keyTaken } from './framework-in-use.import.ts'
import { chooseFramework, frameworksChosen, loadedFrameworkChecksum, loadFramework } from './framework.store.ts'
import type { Framework } from './framework.ts'
import { frameworksView, frameworkView, previewView } from './framework.view.ts'
import { loadableAgain, loadableIn, packed, type Loadable } from './loading.import.ts'

/** The largest file that is taken, packed or not. */
const mostUploaded = 2_000_000

/** What a framework is saved as, by the ending of its address. */
const saved: Readonly<
  Record<
    string,
    { readonly type: string; readonly write: (framework: Framework, from: { creator: string; made: Date }) => string | Uint8Array }
  >
> = {
  yaml: { type: 'application/yaml; charset=utf-8', write: asYaml },
  json: { type: 'application/json; charset=utf-8', write: (framework, { made }) => asOscal(framework, made) },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: (framework, from) => asXlsx(frameworkSpreadsheet(framework, from)) }, // prettier-ignore
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', write: (framework, from) => asOds(frameworkSpreadsheet(framework, from)) },
}

/** The frameworks an authority can evaluate itself against: read, choose one, save one, and load one of its own. */
export const frameworkPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/frameworks',
    may: 'frameworks.see',
    does: ({ reads, who }) => theFrameworks(reads, who, []),
  },
  {
    method: 'POST',
    path: '/frameworks/choose',
    may: 'evaluation.assign',
    async does({ db, reads, who, body, now }) {
      const key = body.framework ?? ''
      const framework = await frameworkByKey(reads, who.authority, key)
      if (!framework) return theFrameworks(reads, who, [{ field: 'framework', text: 'Select the framework to use' }])
      const seen = /^\d{1,9}$/.test(body.seen ?? '') ? Number(body.seen) : null
      const meanwhile = await chooseFramework(db, who, { key, title: framework.shortTitle, seen, now })
      if (!meanwhile) return go(paths.frameworks())
      const text = `${meanwhile.chosen_by} chose another framework meanwhile. Yours is not in use yet: choose again to confirm it`
      return theFrameworks(reads, who, [{ field: 'framework', text }], key)
    },
  },
  {
    method: 'POST',
    path: '/frameworks/preview',
    may: 'frameworks.change',
    takesFiles: true,
    async does({ reads, who, uploads }) {
      const [given] = uploads
      if (!given || given.bytes === 0) return theFrameworks(reads, who, [{ field: 'file', text: 'Select a file' }])
      if (given.bytes > mostUploaded) return theFrameworks(reads, who, [{ field: 'file', text: tooLarge(given.bytes) }])
      return thePreview(reads, who, await free(reads, who, await loadableIn(given.path)), given.name)
    },
  },
  {
    method: 'POST',
    path: '/frameworks/load',
    may: 'frameworks.change',
    async does({ db, reads, who, body, now }) {
      const read = loadableAgain(body.content ?? '')
      if (!read.ok) return theFrameworks(reads, who, read.problems)
      const { framework, content, checksum } = read.value
      const held = await loadFramework(db, who, { key: framework.key, title: framework.shortTitle, content, checksum, now })
      if (held) return theFrameworks(reads, who, [{ field: 'file', text: keyTaken(framework.key, held.title) ?? '' }])
      return go(paths.framework(framework.key))
    },
  },
  {
    method: 'GET',
    path: '/frameworks/:key',
    may: 'frameworks.see',
    async does({ reads, who, params }) {
      const framework = await frameworkByKey(reads, who.authority, params.key ?? '')
      if (!framework) return missing
      const inUse = (await frameworkInUse(reads, who.authority)).key === framework.key
      return show('frameworks/framework.njk', frameworkView(framework, { inUse, mayLoad: mayDo(who.role, 'frameworks.change') }))
    },
  },
  ...Object.entries(saved).map(([ending, { type, write }]): Page => ({
    method: 'GET',
    path: `/frameworks/:key/framework.${ending}`,
    may: 'frameworks.see',
    async does({ reads, who, params, now }) {
      const framework = await frameworkByKey(reads, who.authority, params.key ?? '')
      if (!framework) return missing
      const creator = (await authorityNamed(reads, who.authority))?.name ?? 'Fiveday'
      return file(`${framework.key}.${ending === 'json' ? 'oscal.json' : ending}`, type, write(framework, { creator, made: now }))
    },
  })),
]

async function theFrameworks(reads: Reads, who: Person, problems: readonly Problem[], wanted?: string): Promise<Outcome> {
  const held = await frameworksHeld(reads, who.authority)
  const [chosen, inUse] = [await frameworksChosen(reads, who.authority), await frameworkInUse(reads, who.authority)]
  const may = { choose: mayDo(who.role, 'evaluation.assign'), load: mayDo(who.role, 'frameworks.change') }
  const view = frameworksView({ held, inUse: inUse.key, chosen, may, problems, wanted })
  return show('frameworks/frameworks.njk', view, problems.length > 0 ? 400 : 200)
}

/** The same, refused where the authority loaded another file under its key. */
async function free(reads: Reads, who: Person, read: Checked<Loadable>): Promise<Checked<Loadable>> {
  if (!read.ok) return read
  const { key, shortTitle } = read.value.framework
  const held = await loadedFrameworkChecksum(reads, who.authority, key)
  if (held === undefined || held === read.value.checksum) return read
  return { ok: false, problems: [{ field: 'file', text: keyTaken(key, shortTitle) ?? '' }] }
}

async function thePreview(reads: Reads, who: Person, read: Checked<Loadable>, name: string): Promise<Outcome> {
  if (!read.ok) return theFrameworks(reads, who, read.problems)
  const { framework, content } = read.value
  const carried = packed(content)
  if (carried === undefined) return theFrameworks(reads, who, [{ field: 'file', text: 'The file is too large to be shown before it is loaded. Load it with “fiveday frameworks load”' }]) // prettier-ignore
  const base = framework.madeFrom === undefined ? undefined : await frameworkByKey(reads, who.authority, framework.madeFrom)
  return show('frameworks/preview.njk', previewView({ framework, base, content: carried, name, problems: [] }))
}
