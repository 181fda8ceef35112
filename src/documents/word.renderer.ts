import {
  AlignmentType,
  BorderStyle,
  Document as WordDocument,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  Table as WordTable,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
} from 'docx'
import type { Table } from '../charts/chart.ts'
import { lightLooks } from '../triggers/light-look.ts'
import type { Block, Document, Light, LightRow, Section } from './document.ts'

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const

/** A shape that a font can print, for each light: with its word it tells a light apart without colour. */
const shapes: Readonly<Record<Light, string>> = { red: '■', amber: '▲', green: '●', grey: '–' }

const rule = { style: BorderStyle.SINGLE, size: 4, color: 'B1B4B6' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const

/** The document as a Word file: real headings, tables whose first row repeats on each page, and pages numbered. */
export async function asWord(document: Document): Promise<Uint8Array> {
  const { title, subtitle, author, made, opening = [], sections } = document
  const children: FileChild[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
    new Paragraph({ children: [new TextRun({ text: subtitle, size: 28 })] }),
    new Paragraph({ children: [new TextRun(`${author}. ${made}`)], spacing: { after: 240 } }),
    ...opening.flatMap(printed),
    ...sections.flatMap((section) => sectionOf(section, 0)),
  ]
  const file = new WordDocument({
    title,
    creator: author,
    description: subtitle,
    styles: {
      default: { document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 120 } } } },
    },
    sections: [{ children, footers: { default: pageNumbers(made) } }],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

function pageNumbers(made: string): Footer {
  const text = [`${made}. Page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  return new Footer({ children: [new Paragraph({ children: [new TextRun({ children: text, size: 18 })] })] })
}

function sectionOf({ heading, blocks, sections }: Section, depth: number): FileChild[] {
  const level = headings[Math.min(depth, headings.length - 1)] ?? HeadingLevel.HEADING_4
  return [
    new Paragraph({ heading: level, children: [new TextRun(heading)], keepNext: true }),
    ...blocks.flatMap(printed),
    ...sections.flatMap((inner) => sectionOf(inner, depth + 1)),
  ]
}

function printed(block: Block): FileChild[] {
  if (block.kind === 'paragraph' || block.kind === 'note') return [paragraph(block.text)]
  if (block.kind === 'list') return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: linesOf(item) }))
  if (block.kind === 'facts')
    return block.facts.map(
      ([name, value]) => new Paragraph({ children: [new TextRun({ text: `${name}: `, bold: true }), ...linesOf(value)] }),
    )
  if (block.kind === 'light') return [new Paragraph({ children: [lightRun(block.light), new TextRun(`  ${block.text}`)] })]
  if (block.kind === 'lights') return [caption(block.caption), lightsTable(block.head, block.rows), paragraph('')]
  if (block.kind === 'table') return [caption(block.caption), tableOf(block.table), paragraph('')]
  return [caption(block.chart.caption), picture(block.chart), tableOf(block.chart.table), paragraph('')]
}

const paragraph = (text: string) => new Paragraph({ children: linesOf(text) })
const caption = (text: string) => new Paragraph({ children: [new TextRun({ text, bold: true })], keepNext: true, spacing: { before: 200 } })

/** Text with its line breaks: officers' comments have them. */
function linesOf(text: string): TextRun[] {
  const printable = text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, ' ')
  return printable.split('\n').map((line, i) => new TextRun({ text: line, ...(i > 0 ? { break: 1 } : {}) }))
}

function lightRun(light: Light): TextRun {
  const { word, colour } = lightLooks[light]
  return new TextRun({ text: `${shapes[light]} ${word}`, bold: true, color: colour.slice(1) })
}

function lightsTable(head: readonly string[], rows: readonly LightRow[]): WordTable {
  const widths = [24, 12, 24, 40]
  return framed(head, widths, [], rows.map(({ name, light, trend, comment }) => [linesOf(name), [lightRun(light)], linesOf(trend), linesOf(comment)])) // prettier-ignore
}

function tableOf({ head, rows, numeric }: Table): WordTable {
  const widths = head.map(() => Math.floor(100 / head.length))
  return framed(
    head,
    widths,
    numeric,
    rows.map((row) => row.map(linesOf)),
  )
}

function framed(head: readonly string[], widths: readonly number[], numeric: readonly number[], rows: readonly (readonly TextRun[][])[]) {
  const cell = (children: readonly TextRun[], column: number) =>
    new TableCell({
      width: { size: widths[column] ?? 10, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: [new Paragraph({ alignment: numeric.includes(column) ? AlignmentType.RIGHT : AlignmentType.LEFT, children: [...children], spacing: { after: 0 } })], // prettier-ignore
    })
  const top = head.map((text, column) => cell([new TextRun({ text, bold: true })], column))
  return new WordTable({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: rule, bottom: rule, insideHorizontal: rule, left: none, right: none, insideVertical: none },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: top }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map(cell) })),
    ],
  })
}

// Word shows the SVG; a reader that cannot shows one clear point, and says what the picture says.
const clearPoint = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

function picture({ svg, alternative, caption: name }: { svg: string; alternative: string; caption: string }): Paragraph {
  const [, width = '600', height = '320'] = /viewBox="[\d.-]+[ ,][\d.-]+[ ,]([\d.]+)[ ,]([\d.]+)"/.exec(svg) ?? []
  const scale = 600 / Number(width)
  return new Paragraph({
    children: [
      new ImageRun({
        type: 'svg',
        data: Buffer.from(svg),
        transformation: { width: 600, height: Math.round(Number(height) * scale) },
        fallback: { type: 'png', data: clearPoint },
        altText: { name, title: name, description: alternative },
      }),
    ],
  })
}
