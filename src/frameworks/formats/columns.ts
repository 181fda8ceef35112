/**
 * What a column holds: text, a number, yes or no, or several keys or years in one cell with commas between. A `name` is what the row is
 * called by in a map; `row` says to which row of another sheet this one belongs.
 */
export interface Column {
  readonly heading: string
  /** The way to it within its row, by the names that a file uses. */
  readonly part: readonly string[]
  readonly holds: 'text' | 'number' | 'yes or no' | 'texts' | 'numbers'
  readonly width: number
}

/** A sheet that carries a list, or a map by names, of a framework. */
export interface ListSheet {
  readonly name: string
  readonly title: string
  readonly says: string
  /** The way to the list in the framework. */
  readonly at: readonly string[]
  readonly columns: readonly Column[]
  /** Where the list is inside each item of another: which list, which of its parts names it, under which heading this sheet repeats it. */
  readonly inside?: { readonly at: readonly string[]; readonly by: string; readonly heading: string; readonly holds: 'text' | 'number' }
  /** The rows are a map: the heading under which the name stands, and whether it is to a single value. */
  readonly named?: { readonly heading: string; readonly single?: true }
}

const text = (heading: string, part: string, width = 20): Column => ({ heading, part: [part], holds: 'text', width })
const long = (heading: string, part: string): Column => text(heading, part, 80)

/** The sheets of a framework in a spreadsheet, after the one of its single facts. */
export const listSheets: readonly ListSheet[] = [
  { name: 'Grades', title: 'Grades of the scale, best first', says: 'Met says whether a criterion so graded counts as met: yes or no.', at: ['scale', 'grades'], columns: [text('Key', 'key'), text('Title', 'title', 30), long('Says', 'says'), { heading: 'Met', part: ['met'], holds: 'yes or no', width: 10 }] }, // prettier-ignore
  { name: 'Stages', title: 'Stages, in their order', says: 'What happens, from the first to the last.', at: ['stages'], columns: [text('Key', 'key'), text('Title', 'title', 30), long('Says', 'says'), text('Source', 'source')] }, // prettier-ignore
  { name: 'Questions', title: 'Questions asked of every theme', says: 'Empty where the framework asks none.', at: ['questions'], columns: [text('Key', 'key'), text('Title', 'title', 30), long('Asks', 'asks')] }, // prettier-ignore
  {
    name: 'Areas',
    title: 'Areas',
    says: 'An area holds themes.',
    at: ['areas'],
    columns: [text('Key', 'key'), text('Title', 'title', 80)],
  },
  { name: 'Themes', title: 'Themes', says: 'Area is the key of the area that a theme lies in.', at: ['themes'], columns: [text('Key', 'key'), text('Area', 'area'), long('Title', 'title')] }, // prettier-ignore
  { name: 'Criteria', title: 'Criteria', says: 'Words says whose they are: official, derived or local. Sources are keys of the sheet Sources, with commas between.', at: ['criteria'], inside: { at: ['themes'], by: 'key', heading: 'Theme', holds: 'text' }, columns: [text('Key', 'key'), text('Question', 'question'), text('Words', 'words', 12), { heading: 'Sources', part: ['sources'], holds: 'texts', width: 30 }, long('Text', 'text')] }, // prettier-ignore
  { name: 'Measures', title: 'Measures that triggers are compared on', says: 'Began anew holds years whose figures stand on a new basis, with commas between.', at: ['measures'], columns: [text('Code', 'code', 30), text('From', 'from', 12), text('Unit', 'unit', 12), text('Better', 'better', 12), { heading: 'Began anew', part: ['began-anew'], holds: 'numbers', width: 30 }, long('Title', 'title')] }, // prettier-ignore
  { name: 'Limits', title: 'Limits of a light', says: 'How far behind is still green, and how far is still amber.', at: ['limits', 'by'], named: { heading: 'Name' }, columns: [{ heading: 'Green', part: ['green'], holds: 'number', width: 12 }, { heading: 'Amber', part: ['amber'], holds: 'number', width: 12 }] }, // prettier-ignore
  { name: 'Steady', title: 'When a line is steady', says: 'A line moves when it changed by more than this.', at: ['limits', 'steady'], named: { heading: 'Name', single: true }, columns: [{ heading: 'More than', part: [], holds: 'number', width: 12 }] }, // prettier-ignore
  { name: 'Weak_trends', title: 'Weak trends', says: 'What over three years is a weak trend, by unit.', at: ['limits', 'weak-trend', 'by'], named: { heading: 'Unit', single: true }, columns: [{ heading: 'More than', part: [], holds: 'number', width: 12 }] }, // prettier-ignore
  { name: 'Triggers', title: 'Triggers', says: 'Weak trend and Recorded are yes, no or empty.', at: ['triggers'], columns: [{ heading: 'Number', part: ['number'], holds: 'number', width: 10 }, text('Title', 'title', 40), long('Asks', 'asks'), { heading: 'Weak trend', part: ['weak-trend'], holds: 'yes or no', width: 12 }, { heading: 'Recorded', part: ['recorded'], holds: 'yes or no', width: 12 }, text('Register', 'register')] }, // prettier-ignore
  { name: 'Lines', title: 'Lines of the triggers', says: 'Beside says whether a line is shown and does not count: yes, no or empty.', at: ['lines'], inside: { at: ['triggers'], by: 'number', heading: 'Trigger', holds: 'number' }, columns: [text('Kind', 'kind', 12), text('Measure', 'measure', 30), text('Others', 'others', 30), text('Name', 'name', 40), text('Phase', 'phase'), text('Limits', 'limits', 12), { heading: 'Beside', part: ['beside'], holds: 'yes or no', width: 10 }] }, // prettier-ignore
  { name: 'Sources', title: 'What each source is', says: 'Every source that a criterion or a fact names stands here, and no other.', at: ['sources'], named: { heading: 'Key', single: true }, columns: [{ heading: 'Is', part: [], holds: 'text', width: 100 }] }, // prettier-ignore
]

/** The facts of a framework that are there once, or several times as a list: the way to each, by the names that a file uses. */
export const singleFacts: readonly { readonly part: readonly string[]; readonly holds: 'text' | 'number' | 'texts' }[] = [
  ...['key', 'made-from', 'title', 'edition', 'short-title'].map((name) => ({ part: [name], holds: 'text' as const })),
  { part: ['aliases'], holds: 'texts' },
  ...['publisher', 'in-force-from', 'in-force-source'].map((name) => ({ part: [name], holds: 'text' as const })),
  ...['is', 'says', 'source'].map((name) => ({ part: ['status', name], holds: 'text' as const })),
  { part: ['notice', 'working-days'], holds: 'number' },
  ...['says', 'source'].map((name) => ({ part: ['notice', name], holds: 'text' as const })),
  { part: ['expected-criteria'], holds: 'number' },
  { part: ['expected-criteria-source'], holds: 'text' },
  { part: ['remarks'], holds: 'texts' },
  ...['model', 'says', 'source'].map((name) => ({ part: ['outcome', name], holds: 'text' as const })),
  ...['words', 'says', 'source'].map((name) => ({ part: ['scale', name], holds: 'text' as const })),
  { part: ['areas-source'], holds: 'texts' },
  { part: ['theme-areas-are'], holds: 'text' },
  { part: ['without-triggers'], holds: 'text' },
  { part: ['triggers-source'], holds: 'text' },
  { part: ['limits', 'says'], holds: 'text' },
  { part: ['limits', 'weak-trend', 'years'], holds: 'number' },
  { part: ['limits', 'red-above-share'], holds: 'number' },
  { part: ['limits', 'schools-known'], holds: 'number' },
]

/** The name of the sheet of single facts, and its two headings. */
export const factsSheet = { name: 'Framework', part: 'Part', says: 'Says' } as const

/**
 * How the way to a fact is written in the sheet.
 *
 * @example
 * factNamed(['limits', 'weak-trend', 'years']) // => 'limits, weak-trend, years'
 */
export function factNamed(part: readonly string[]): string {
  return part.join(', ')
}
