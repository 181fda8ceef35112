import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { compared } from '../position-statements/compare.ts'
import type { AwayChange, TakenAs } from './away-change.ts'
import type { NotRead } from './away.ts'

/** The page that gives the files out and takes them back. */
export function awayView({
  framework,
  works,
  invites,
  problems,
}: {
  readonly framework: Framework
  readonly works: boolean
  readonly invites: boolean
  readonly problems: readonly Problem[]
}) {
  // prettier-ignore
  return {
    title: 'Work away from the page',
    framework: framework.title,
    back: paths.selfEvaluation(),
    works,
    reviewers: invites ? paths.reviewers() : '',
    problems,
    files: [
      { href: paths.awayOut('docx'), text: 'Word (.docx)' },
      { href: paths.awayOut('xlsx'), text: 'Excel (.xlsx)' },
      { href: paths.awayOut('ods'), text: 'OpenDocument spreadsheet (.ods)' },
    ],
    send: paths.away(),
  }
}

const takenAsSays: Readonly<Record<TakenAs, string>> = {
  write: 'Taken in as a draft',
  begins: 'Begins a new draft',
  together: 'Put together',
  clash: 'Not taken in: changed on the page meanwhile',
  refused: 'Not taken in',
}

interface PreviewFacts {
  readonly file: {
    readonly id: number
    readonly name: string
    readonly brought_by: string
    readonly brought_at: Date
    readonly taken_in_at: Date | null
  }
  readonly preview: {
    readonly changes: readonly AwayChange[]
    readonly notRead: readonly NotRead[]
    readonly remarks: readonly string[]
    readonly rows: number
    readonly missing: number
  }
  readonly framework: Framework
  readonly digest: string
  readonly told: string
}

/** The preview of a file: every change, what is not taken in and why, and what could not be read. */
export function previewView({ file, preview, framework, digest, told }: PreviewFacts) {
  const { changes, notRead, remarks, rows, missing } = preview
  const taken = changes.filter(({ takenAs }) => takenAs !== 'clash' && takenAs !== 'refused')
  const left = changes.length - taken.length
  return {
    title: file.taken_in_at ? 'What was done away is taken in' : 'Look through the changes',
    back: paths.away(),
    brought: `${file.name}, brought by ${file.brought_by} on ${momentInWords(file.brought_at)}.`,
    takenIn: file.taken_in_at ? `Taken in on ${momentInWords(file.taken_in_at)}.` : '',
    told,
    says: changes.length === 0 ? `${counted(rows, 'row')} came back, and nothing is left to take in.` : `${counted(rows, 'row')} came back: ${counted(changes.length, 'change')}, of which ${taken.length} can be taken in${left > 0 ? ` and ${left} cannot` : ''}.`, // prettier-ignore
    missing: missing === 0 ? '' : missing === 1 ? 'One criterion or statement that left is not in the file, and stays as it is.' : `${missing} criteria and statements that left are not in the file, and stay as they are.`, // prettier-ignore
    remarks,
    notRead,
    changes: changes.map((change) => changeRow(framework, change)),
    takes: file.taken_in_at ? 0 : taken.length,
    button: `Take in ${counted(taken.length, 'change')}`,
    action: paths.awayFile(file.id),
    digest,
  }
}

function changeRow(framework: Framework, change: AwayChange) {
  const { kind, key, heading, place, from, to, now, takenAs, why } = change
  const theme = framework.themes.find((one) => one.key === key)
  const isTaken = takenAs !== 'clash' && takenAs !== 'refused'
  return {
    what: kind === 'statement' ? `Position statement: ${theme?.title ?? key}` : `Criterion ${key}: ${heading}`,
    href: kind === 'statement' ? paths.statement(key) : paths.criterionJudgement(key),
    place,
    from: from || 'Nothing',
    to: to || 'Nothing',
    now: now === undefined ? '' : now || 'Nothing',
    isMoved: now !== undefined,
    isTaken,
    takenAs: takenAsSays[takenAs],
    why: why === takenAsSays[takenAs] ? '' : why,
    rows: kind === 'statement' ? compared(from, to).filter((row) => row.kind !== 'same') : [],
  }
}
