import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import type { Area, Criterion, Framework, Theme } from '../framework.ts'
import { asMarkup } from './markup.ts'
import { plainParts } from './plain.ts'

/** The edition of OSCAL that catalogues are written in. */
export const oscalVersion = '1.1.3'

/** Whose the properties are that OSCAL has no name for. */
export const ours = 'urn:x-fiveday:framework'

/** The facts of a framework that stand as properties of the catalogue: what they are called there, and where they are. */
export const metadataFacts = ['key', 'made-from', 'short-title', 'in-force-from', 'in-force-source', 'theme-areas-are', 'expected-criteria', 'expected-criteria-source', 'triggers-source'] as const // prettier-ignore

interface Prop {
  readonly name: string
  readonly ns?: string
  readonly value: string
  readonly class?: string
  readonly remarks?: string
}

/**
 * A framework as an OSCAL catalogue in JSON: areas are groups, themes are groups in them, criteria are controls, and what each was
 * drawn from is a resource that it links to. What OSCAL has no place for is a property of our own; triggers, with their measures and
 * limits, are enclosed whole, because they are no controls.
 */
export function asOscal(framework: Framework, made: Date): string {
  const { key, themes, areas } = framework
  const uuid = (name: string) => uuidOf(`${key} ${name}`)
  const ordered = new Map(themes.map((theme, place) => [theme.key, place + 1]))
  const catalog = {
    uuid: uuid(JSON.stringify(plainParts(framework))),
    metadata: metadataOf(framework, made, uuid),
    groups: [
      ...areas.map((area, place) => areaGroup(area, { place, themes: themes.filter(({ area: of }) => of === area.key), ordered, uuid })),
      arrangements(framework),
    ],
    'back-matter': { resources: [...resources(framework, uuid)] },
  }
  return `${JSON.stringify({ catalog }, undefined, 2)}\n`
}

type Uuid = (name: string) => string

function metadataOf(framework: Framework, made: Date, uuid: Uuid): object {
  const { status, notice, outcome, aliases, remarks = [], areasSource, withoutTriggers } = framework
  const plain = plainParts(framework)
  const facts = metadataFacts.flatMap((name) => (plain[name] === undefined || typeof plain[name] === 'object' ? [] : [own(name, String(plain[name]))])) // prettier-ignore
  return {
    title: asMarkup(framework.title),
    'last-modified': made.toISOString(),
    version: framework.edition,
    'oscal-version': oscalVersion,
    props: [
      ...facts,
      ...aliases.map((alias) => own('alias', alias)),
      ...areasSource.map((source) => own('areas-source', source)),
      said('status', status.is, status.source, status.says),
      said('notice-working-days', String(notice.workingDays), notice.source, notice.says),
      said('outcome-model', outcome.model, outcome.source, outcome.says),
      ...remarks.map((remark, i) => said('remark', String(i + 1), undefined, remark)),
      ...(withoutTriggers === undefined ? [] : [said('without-triggers', 'yes', undefined, withoutTriggers)]),
    ],
    roles: [{ id: 'publisher', title: 'Publisher' }],
    parties: [{ uuid: uuid('publisher'), type: 'organization', name: framework.publisher }],
    'responsible-parties': [{ 'role-id': 'publisher', 'party-uuids': [uuid('publisher')] }],
  }
}

const own = (name: string, value: string): Prop => ({ name, ns: ours, value })

/** A fact with the source it rests on as its class, and what it says as its remarks. A class is a token, as a key of ours may not be: it is told from one. */
function said(name: string, value: string, source: string | undefined, says: string): Prop {
  return { name, ns: ours, value, ...(source === undefined ? {} : { class: token('source', source) }), remarks: asMarkup(says) }
}

/**
 * A key as a token of OSCAL, which begins with a letter.
 *
 * @example
 * token('criterion', '1.10') // => 'criterion_1.10'
 */
export function token(kind: string, key: string): string {
  return `${kind}_${key}`
}

function areaGroup(
  area: Area,
  { place, themes, ordered, uuid }: { place: number; themes: readonly Theme[]; ordered: ReadonlyMap<string, number>; uuid: Uuid },
): object {
  return {
    id: token('area', area.key),
    class: 'area',
    title: asMarkup(area.title),
    props: [own('key', area.key), sorted(place + 1)],
    ...(themes.length === 0 ? {} : { groups: themes.map((theme) => themeGroup(theme, ordered.get(theme.key) ?? 0, uuid)) }),
  }
}

/** OSCAL's own property for the order of things. */
const sorted = (place: number): Prop => ({ name: 'sort-id', value: String(place).padStart(6, '0') })

function themeGroup({ key, title, criteria }: Theme, place: number, uuid: Uuid): object {
  return {
    id: token('theme', key),
    class: 'theme',
    title: asMarkup(title),
    props: [own('key', key), sorted(place)],
    controls: criteria.map((criterion) => control(criterion, uuid)),
  }
}

function control({ key, words, question, sources, text }: Criterion, uuid: Uuid): object {
  return {
    id: token('criterion', key),
    class: 'criterion',
    title: asMarkup(text.replaceAll(/\s+/g, ' ')),
    props: [{ name: 'label', value: key }, own('words', words), ...(question === undefined ? [] : [own('question', question)])],
    ...(sources.length === 0
      ? {}
      : { links: sources.map((source) => ({ href: `#${uuid(`source ${source}`)}`, rel: 'reference', text: source })) }),
    parts: [{ id: token('statement', key), name: 'statement', prose: asMarkup(text) }],
  }
}

/** How it is inspected and judged: its scale, stages and questions, as parts of one group. */
function arrangements({ scale, stages, questions = [] }: Framework): object {
  return {
    id: 'arrangements',
    class: 'arrangements',
    title: 'How it is inspected and judged',
    props: [said('scale-words', scale.words, scale.source, scale.says)],
    parts: [
      ...scale.grades.map(({ key, title, says, met }) => arranged('grade', key, title, says, [own('met', met ? 'yes' : 'no')])),
      ...stages.map(({ key, title, says, source }) => arranged('stage', key, title, says, [own('source', source)])),
      ...questions.map(({ key, title, asks }) => arranged('question', key, title, asks, [])),
    ],
  }
}

function arranged(name: string, key: string, title: string, prose: string, props: readonly Prop[]): object {
  return { id: token(name, key), name, ns: ours, title: asMarkup(title), props: [own('key', key), ...props], prose: asMarkup(prose) }
}

function* resources(framework: Framework, uuid: Uuid): Generator<object> {
  for (const [key, is] of Object.entries(framework.sources))
    yield { uuid: uuid(`source ${key}`), title: asMarkup(key), description: asMarkup(is), props: [own('source', key)] }
  if (framework.withoutTriggers !== undefined) return
  const { measures, limits, triggers } = plainParts(framework)
  const text = stringify({ measures, limits, triggers }, { aliasDuplicateObjects: false, lineWidth: 120 })
  yield {
    uuid: uuid('triggers'),
    title: 'Triggers, their measures and limits',
    description: 'What may bring an inspection of the authority, as Fiveday measures it.',
    props: [own('triggers', 'yes')],
    base64: { filename: 'triggers.yaml', 'media-type': 'application/yaml', value: Buffer.from(text).toString('base64') },
  }
}

/** A UUID of version 5: the same name has the same one, so that two catalogues of one framework are alike. */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(`${ours} ${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
