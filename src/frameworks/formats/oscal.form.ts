import { partsOfText } from '../text-parts.ts'
import type { Misplaced, Part, Parted } from '../part.ts'
import { fromMarkup } from './markup.ts'
import { metadataFacts, ours } from './oscal.ts'

/** Whether what was read is an OSCAL catalogue. */
export function isOscal(part: Part | undefined): boolean {
  return at(part, 'catalog') !== undefined
}

/** The parts of a framework in an OSCAL catalogue, each with its line. What another program added to the catalogue is left where it is. */
export function partsOfOscal(part: Part): Parted {
  const catalog = at(part, 'catalog')
  const metadata = at(catalog, 'metadata')
  const wrong: Misplaced[] = []
  const groups = itemsOf(at(catalog, 'groups'))
  const arrangements = groups.find((group) => textOf(at(group, 'class')) === 'arrangements')
  const resources = itemsOf(at(at(catalog, 'back-matter'), 'resources'))
  const sources = resources.filter((one) => propOf(one, 'source') !== undefined)
  const areas = groups.filter((group) => textOf(at(group, 'class')) === 'area')
  const named = new Map(sources.map((one) => [`#${textOf(at(one, 'uuid'))}`, propOf(one, 'source')]))
  const whole = parts(where(metadata ?? part), {
    ...Object.fromEntries(metadataFacts.map((name) => [name, name === 'expected-criteria' ? numberOf(propOf(metadata, name)) : propOf(metadata, name)])), // prettier-ignore
    title: words(at(metadata, 'title')),
    edition: at(metadata, 'version'),
    aliases: list(metadata, propsOf(metadata, 'alias')),
    publisher: at(itemsOf(at(metadata, 'parties'))[0], 'name'),
    status: saidOf(metadata, 'status', 'is'),
    notice: saidOf(metadata, 'notice-working-days', 'working-days', numberOf),
    remarks: list(metadata, itemsNamed(metadata, 'remark').map((one) => words(at(one, 'remarks')))), // prettier-ignore
    outcome: saidOf(metadata, 'outcome-model', 'model'),
    scale: scaleOf(arrangements),
    stages: list(arrangements, arranged(arrangements, 'stage', { says: 'prose', source: 'source' })),
    questions: list(arrangements, arranged(arrangements, 'question', { asks: 'prose' })),
    areas: list(catalog, areas.map((area) => parts(where(area), { key: propOf(area, 'key'), title: words(at(area, 'title')) }))), // prettier-ignore
    'areas-source': list(metadata, propsOf(metadata, 'areas-source')),
    themes: list(catalog, themesOf(areas, named)),
    'without-triggers': words(at(itemsNamed(metadata, 'without-triggers')[0], 'remarks')),
    sources: parts(where(at(catalog, 'back-matter') ?? part), Object.fromEntries(sources.map((one) => [textOf(propOf(one, 'source')), words(at(one, 'description'))]))), // prettier-ignore
    ...enclosed(resources, wrong),
  })
  return { part: whole, wrong: [...wrong, ...givenTwice(sources)] }
}

type Made = Part | undefined

/** Parts by name; those that are not there are left out. */
function parts(place: string, given: Readonly<Record<string, Made>>): Part {
  const held = Object.entries(given).flatMap(([name, part]): (readonly [string, Part])[] => (part === undefined ? [] : [[name, part]]))
  return { is: 'parts', where: place, parts: new Map(held) }
}

/** A list, with what is missing in it standing as nothing. */
function list(around: Made, items: readonly Made[]): Part {
  const place = where(around)
  return { is: 'list', where: place, items: items.map((item) => item ?? { is: 'value', where: place, value: null }) }
}

const where = (part: Made) => part?.where ?? 'The file'

function at(part: Made, name: string): Made {
  return part?.is === 'parts' ? part.parts.get(name) : undefined
}

const itemsOf = (part: Made): readonly Part[] => (part?.is === 'list' ? part.items : [])
const textOf = (part: Made) => (part?.is === 'value' && part.value !== null ? String(part.value) : '')

/** Prose as plain words. */
function words(part: Made): Made {
  return part?.is === 'value' && typeof part.value === 'string' ? { ...part, value: fromMarkup(part.value) } : part
}

function numberOf(part: Made): Made {
  const number = Number(textOf(part))
  return part?.is === 'value' && textOf(part) !== '' && Number.isFinite(number) ? { ...part, value: number } : part
}

/** Properties of our own of one name. */
function itemsNamed(part: Made, name: string): readonly Part[] {
  return itemsOf(at(part, 'props')).filter((prop) => textOf(at(prop, 'name')) === name && textOf(at(prop, 'ns')) === ours)
}

const propsOf = (part: Made, name: string): readonly Made[] => itemsNamed(part, name).map((prop) => at(prop, 'value'))
const propOf = (part: Made, name: string): Made => propsOf(part, name)[0]

/** The key in a token: `source_gov-sis` is `gov-sis`. */
function keyIn(part: Made): Made {
  return part?.is === 'value' && typeof part.value === 'string' ? { ...part, value: part.value.replace(/^[a-z]+_/, '') } : part
}

function saidOf(metadata: Made, name: string, value: string, read: (part: Made) => Made = (part) => part): Made {
  const [prop] = itemsNamed(metadata, name)
  if (!prop) return undefined
  return parts(where(prop), { [value]: read(at(prop, 'value')), says: words(at(prop, 'remarks')), source: keyIn(at(prop, 'class')) })
}

function scaleOf(arrangements: Made): Made {
  const [said] = itemsNamed(arrangements, 'scale-words')
  return parts(where(said ?? arrangements), {
    words: at(said, 'value'),
    says: words(at(said, 'remarks')),
    source: keyIn(at(said, 'class')),
    grades: list(arrangements, arranged(arrangements, 'grade', { says: 'prose', met: 'met' })),
  })
}

/** The parts of the arrangements of one name: a grade, a stage, a question. */
function arranged(arrangements: Made, name: string, has: Readonly<Record<string, string>>): readonly Part[] {
  return itemsOf(at(arrangements, 'parts'))
    .filter((part) => textOf(at(part, 'name')) === name)
    .map((part) => {
      const rest = Object.entries(has).map(([as, from]): [string, Made] => [
        as,
        from === 'prose' ? words(at(part, 'prose')) : from === 'met' ? yesOrNo(propOf(part, from)) : propOf(part, from),
      ])
      return parts(where(part), { key: propOf(part, 'key'), title: words(at(part, 'title')), ...Object.fromEntries(rest) })
    })
}

function yesOrNo(part: Made): Made {
  if (part?.is !== 'value' || (part.value !== 'yes' && part.value !== 'no')) return part
  return { ...part, value: part.value === 'yes' }
}

function themesOf(areas: readonly Part[], named: ReadonlyMap<string, Made>): readonly Part[] {
  const found = areas.flatMap((area) => itemsOf(at(area, 'groups')).map((theme) => ({ area, theme })))
  const place = ({ theme }: { readonly theme: Part }) => textOf(at(itemsOf(at(theme, 'props')).find((prop) => textOf(at(prop, 'name')) === 'sort-id'), 'value')) // prettier-ignore
  return found
    .toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
    .map(({ area, theme }) =>
      parts(where(theme), {
        key: propOf(theme, 'key'),
        area: propOf(area, 'key'),
        title: words(at(theme, 'title')),
        criteria: list(theme, itemsOf(at(theme, 'controls')).map((control) => criterionOf(control, named))), // prettier-ignore
      }),
    )
}

function criterionOf(control: Part, named: ReadonlyMap<string, Made>): Part {
  const statement = itemsOf(at(control, 'parts')).find((part) => textOf(at(part, 'name')) === 'statement')
  const label = itemsOf(at(control, 'props')).find((prop) => textOf(at(prop, 'name')) === 'label')
  const links = itemsOf(at(control, 'links')).filter((link) => textOf(at(link, 'rel')) === 'reference')
  const source = (link: Part): Made => {
    const key = named.get(textOf(at(link, 'href')))
    return key?.is === 'value' ? { ...key, where: link.where } : at(link, 'text')
  }
  return parts(where(control), {
    key: at(label, 'value'),
    words: propOf(control, 'words'),
    question: propOf(control, 'question'),
    sources: list(control, links.map(source)),
    text: words(at(statement, 'prose')) ?? words(at(control, 'title')),
  })
}

/** Triggers, measures and limits as they were enclosed, each with the line of the enclosure. */
function enclosed(resources: readonly Part[], wrong: Misplaced[]): Readonly<Record<string, Made>> {
  const held = resources.find((one) => propOf(one, 'triggers') !== undefined)
  const value = at(at(held, 'base64'), 'value')
  if (!value) return {}
  const { part, wrong: inside } = partsOfText(Buffer.from(textOf(value), 'base64').toString('utf8'))
  const place = (line: string) => `${value.where}, in the enclosed triggers, ${line.charAt(0).toLowerCase()}${line.slice(1)}`
  for (const one of inside) wrong.push({ where: place(one.where), text: one.text })
  const moved = (name: string) => relocated(at(part, name), place)
  return { measures: moved('measures'), limits: moved('limits'), triggers: moved('triggers') }
}

function relocated(part: Made, place: (line: string) => string): Made {
  if (part === undefined) return undefined
  const moved = { ...part, where: place(part.where) }
  if (moved.is === 'list') return { ...moved, items: moved.items.map((item) => relocated(item, place) ?? item) }
  if (moved.is === 'parts') return { ...moved, parts: new Map([...moved.parts].map(([name, inside]) => [name, relocated(inside, place) ?? inside])) } // prettier-ignore
  return moved
}

function* givenTwice(sources: readonly Part[]): Generator<Misplaced> {
  const seen = new Set<string>()
  for (const one of sources) {
    const key = textOf(propOf(one, 'source'))
    if (seen.has(key)) yield { where: where(one), text: `“${key}” is given twice among the sources` }
    seen.add(key)
  }
}
