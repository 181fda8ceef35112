import { createHash } from 'node:crypto'
import { mayDo } from '../accounts/permission.ts'
import { councilName } from '../accounts/account.store.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { frameworkByKey, frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { paths } from '../paths.ts'
import { go, made, missing, show, type Outcome, type Page } from '../web/page.ts'
import { awaySpreadsheet } from './away-spreadsheet.document.ts'
import { awayWord } from './away-word.renderer.ts'
import { awayFile, keepAwayFile, wholeEvaluation } from './away.store.ts'
import { awayView, previewView } from './away.view.ts'
import { readAwayFile } from './away.import.ts'
import { awayPreview, type AwayPreview } from './ground.import.ts'
import { takeIn } from './take-in.store.ts'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
} as const

interface Asking {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
}

function filePage(ending: keyof typeof types): Page {
  return {
    method: 'GET',
    path: paths.awayOut(ending),
    may: 'evaluation.see',
    async does({ reads, who, today, now }) {
      const all = await wholeEvaluation(reads, who.authority, await frameworkInUse(reads, who.authority))
      // Who only reads sees statements once they are agreed, here as on their pages.
      const whole = mayDo(who.role, 'evaluation.write')
        ? all
        : { ...all, statements: all.statements.filter(({ agreed_at: at }) => at !== null) }
      const creator = (await councilName(reads, who.authority)) ?? (await authorityNamed(reads, who.authority))?.name ?? 'Our authority'
      const name = `Self-evaluation ${whole.framework.shortTitle} ${today}.${ending}`
      return made(name, types[ending], async () => {
        if (ending === 'docx') return awayWord(whole, { creator, made: inWords(today) })
        const spreadsheet = awaySpreadsheet(whole, { creator, made: now })
        return ending === 'xlsx' ? asXlsx(spreadsheet) : asOds(spreadsheet)
      })
    },
  }
}

async function thePage(reads: Reads, who: Person, problems: readonly Problem[]): Promise<Outcome> {
  const framework = await frameworkInUse(reads, who.authority)
  const [works, invites] = [mayDo(who.role, 'evaluation.write'), mayDo(who.role, 'reviews.invite')]
  return show('away/away.njk', awayView({ framework, works, invites, problems }), problems.length > 0 ? 400 : 200)
}

/** The changes that were looked through, as one short word: others than those are not taken in unseen. */
function digestOf({ plans, changes }: AwayPreview): string {
  return createHash('sha256')
    .update(JSON.stringify([plans, changes]))
    .digest('hex')
    .slice(0, 32)
}

/** A file somebody brought, held against what stands now; undefined where there is none. */
async function previewed({ reads, who, today }: Asking, id: string | undefined) {
  const number = readId(id)
  const file = number === undefined ? undefined : await awayFile(reads, who, number)
  if (!file) return undefined
  const framework = (await frameworkByKey(reads, who.authority, file.framework)) ?? (await frameworkInUse(reads, who.authority))
  return { file, framework, preview: await awayPreview({ reads, who, today, framework }, file.says) }
}

type Previewed = NonNullable<Awaited<ReturnType<typeof previewed>>>

function thePreview({ file, framework, preview }: Previewed, told = '', status = 200): Outcome {
  return show('away/preview.njk', previewView({ file, framework, preview, digest: digestOf(preview), told }), status)
}

/** Work away from the page: the whole self-evaluation out to Word and to a spreadsheet, and back in after a look through the changes. */
export const awayPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/away',
    may: 'evaluation.see',
    does: ({ reads, who }) => thePage(reads, who, []),
  },
  filePage('docx'),
  filePage('xlsx'),
  filePage('ods'),
  {
    method: 'POST',
    path: '/self-evaluation/away',
    may: 'evaluation.write',
    takesFiles: true,
    async does({ db, reads, who, uploads, now }) {
      const [upload] = uploads
      if (!upload) return thePage(reads, who, [{ field: 'file', text: 'Choose the file to bring back' }])
      const says = await readAwayFile(upload.path)
      const framework = await frameworkInUse(reads, who.authority)
      return go(paths.awayFile(await keepAwayFile(db, who, { name: upload.name, framework: framework.key, says, now })))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/away/:id',
    may: 'evaluation.write',
    async does({ reads, who, params, today }) {
      const found = await previewed({ reads, who, today }, params.id)
      return found ? thePreview(found) : missing
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/away/:id',
    may: 'evaluation.write',
    async does({ db, reads, who, params, body, today, now }) {
      const found = await previewed({ reads, who, today }, params.id)
      if (!found) return missing
      const { file, framework, preview } = found
      if (file.taken_in_at) return go(paths.awayFile(file.id))
      const inUse = await frameworkInUse(reads, who.authority)
      if (inUse.key !== framework.key)
        return thePreview(found, 'Another framework is in use since the file was brought. Nothing was taken in', 409)
      if (body.seen !== digestOf(preview)) return thePreview(found, 'The page changed since you looked. Nothing was taken in yet: look through the changes again', 409) // prettier-ignore
      await takeIn(db, who, file, preview.plans, { framework: framework.key, today, now })
      return go(paths.awayFile(file.id))
    },
  },
]
