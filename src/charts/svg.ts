/** An element of a picture: its name, its attributes, and what is in it. Text is escaped when it is written. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (Element | string)[]
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
}

/** Arial as a council's pages have it; the last is the font of printed documents, where there is no Arial. */
export const fontFamily = "Arial, 'Liberation Sans', Helvetica, 'Source Sans 3', sans-serif"

/** White round the letters, where a line passes behind them. */
export const halo = { stroke: '#ffffff', 'stroke-width': 4, 'paint-order': 'stroke' }

export function element(name: string, attributes: Element['attributes'], ...children: Element['children']): Element {
  return { name, attributes, children }
}

/** A line or lines of text at a point. `y` is the baseline of the first. */
export function textAt(x: number, y: number, lines: readonly string[], attributes: Element['attributes'] = {}): Element {
  const [only = ''] = lines
  if (lines.length < 2) return element('text', { x: short(x), y: short(y), ...attributes }, only)
  return element(
    'text',
    { y: short(y), ...attributes },
    ...lines.map((line, index) => element('tspan', { x: short(x), dy: index * 17 ? 17 : 0 }, line)),
  )
}

/** A complete SVG document, with its title and description as the first things in it. */
export function picture({ width, height, title, description }: Picture, children: readonly (Element | string)[], raw = ''): string {
  const head = [element('title', { id: 'title' }, title), element('desc', { id: 'desc' }, description)]
  const open = opening('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'title desc',
    lang: 'en-GB',
    'font-family': fontFamily,
    'font-size': 15,
    color: '#0b0c0c',
    fill: '#0b0c0c',
  })
  const paper = element('rect', { width, height, fill: '#ffffff' })
  return `${open}${[...head, paper].map(written).join('')}${raw}${children.map(written).join('')}</svg>`
}

/** The markup of an element. Every attribute and text is escaped, and what XML cannot hold is left out. */
export function written(node: Element | string): string {
  if (typeof node === 'string') return escaped(node)
  return `${opening(node.name, node.attributes)}${node.children.map(written).join('')}</${node.name}>`
}

/** One decimal of a pixel is enough to draw, and keeps pictures small. */
export const short = (pixels: number): number => Math.round(pixels * 10) / 10

function opening(name: string, attributes: Element['attributes']): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  return `<${name}${pairs.join('')}>`
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return drawable(text).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}

/** Text without what an XML document may not hold: control characters and halves of characters. */
export function drawable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
