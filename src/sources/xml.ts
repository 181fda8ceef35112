import { Unusable } from '../lib/unusable.ts'

/** An element of a workbook's XML: what stands inside it, and its attributes as they are asked for. */
export interface Element {
  readonly inner: string
  readonly of: (attribute: string) => string | undefined
}

/** The elements of one name, none of which stands inside another of that name, in order. Time grows with the text only. */
export function* elements(xml: string, name: string): Generator<Element> {
  for (let at = xml.indexOf(`<${name}`); at !== -1; at = xml.indexOf(`<${name}`, at)) {
    const found = elementAt(xml, at, name)
    if (found.element) yield found.element
    at = found.end
  }
}

/** The same for elements of several names, in the order in which they stand. None may stand inside another. */
export function* elementsOf(xml: string, names: readonly string[]): Generator<Element & { readonly name: string }> {
  const next = new Map(names.map((name) => [name, xml.indexOf(`<${name}`)]))
  for (;;) {
    const [first] = [...next].filter(([, at]) => at !== -1).toSorted(([, a], [, b]) => a - b)
    if (!first) return
    const [name, at] = first
    const found = elementAt(xml, at, name)
    if (found.element) yield { ...found.element, name }
    for (const [other, place] of next) if (place !== -1 && place < found.end) next.set(other, xml.indexOf(`<${other}`, found.end))
  }
}

/** The element that begins at a place, and where it ends. There is none where only a longer name begins with this one. */
function elementAt(xml: string, at: number, name: string): { readonly element: Element | undefined; readonly end: number } {
  const from = at + 1 + name.length
  if (!/[\s/>]/.test(xml[from] ?? '')) return { element: undefined, end: from }
  const tagEnd = endOfTag(xml, from)
  const attributes = xml.slice(from, tagEnd)
  const of = (attribute: string) => attributeOf(attributes, attribute)
  if (attributes.endsWith('/')) return { element: { inner: '', of }, end: tagEnd + 1 }
  const closing = `</${name}>`
  const end = xml.indexOf(closing, tagEnd)
  if (end === -1) throw endsEarly()
  return { element: { inner: xml.slice(tagEnd + 1, end), of }, end: end + closing.length }
}

/** Where a tag's attributes end: at the first `>` that stands in none of them, as one may in a formula. */
function endOfTag(xml: string, from: number): number {
  let quotes = 0
  let seen = from
  for (let end = xml.indexOf('>', from); end !== -1; end = xml.indexOf('>', end + 1)) {
    for (let at = xml.indexOf('"', seen); at !== -1 && at < end; at = xml.indexOf('"', at + 1)) quotes += 1
    seen = end
    if (quotes % 2 === 0) return end
  }
  throw endsEarly()
}

/** Text as XML writes it, read: `&amp;` is `&`. */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});/g, (whole, code: string) => {
    if (!code.startsWith('#')) return named[code] ?? whole
    const point = code.startsWith('#x') ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The XML without its elements of one name. */
export function without(xml: string, name: string): string {
  let text = ''
  let at = 0
  // Not a regular expression: one reads a text of unclosed elements once for each of them.
  for (;;) {
    const from = xml.indexOf(`<${name}`, at)
    const to = from === -1 ? -1 : xml.indexOf(`</${name}>`, from)
    if (to === -1) return text + xml.slice(at)
    text += xml.slice(at, from)
    at = to + name.length + 3
  }
}

function attributeOf(attributes: string, name: string): string | undefined {
  const from = ` ${attributes}`.indexOf(` ${name}="`)
  if (from === -1) return undefined
  const start = from + name.length + 2
  return unescaped(attributes.slice(start, attributes.indexOf('"', start)))
}

function endsEarly(): Unusable {
  return new Unusable('The workbook looks damaged: a sheet of it ends early')
}
