import type { Form, Source } from './source.ts'

/** What a row of cells turned out to be: the headings of a source, or not, and then what comes nearest. */
export type Recognised<Known extends { readonly source: Source }> =
  { readonly known: true; readonly as: Known } | { readonly known: false; readonly near: string | undefined }

/**
 * Which source a row of cells is the headings of.
 *
 * - It has every heading of the source, or of another of its layouts, each as often as the source has it; it may have others
 *   beside. Some sources' headings are known in any case, and some are not known when a heading of another file stands beside them.
 * - Of several such sources, the one with the most headings.
 * - Otherwise a sheet with every heading of a source that is published as text is named as that, saved again. It is not read: a
 *   spreadsheet program has by then made numbers of its days and codes, and which they were cannot be told.
 * - Otherwise the nearest is named, with the headings it lacks, when at least half of them are there.
 */
export function recognise<Known extends { readonly source: Source }>(
  cells: readonly string[],
  form: Form,
  known: readonly Known[],
): Recognised<Known> {
  const candidates = candidatesFor(cells, form, known)
  const [match] = candidates.filter(({ lacking }) => lacking.length === 0)
  if (match) return { known: true, as: match.as }
  const again = form === 'workbook' && candidatesFor(cells, 'csv', known).find(({ lacking }) => lacking.length === 0)
  if (again) return { known: false, near: savedAgain(again.as.source) }
  const [near] = candidates
    .filter(({ lacking, wanted }) => lacking.length <= wanted / 2)
    .sort((a, b) => a.lacking.length / a.wanted - b.lacking.length / b.wanted)
  return { known: false, near: near && nearly(near.as.source, near.lacking) }
}

/** Each layout of the sources of a form, the one with the most headings first, with those that are not there. */
function candidatesFor<Known extends { readonly source: Source }>(cells: readonly string[], form: Form, known: readonly Known[]) {
  return known
    .filter(({ source }) => source.form === form && !source.unless?.some((heading) => cells.some((cell) => isNamed(cell, heading))))
    .flatMap((as) => layoutsOf(as.source).map((headings) => ({ as, headings })))
    .map(({ as, headings }) => ({ as, wanted: headings.length, lacking: lackingFrom(cells, headings, as.source.anyCase ?? false) }))
    .sort((a, b) => b.wanted - a.wanted)
}

function isNamed(cell: string, heading: string): boolean {
  return cell.trim().toLowerCase() === heading.toLowerCase()
}

/** The sentence that refuses a file nobody knows. */
export function whyUnknown(near: string | undefined): string {
  return near ?? 'This is not a file that Fiveday knows'
}

/** The list of what is known, for whoever brought something else. */
export function whatIsKnown(known: readonly { readonly source: Source }[]): string {
  return `Fiveday knows: ${[...new Set(known.map(({ source }) => source.name))].join('; ')}`
}

function savedAgain({ name }: Source): string {
  return `This looks like ${name} saved as a workbook. Bring the CSV file that was published: a spreadsheet program changes days and codes when it saves one`
}

function nearly(source: Source, lacking: readonly string[]): string {
  const named = lacking.slice(0, 5).map((heading) => `"${heading}"`)
  const more = lacking.length > 5 ? ` and ${lacking.length - 5} more` : ''
  return `This looks like ${source.name}, but lacks the ${lacking.length === 1 ? 'column' : 'columns'} ${named.join(', ')}${more}`
}

const layoutsOf = ({ headings, alsoKnownBy = [] }: Source): readonly (readonly string[])[] => [headings, ...alsoKnownBy]

/** The headings wanted that are not there, or not as often as wanted. */
function lackingFrom(cells: readonly string[], headings: readonly string[], anyCase: boolean): readonly string[] {
  const alike = (text: string) => (anyCase ? text.trim().toLowerCase() : text.trim())
  const there = new Map<string, number>()
  for (const cell of cells) there.set(alike(cell), (there.get(alike(cell)) ?? 0) + 1)
  return headings.filter((heading) => {
    const left = there.get(alike(heading)) ?? 0
    there.set(alike(heading), left - 1)
    return left < 1
  })
}
