import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeTypstCompileResult } from '@myriaddreamin/typst-ts-node-compiler'
import { sharesOf } from './columns.ts'
import { coverageOf, printable } from './coverage.ts'
import type { Table } from '../charts/chart.ts'
import { lightLooks } from '../triggers/light-look.ts'
import type { Block, Document, Section } from './document.ts'

const fontFile = createRequire(import.meta.url).resolve
const fontPackage = '@expo-google-fonts/source-sans-3'
const fonts = ['400Regular', '700Bold'].map((weight) => readFileSync(fontFile(`${fontPackage}/${weight}/SourceSans3_${weight}.ttf`)))
const covered = coverageOf(fonts[0] ?? new Uint8Array())
const template = readFileSync(fileURLToPath(new URL('./document.typ', import.meta.url)), 'utf8')

/** Lays the document out with Typst, which refuses to write a PDF that breaks PDF/UA-1. It takes the whole thread while it works. */
export function layOut(document: Document): Uint8Array {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] })
  const compiled = compiler.compile({ mainFileContent: template, inputs: { document: asData(document) } })
  if (!compiled.result) throw new Error(`Typst could not lay the document out: ${faultsOf(compiler, compiled)}`)
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
  compiler.evictCache(0)
  return pdf
}

/** The model as Typst reads it: every text as the font can print it, and every table with the widths of its columns. */
function asData(document: Document): string {
  return JSON.stringify({ ...document, looks: lightLooks, ...printedParts(document) }, (key, value: unknown) => {
    // Paper has room for the wide drawing of a chart.
    if (key === 'narrow') return undefined
    if (typeof value !== 'string') return value
    const text = printable(value, covered)
    // The paths of a picture are long words, and must stay whole.
    return key === 'svg' || key === 'path' ? text.replaceAll('\u200b', '') : text
  })
}

function printedParts({ opening = [], sections }: Document) {
  return { opening: opening.map(widened), sections: sections.map(withWidths) }
}

function withWidths(section: Section): Section {
  return { ...section, blocks: section.blocks.map(widened), sections: section.sections.map(withWidths) }
}

function widened(block: Block): Block {
  const wide = (table: Table) => ({ ...table, widths: sharesOf(table) })
  if (block.kind === 'table') return { ...block, table: wide(block.table) }
  return block.kind === 'chart' ? { ...block, chart: { ...block.chart, table: wide(block.chart.table) } } : block
}

function faultsOf(compiler: NodeCompiler, compiled: NodeTypstCompileResult): string {
  const fault = compiled.takeError()
  return fault ? JSON.stringify(compiler.fetchDiagnostics(fault)) : 'it gave no reason'
}
