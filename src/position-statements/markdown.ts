import MarkdownIt, { type StateInline, type Token } from 'markdown-it'

/** What stands in a line of a text: words, and what they are marked as. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'figure'; readonly key: string }
  | { readonly kind: 'break' }

/** A part of a text. Headings are numbered as a page needs them: never more than one level below the heading before. */
export type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Part[])[] }
  | { readonly kind: 'quote'; readonly parts: readonly Part[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'rule' }

/**
 * Whether a text may link to an address: another site by http or https, a mail address, or a page of Fiveday by its path.
 *
 * @example
 * mayLinkTo('https://www.gov.uk/') // => true
 * mayLinkTo('/schools/100001') // => true
 * mayLinkTo('javascript:alert(1)') // => false
 * mayLinkTo('//elsewhere.example') // => false
 */
export function mayLinkTo(href: string): boolean {
  const plain = href.trim()
  return /^(https?:\/\/[^\s/\\]|mailto:[^\s@]+@)/i.test(plain) || /^\/(?![/\\])[^\\]*$/.test(plain)
}

/** The mark that places a live figure in a text. */
export const figureMark = (key: string) => `{{figure:${key}}}`

const mark = /\{\{figure:([^{}\n]{1,120})\}\}/y

function figureRule(state: StateInline, silent: boolean): boolean {
  mark.lastIndex = state.pos
  const [whole, key] = mark.exec(state.src) ?? []
  if (whole === undefined || key === undefined) return false
  if (!silent) state.push('figure', '', 0).content = key.trim()
  state.pos += whole.length
  return true
}

// HTML is text here: `html` stays off, and nothing is ever printed by the library itself.
const reader = new MarkdownIt({ html: false, linkify: false, maxNesting: 20 })
reader.validateLink = mayLinkTo
reader.inline.ruler.before('backticks', 'figure', figureRule)

/**
 * Reads Markdown into its parts, for templates and documents to print with every word escaped.
 *
 * Kept: headings, paragraphs, lists, tables, quotations, links, emphasis, code and rules. A picture is its description. HTML,
 * and a link to anywhere we do not link to, stay the text they are.
 */
export function partsOf(markdown: string): readonly Part[] {
  return new Reading(reader.parse(markdown, {})).parts()
}

/** Reads the flat tokens of the library, where an opening one has its closing one later. */
class Reading {
  readonly #tokens: readonly Token[]
  #at = 0
  #level = 1

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  parts(): readonly Part[] {
    const parts: Part[] = []
    for (let token = this.#next(); token && token.nesting !== -1; token = this.#next()) parts.push(...this.#part(token))
    return parts
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  #part(token: Token): readonly Part[] {
    if (token.type === 'inline') return [{ kind: 'paragraph', inside: inlineOf(token) }]
    if (token.type === 'heading_open') return [this.#heading(token)]
    if (token.type === 'paragraph_open') return this.parts()
    if (token.type === 'bullet_list_open') return [{ kind: 'list', start: null, items: this.#items() }]
    if (token.type === 'ordered_list_open') return [{ kind: 'list', start: Number(token.attrGet('start') ?? 1), items: this.#items() }]
    if (token.type === 'blockquote_open') return [{ kind: 'quote', parts: this.parts() }]
    if (token.type === 'table_open') return [this.#table()]
    if (token.type === 'hr') return [{ kind: 'rule' }]
    return token.nesting === 1 ? this.parts() : [{ kind: 'code', text: token.content }]
  }

  #heading({ tag }: Token): Part {
    this.#level = Math.min(Number(tag.slice(1)) + 1, this.#level + 1, 6)
    const level = this.#level
    return { kind: 'heading', level, inside: this.parts().flatMap((part) => (part.kind === 'paragraph' ? part.inside : [])) }
  }

  #items(): readonly (readonly Part[])[] {
    const items: (readonly Part[])[] = []
    for (let token = this.#next(); token && token.nesting !== -1; token = this.#next()) items.push(this.parts())
    return items
  }

  #table(): Part {
    const rows: (readonly Inline[])[][] = []
    for (let token = this.#next(); token && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'tr_open') rows.push([])
      if (token.type === 'inline') rows.at(-1)?.push(inlineOf(token))
    }
    const [head = [], ...others] = rows
    return { kind: 'table', head, rows: others }
  }
}

const wraps: Readonly<Record<string, 'strong' | 'emphasis' | 'struck'>> = { strong_open: 'strong', em_open: 'emphasis', s_open: 'struck' }

function inlineOf({ children }: Token): readonly Inline[] {
  const tokens = children ?? []
  let at = 0
  const inside = (): readonly Inline[] => {
    const found: Inline[] = []
    for (let token = tokens[at++]; token && token.nesting !== -1; token = tokens[at++]) {
      const wrap = wraps[token.type]
      if (wrap) found.push({ kind: wrap, inside: inside() })
      else if (token.type === 'link_open') found.push(linked(String(token.attrGet('href') ?? ''), inside()))
      else found.push(...wordsOf(token))
    }
    return found
  }
  return inside()
}

function linked(href: string, inside: readonly Inline[]): Inline {
  // A link with no words to follow says where it leads.
  return { kind: 'link', href, inside: plainOf(inside).trim() === '' ? [{ kind: 'text', text: href }] : inside }
}

function wordsOf(token: Token): readonly Inline[] {
  if (token.type === 'figure') return [{ kind: 'figure', key: token.content }]
  if (token.type === 'code_inline') return [{ kind: 'code', text: token.content }]
  if (token.type === 'hardbreak') return [{ kind: 'break' }]
  if (token.type === 'softbreak') return [{ kind: 'text', text: ' ' }]
  return token.content === '' ? [] : [{ kind: 'text', text: token.content }]
}

/** The words of a line without their marks. `figure` says what stands for a live figure. */
export function plainOf(inside: readonly Inline[], figure: (key: string) => string = () => ''): string {
  return inside
    .map((one) => {
      if (one.kind === 'figure') return figure(one.key)
      if (one.kind === 'break') return '\n'
      return 'text' in one ? one.text : plainOf(one.inside, figure)
    })
    .join('')
}

/** The keys of the live figures a text places, each once, in order of first use. */
export function figureKeys(parts: readonly Part[]): readonly string[] {
  return [...new Set(parts.flatMap(linesOf).flatMap(keysIn))]
}

/** All the words of a text as they are read, line by line. */
export function wordsOfText(parts: readonly Part[], figure: (key: string) => string): string {
  return parts.map((part) => (part.kind === 'code' ? part.text : linesOf(part).map((one) => plainOf(one, figure)).join('\n'))).join('\n') // prettier-ignore
}

function linesOf(part: Part): readonly (readonly Inline[])[] {
  if (part.kind === 'heading' || part.kind === 'paragraph') return [part.inside]
  if (part.kind === 'list') return part.items.flat().flatMap(linesOf)
  if (part.kind === 'quote') return part.parts.flatMap(linesOf)
  return part.kind === 'table' ? [...part.head, ...part.rows.flat()] : []
}

function keysIn(inside: readonly Inline[]): readonly string[] {
  return inside.flatMap((one) => {
    if (one.kind === 'figure') return [one.key]
    return 'inside' in one ? keysIn(one.inside) : []
  })
}
