import { momentInWords } from '../lib/london.ts'
import type { ComparedRow } from './compare.ts'
import type { SavedText } from './position-statement.ts'

type Saving = Omit<SavedText, 'text'>

const sittingLasts = 30 * 60_000

/**
 * The texts to choose from: of those that one person saved in one sitting, each within half an hour of the one before, only the
 * last, because autosave keeps every few words. `every` shows all. The newest first.
 */
export function sittings(all: readonly Saving[], every: boolean): readonly Saving[] {
  if (every) return all
  return all.filter((one, i) => {
    const later = all[i - 1]
    const goesOn = later?.number === one.number && later.saved_account === one.saved_account
    return !goesOn || later.saved_at.getTime() - one.saved_at.getTime() >= sittingLasts
  })
}

/** How a version is named in an address: `2.14` is the fourteenth text of the second statement. */
export const versionKey = ({ number, version }: Pick<Saving, 'number' | 'version'>) => `${number}.${version}`

/** One text in the list of versions. */
export function versionSays({ number, version, saved_by: by, saved_at: at }: Saving): string {
  return `Statement ${number}, version ${version}: ${by}, ${momentInWords(at)}`
}

export interface CompareFacts {
  readonly theme: string
  readonly back: string
  readonly here: string
  readonly framework: string
  readonly all: readonly Saving[]
  readonly every: boolean
  readonly left: Saving | undefined
  readonly right: Saving | undefined
  readonly rows: readonly ComparedRow[]
}

/** Two texts of a theme's statements side by side. */
export function compareView({ theme, back, here, framework, all, every, left, right, rows }: CompareFacts) {
  const shown = sittings(all, every)
  const listed = all.filter((one) => shown.includes(one) || one === left || one === right)
  const kinds = rows.filter(({ kind }) => kind !== 'same').length
  return {
    title: 'Compare versions of the statement',
    theme,
    back,
    here,
    framework,
    every,
    folded: !every && shown.length < all.length,
    options: listed.map((one) => ({ value: versionKey(one), text: versionSays(one) })),
    left: left && { key: versionKey(left), says: versionSays(left) },
    right: right && { key: versionKey(right), says: versionSays(right) },
    rows,
    says: kinds === 0 ? 'The two texts are the same.' : `${kinds === 1 ? 'One paragraph differs' : `${kinds} paragraphs differ`}.`,
  }
}
