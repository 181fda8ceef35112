import type { Block, Document, Section } from '../documents/document.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { PlacedFigure } from './live-figure.ts'
import { plainOf, type Inline, type Part } from './markdown.ts'
import type { PositionStatement } from './position-statement.ts'
import { figureRow, stateSays } from './figures.view.ts'

/** What a statement's document is made of. */
export interface StatementPrinted {
  readonly statement: PositionStatement
  readonly theme: string
  readonly author: string
  readonly framework: string
  readonly parts: readonly Part[]
  readonly figures: readonly PlacedFigure[]
  readonly today: Day
}

/** A position statement to print or send: its text under its own headings, and its figures with their sources and days. */
export function statementDocument({ statement, theme, author, framework, parts, figures, today }: StatementPrinted): Document {
  const shown = new Map(figures.map((figure) => [figure.key, figureRow(figure)]))
  const line = (inside: readonly Inline[]) => printedLine(inside, (key) => shown.get(key)?.inText ?? '')
  const { before, sections } = underHeadings(parts, line)
  return {
    title: 'Position statement',
    subtitle: theme,
    author: `${author}. ${framework}`,
    made: inWords(today),
    opening: [{ kind: 'note', text: stateSays(statement) }],
    // One section holds all: the sections of a document begin on a new page each.
    sections: [
      { heading: `Statement ${statement.number}`, blocks: before, sections },
      ...(figures.length === 0 ? [] : [figuresSection([...shown.values()])]),
    ],
  }
}

function figuresSection(rows: readonly ReturnType<typeof figureRow>[]): Section {
  const table = { head: ['Figure', 'In the text', 'Source', 'Of', 'Since it was agreed'], rows: rows.map(({ says, value, source, dated, since }) => [says, value, source, dated, since]), numeric: [] } // prettier-ignore
  return {
    heading: 'The figures in this statement',
    blocks: [{ kind: 'table', caption: 'Where each figure comes from', table }],
    sections: [],
  }
}

type Line = (inside: readonly Inline[]) => string

/** Links keep where they lead: on paper nobody can follow them. */
function printedLine(inside: readonly Inline[], figure: (key: string) => string): string {
  return inside
    .map((one) => {
      if (one.kind !== 'link') return 'inside' in one ? printedLine(one.inside, figure) : plainOf([one], figure)
      const text = printedLine(one.inside, figure)
      return text === one.href ? text : `${text} (${one.href})`
    })
    .join('')
}

interface Open {
  readonly level: number
  readonly heading: string
  readonly blocks: Block[]
  readonly sections: Section[]
}

function underHeadings(parts: readonly Part[], line: Line): { readonly before: readonly Block[]; readonly sections: readonly Section[] } {
  const top: Open = { level: 0, heading: '', blocks: [], sections: [] }
  const open: Open[] = [top]
  for (const part of parts) {
    if (part.kind !== 'heading') {
      open.at(-1)?.blocks.push(...blocksOf(part, line))
      continue
    }
    while ((open.at(-1)?.level ?? 0) >= part.level) open.pop()
    const section: Open = { level: part.level, heading: line(part.inside), blocks: [], sections: [] }
    open.at(-1)?.sections.push(section)
    open.push(section)
  }
  return { before: top.blocks, sections: top.sections }
}

function blocksOf(part: Part, line: Line): readonly Block[] {
  if (part.kind === 'paragraph') return [{ kind: 'paragraph', text: line(part.inside) }]
  if (part.kind === 'list') return [{ kind: 'list', items: itemsOf(part, line, '') }]
  if (part.kind === 'quote') return [{ kind: 'note', text: part.parts.flatMap((inner) => textsOf(inner, line)).join('\n') }]
  if (part.kind === 'code') return [{ kind: 'note', text: part.text }]
  if (part.kind !== 'table') return []
  const [head, rows] = [part.head.map(line), part.rows.map((row) => row.map(line))]
  return [{ kind: 'table', caption: head.filter((cell) => cell !== '').join(', ') || 'Table', table: { head, rows, numeric: [] } }]
}

function itemsOf({ start, items }: Part & { readonly kind: 'list' }, line: Line, before: string): readonly string[] {
  return items.flatMap((item, i) => {
    const nested = item.flatMap((part) => (part.kind === 'list' ? itemsOf(part, line, `${before}– `) : []))
    const own = item.flatMap((part) => (part.kind === 'list' ? [] : textsOf(part, line))).join('\n')
    return [`${before}${start === null ? '' : `${start + i}. `}${own}`, ...nested]
  })
}

function textsOf(part: Part, line: Line): readonly string[] {
  if (part.kind === 'paragraph' || part.kind === 'heading') return [line(part.inside)]
  if (part.kind === 'list') return itemsOf(part, line, '– ')
  if (part.kind === 'quote') return part.parts.flatMap((inner) => textsOf(inner, line))
  if (part.kind === 'code') return [part.text]
  return part.kind === 'table' ? [part.head, ...part.rows].map((row) => row.map(line).join(' | ')) : []
}
