import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'

/**
 * Triggers 1 to 3 worked out from the published files, written apart from the product: it reads the files itself, and shares no
 * rule, query or reader with it. It follows docs/methods/triggers.md.
 */

type Grade = '1' | '2' | '3' | '4'

/** A judgement that counts for a school, as the files state it. Days are text that compares: `2018-07-31`. */
interface Known {
  readonly carried: boolean
  readonly number: string
  readonly inspected: string
  readonly published: string
  readonly grade: string
  readonly category: string
}

interface School {
  readonly urn: string
  readonly authority: string
  readonly phase: string
  readonly opened: string
  readonly pupils: number
  readonly grade: string
  readonly category: string
  readonly history: readonly Known[]
}

/** A school on a day: where it counts, and what it had. Whether that is known. */
interface Seen {
  readonly authority: string
  readonly phase: string
  readonly pupils: number
  readonly grade: string
  readonly category: string
  readonly known: boolean
}

export interface Files {
  readonly schools: readonly School[]
  readonly listed: readonly Seen[]
}

export interface Result {
  readonly local: number | null
  readonly national: number | null
  readonly light: 'green' | 'amber' | 'red' | 'grey'
}

/** Reads the file of August 2025, the workbook of July 2018 and the register's links, and puts them together. */
export function readFiles(paths: { readonly state: string; readonly list: string; readonly links: string }): Files {
  const rows = records(readFileSync(paths.state, 'utf8').replace(/^\uFEFF/, ''))
  const list = sheet(paths.list)
  const takenOver = new Map<string, Set<string>>()
  const now = rows.map((row) => ({ row, urn: row.URN ?? '' })).filter(({ urn }) => /^\d{6}$/.test(urn))
  for (const { row, urn } of now) {
    for (const column of [
      'URN at time of latest graded inspection',
      'URN at time of previous graded inspection',
      'URN at time of the ungraded inspection',
    ]) {
      const then = whole(row[column])
      if (/^\d{6}$/.test(then) && then !== urn) add(takenOver, then, urn)
    }
  }
  const came = new Map<string, string[]>()
  for (const [then, urns] of takenOver) for (const urn of urns) came.set(urn, [...(came.get(urn) ?? []), then])
  const schools = now.map(({ row, urn }): School => {
    const graded = gradedIn(row)
    const carried = [urn, ...(came.get(urn) ?? [])].flatMap((of) => list.get(of) ?? [])
    return {
      urn,
      authority: whole(row.LAESTAB).slice(0, 3),
      phase: said(row['Ofsted phase']).toLowerCase(),
      opened: day(row['School open date']),
      pupils: Number(whole(row['Total number of pupils']) || 0),
      grade: whole(row['Overall effectiveness']),
      category: said(row['Category of concern']),
      history: together(graded, carried),
    }
  })
  return { schools, listed: placed(list, schools, takenOver, readFileSync(paths.links, 'latin1')) }
}

/** Triggers 1 to 3 of every authority on a day, by `authority trigger measure phase`. */
export function triggersOn({ schools, listed }: Files, on: string): ReadonlyMap<string, Result> {
  const list = on === '2018-07-31'
  const seen = list ? listed : on === '2025-08-31' ? schools.map(asFiled) : schools.flatMap((school) => rebuilt(school, on))
  const sums = new Map<string, Sums>()
  for (const school of seen) {
    for (const area of school.authority === '' ? ['970'] : [school.authority, '970'])
      for (const phase of ['all', school.phase]) sumInto(sums, `${area} ${phase}`, school)
  }
  const results = new Map<string, Result>()
  for (const area of new Set(schools.map(({ authority }) => authority))) {
    for (const phase of ['all', 'primary', 'secondary']) {
      const [ours, theirs] = [sums.get(`${area} ${phase}`) ?? none, sums.get(`970 ${phase}`) ?? none]
      const enough = [ours, theirs].every(({ schools, known }) => schools === 0 || known >= schools * 0.95)
      const put = (trigger: number, measure: string, of: (sums: Sums) => readonly [number, number], higherIsWorse = false, stated = true) =>
        results.set(`${area} ${trigger} ${measure} ${phase}`, enough && stated ? judged(of(ours), of(theirs), higherIsWorse) : grey)
      put(1, 'pupils', (of) => [of.goodPupils, of.gradedPupils], false, !list)
      put(2, 'category', (of) => [of.inCategory, of.known], true, !list)
      put(3, 'good', (of) => [of.good, of.graded])
      if (phase === 'all') put(3, 'outstanding', (of) => [of.outstanding, of.graded])
    }
  }
  return results
}

/** The light of a trigger from those of its lines. */
export function lightOf(lights: readonly Result['light'][]): Result['light'] {
  const measured = lights.filter((light) => light !== 'grey')
  if (measured.length === 0) return 'grey'
  if (measured.filter((light) => light === 'red').length * 2 > measured.length) return 'red'
  return measured.every((light) => light === 'green') ? 'green' : 'amber'
}

/** How many schools of the file of August 2025 it gives a graded judgement published by a day, and how many there are. */
export function judgedBy({ schools }: Files, on: string): readonly [number, number] {
  const judged = schools.filter(({ history }) => history.some(({ carried, published }) => !carried && published <= on))
  return [judged.length, schools.length]
}

/**
 * Of the schools that reports put into a category of concern from April 2022 to March 2024, how many a report had taken out of it by the
 * end of the fourth term after: of an authority, or of all.
 */
export function leftCategory({ schools }: Files, authority?: string): readonly [left: number, entered: number] {
  const stays = schools.flatMap((school) => {
    if (authority !== undefined && school.authority !== authority) return []
    const history = school.history
      .filter(({ published }) => published !== '' && published <= '2025-08-31')
      .toSorted(newestFirst)
      .toReversed()
    const within = history.map(({ category, carried, grade }) => ['SM', 'SWK', 'RSI'].includes(category) || (carried && grade === '4'))
    if (!history.some(({ category }) => ['SM', 'SWK', 'RSI'].includes(category))) return []
    return history.flatMap(({ published }, i) => {
      if (!within[i] || within[i - 1] || published < '2022-04-01' || published >= '2024-04-01') return []
      return [{ entered: published, left: history.find((_, later) => later > i && !within[later])?.published }]
    })
  })
  const terms = (day: string) =>
    Number(day.slice(0, 4)) * 3 + Math.floor(['01', '04', '09'].findLastIndex((month) => day.slice(5, 7) >= month))
  return [stays.filter(({ entered, left }) => left !== undefined && terms(left) - terms(entered) <= 4).length, stays.length]
}

const grey: Result = { local: null, national: null, light: 'grey' }

function judged([ours, of]: readonly [number, number], [theirs, ofThem]: readonly [number, number], higherIsWorse: boolean): Result {
  if (of === 0 || ofThem === 0) return grey
  const [local, national] = [(100 * ours) / of, (100 * theirs) / ofThem]
  const behind = Math.round((higherIsWorse ? local - national : national - local) * 1e9) / 1e9
  const [green, amber] = higherIsWorse ? [0, 1] : [0.5, 3]
  return { local, national, light: behind > amber ? 'red' : behind > green ? 'amber' : 'green' }
}

const none = { schools: 0, known: 0, graded: 0, good: 0, outstanding: 0, inCategory: 0, gradedPupils: 0, goodPupils: 0 }
type Sums = typeof none

function sumInto(sums: Map<string, Sums>, key: string, { known, grade, category, pupils }: Seen) {
  const sum = sums.get(key) ?? { ...none }
  const graded = /^[1-4]$/.test(grade)
  const good = grade === '1' || grade === '2'
  sum.schools += 1
  sum.known += known ? 1 : 0
  sum.graded += graded ? 1 : 0
  sum.good += good ? 1 : 0
  sum.outstanding += grade === '1' ? 1 : 0
  sum.inCategory += ['SM', 'SWK', 'RSI'].includes(category) ? 1 : 0
  sum.gradedPupils += graded ? pupils : 0
  sum.goodPupils += good ? pupils : 0
  sums.set(key, sum)
}

/** On the file's own day: as it stands. Where it has no grade, the last one held. */
function asFiled({ authority, phase, pupils, grade, category, history }: School): Seen {
  const held = history.filter(({ carried }) => !carried).toSorted((a, b) => (a.inspected < b.inspected ? 1 : -1))[0]
  return { authority, phase, pupils, grade: grade === '' ? (held?.grade ?? '') : grade, category, known: true }
}

function rebuilt({ authority, phase, pupils, opened, history }: School, on: string): readonly Seen[] {
  const last = history.filter(({ published }) => published !== '' && published <= on).toSorted(newestFirst)[0]
  if (last) return [{ authority, phase, pupils, grade: last.grade, category: last.category, known: !(last.carried && last.grade === '4') }]
  if (opened > on) return []
  const [only] = history
  const known = only === undefined || (history.length === 1 && !only.carried && only.published !== '')
  return [{ authority, phase, pupils, grade: '', category: '', known }]
}

function newestFirst(a: Known, b: Known): number {
  const [one, other] = [a, b].map(({ published, inspected, number }) => `${published} ${inspected || '0'} ${number}`)
  return (one ?? '') < (other ?? '') ? 1 : -1
}

function gradedIn(row: Row): readonly Known[] {
  const latest = known(row, 'Inspection number of latest graded inspection', 'Inspection start date', 'Publication date', 'Overall effectiveness', 'Category of concern') // prettier-ignore
  const previous = known(row, 'Previous inspection number', 'Previous inspection start date', 'Previous publication date', 'Previous graded inspection overall effectiveness', 'Previous category of concern') // prettier-ignore
  return previous && previous.number === latest?.number ? [latest] : [latest, previous].filter((one) => one !== undefined)
}

function known(row: Row, number: string, inspected: string, published: string, grade: string, category: string): Known | undefined {
  const is = whole(row[number])
  if (is === '') return undefined
  return { carried: false, number: is, inspected: day(row[inspected]), published: day(row[published]), grade: whole(row[grade]), category: said(row[category]) } // prettier-ignore
}

/** A grade carried belongs to the inspection published on the same day, and fills what that lacks; or else it stands by itself. */
function together(graded: readonly Known[], carried: readonly Listed[]): readonly Known[] {
  const filled = graded.map((one) => {
    const same = carried.find(({ published }) => published === one.published)
    return one.grade === '' && same ? { ...one, grade: same.grade } : one
  })
  const own = carried.filter(({ published }, i) => !graded.some((one) => one.published === published) && carried.findIndex((one) => one.published === published) === i) // prettier-ignore
  return [
    ...filled,
    ...own.map(({ grade, inspected, published }) => ({ carried: true, number: published, inspected, published, grade, category: '' })),
  ]
}

interface Listed {
  readonly phase: string
  readonly inspected: string
  readonly published: string
  readonly grade: Grade
}

/** Puts each school of the list where the file of 2025 has it, or else where all that it led to are. */
function placed(list: ReadonlyMap<string, Listed>, schools: readonly School[], takenOver: ReadonlyMap<string, Set<string>>, links: string) {
  const at = new Map(schools.map(({ urn, authority }) => [urn, authority]))
  const ledTo = new Map([...takenOver].map(([urn, to]) => [urn, new Set(to)]))
  for (const row of records(links)) {
    const { URN: urn = '', LinkURN: other = '', LinkType: linkType = '' } = row
    const type = linkType.trim()
    if (/^successor\b( - |$)?/i.test(type)) add(ledTo, urn, other)
    if (/^predecessor\b( - |$)?/i.test(type)) add(ledTo, other, urn)
  }
  return [...list].map(([urn, { phase, grade }]): Seen => {
    const authority = at.get(urn) ?? onlyOne(urn, at, ledTo)
    return { authority, phase, pupils: 0, grade, category: '', known: authority !== '' }
  })
}

function onlyOne(urn: string, at: ReadonlyMap<string, string>, ledTo: ReadonlyMap<string, Set<string>>): string {
  const met = new Set([urn])
  for (const one of met) for (const next of ledTo.get(one) ?? []) met.add(next)
  const places = new Set([...met].flatMap((one) => at.get(one) ?? []))
  return places.size === 1 ? ([...places][0] ?? '') : ''
}

function add(map: Map<string, Set<string>>, key: string, value: string) {
  map.set(key, (map.get(key) ?? new Set()).add(value))
}

type Row = Readonly<Record<string, string>>

/** The rows of comma-separated text, by heading. */
function records(text: string): readonly Row[] {
  const lines: string[][] = [[]]
  let [cell, quoted] = ['', false]
  const end = () => void (lines.at(-1)?.push(cell), (cell = ''))
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text.charAt(i + 1) === '"') cell += text.charAt((i += 1))
      else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') end()
    else if (letter === '\n') {
      end()
      lines.push([])
    } else if (letter !== '\r') cell += letter
  }
  end()
  const [head = [], ...rest] = lines
  return rest.map((cells) => Object.fromEntries(head.map((name, i) => [name.trim(), cells[i] ?? ''])))
}

/** The first sheet of the workbook, by URN. */
function sheet(path: string): ReadonlyMap<string, Listed> {
  const parts = unzipSync(readFileSync(path), { filter: ({ name }) => /sharedStrings|worksheets\/sheet1\.xml/.test(name) })
  const part = (like: RegExp) => strFromU8(Object.entries(parts).find(([name]) => like.test(name))?.[1] ?? new Uint8Array())
  const strings = [...part(/sharedStrings/).matchAll(/<si>(.*?)<\/si>/gs)].map(([, inside = '']) => [...inside.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text ?? '').join('')) // prettier-ignore
  const rows = [...part(/sheet1/).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, inside = '']) => {
    const cells = [...inside.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)]
    return new Map(cells.map(([, column = '', how = '', value = '']) => [column, valueOf(how, value, strings)]))
  })
  const heading = rows.findIndex((row) => [...row.values()].includes('URN'))
  const columns = new Map([...(rows[heading] ?? [])].map(([column, name]) => [name.trim(), column]))
  const cell = (row: ReadonlyMap<string, string>, name: string) => row.get(columns.get(name) ?? '') ?? ''
  return new Map(
    rows.slice(heading + 1).flatMap((row): [string, Listed][] => {
      const [urn, grade] = [cell(row, 'URN'), cell(row, 'Overall effectiveness')]
      if (!/^\d{6}$/.test(urn) || !isGrade(grade)) return []
      const [inspected, published] = ['Inspection date', 'Publication date'].map((name) => dayOfSheet(cell(row, name)))
      return [[urn, { phase: cell(row, 'Ofsted phase').toLowerCase(), grade, inspected: inspected ?? '', published: published ?? '' }]]
    }),
  )
}

function valueOf(how: string, value: string, strings: readonly string[]): string {
  const inside = /<v>(.*?)<\/v>/s.exec(value)?.[1] ?? /<t[^>]*>(.*?)<\/t>/s.exec(value)?.[1] ?? ''
  return how.includes('t="s"') ? (strings[Number(inside)] ?? '') : inside
}

const isGrade = (text: string): text is Grade => /^[1-4]$/.test(text)

const dayOfSheet = (number: string) => new Date(Date.UTC(1899, 11, 30 + Number(number))).toISOString().slice(0, 10)

const said = (cell: string | undefined) => (cell === undefined || cell.trim() === 'NULL' ? '' : cell.trim())

/** A whole number as text: some cells have 2.0 for 2. */
const whole = (cell: string | undefined) => said(cell).replace(/\.0$/, '')

function day(cell: string | undefined): string {
  const [, of = '', month = '', year = ''] = /^(\d+)\/(\d+)\/(\d{4})/.exec(said(cell)) ?? []
  return year === '' ? '' : `${year}-${month.padStart(2, '0')}-${of.padStart(2, '0')}`
}
