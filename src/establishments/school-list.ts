import {
  inPhaseOrder,
  phasePlace,
  standingOf,
  type Choice,
  type School,
  type SchoolFilter,
  type Sorting,
  type StandingCount,
  isOfConcern,
} from './school.ts'

/** The schools a filter asks for, in its order and then by name. Those with nothing to sort by come last either way. */
export function asked(schools: readonly School[], filter: SchoolFilter): readonly School[] {
  const found = schools.filter((school) => isAsked(school, filter) && isNamed(school, filter.words))
  return found.toSorted(inOrder(filter))
}

/** What the schools of an authority have in common, and what a filter can ask for, each with how many schools it would find. */
export interface Facets {
  readonly standings: readonly StandingCount[]
  readonly types: readonly Choice[]
  readonly trusts: readonly Choice[]
  readonly inCategory: number
}

/** Counts over all the schools of an authority: phases as children grow up, types and trusts by name. */
export function facetsOf(schools: readonly School[]): Facets {
  const standings = [...Map.groupBy(schools, ({ phase, overall }) => `${phase} ${overall}`).values()].flatMap((group) =>
    group.slice(0, 1).map(({ phase, overall }) => ({ phase, overall, schools: group.length })),
  )
  return {
    standings: standings.sort((a, b) => inPhaseOrder(a.phase, b.phase) || String(a.overall).localeCompare(String(b.overall))),
    types: choices(schools, ({ type }) => ({ value: type, text: type })),
    trusts: choices(schools, ({ trust_uid: uid, trust }) => (uid === null ? undefined : { value: uid, text: trust ?? uid })),
    inCategory: schools.filter(({ category }) => isOfConcern(category)).length,
  }
}

const collator = new Intl.Collator('en-GB', { numeric: true, ignorePunctuation: true })

function choices(schools: readonly School[], of: (school: School) => { value: string; text: string } | undefined): Choice[] {
  const found = new Map<string, Choice>()
  for (const school of schools) {
    const choice = of(school)
    if (choice) found.set(choice.value, { ...choice, schools: (found.get(choice.value)?.schools ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => collator.compare(a.text, b.text))
}

function isAsked(school: School, { phase, type, grade, trust }: SchoolFilter): boolean {
  return (
    (phase === '' || school.phase === phase) &&
    (type === '' || school.type === type) &&
    (trust === '' || (school.trust_uid ?? 'none') === trust) &&
    (grade === '' || (grade === 'category' ? isOfConcern(school.category) : standingOf(school.overall).key === grade))
  )
}

/**
 * Every word is in the name, or begins the URN or the DfE number; or the words are a postcode, or the first part of one.
 *
 * Accents, stops and apostrophes make no difference, nor does writing Saint or St, Church of England, C of E or CofE.
 */
function isNamed(school: School, words: string): boolean {
  if (words === '' || isAt(school, words)) return true
  const name = ` ${plain(school.name)} ${shortened(plain(school.name))}`
  return shortened(plain(words))
    .split(' ')
    .every((word) => name.includes(/^\p{L}{1,2}$/u.test(word) ? ` ${word}` : word) || begins(school, word))
}

/** Whether the words are a school's postcode, however spaced, or begin it: a first part alone is the whole of its first part. */
function isAt({ postcode }: School, words: string): boolean {
  const typed = words.replaceAll(/\s/g, '').toLowerCase()
  if (postcode === null || !/^[a-z]{1,2}\d[a-z\d]*$/.test(typed)) return false
  const whole = postcode.replaceAll(/\s/g, '').toLowerCase()
  return whole.slice(0, -3) === typed || (typed.length >= 5 && whole.startsWith(typed))
}

function begins({ urn, dfe_number: dfeNumber }: School, word: string): boolean {
  if (!/^(\d{3,7}|\d{3}\/\d{0,4})$/.test(word)) return false
  const digits = word.replace('/', '')
  return urn.startsWith(digits) || dfeNumber.startsWith(digits)
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f’‘`'.]/g, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[\s,;:()"“”–—-]+/g, ' ')
    .trim()
}

/** What is written in several ways, in its shortest. */
function shortened(text: string): string {
  return text.replaceAll(/\bsaint\b/g, 'st').replaceAll(/\b(church of england|c of e|ce)\b/g, 'cofe')
}

function inOrder({ sort, descending }: SchoolFilter): (a: School, b: School) => number {
  const of = sortedBy[sort]
  return (a, b) => compared(of(a), of(b), descending) || collator.compare(a.name, b.name) || a.urn.localeCompare(b.urn)
}

function compared(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return descending ? -order : order
}

const sortedBy: Readonly<Record<Sorting, (school: School) => string | number | null>> = {
  name: ({ name }) => name,
  phase: ({ phase }) => phasePlace(phase),
  type: ({ type }) => type,
  trust: ({ trust }) => trust,
  pupils: ({ pupils }) => pupils,
  grade: ({ overall }) => (overall === 'Not judged' ? null : overall),
  inspected: ({ inspected_on: on }) => on,
}
