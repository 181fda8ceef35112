import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { asImage } from '../charts/image.ts'
import { lightLooks } from '../triggers/light-look.ts'
import type { Document, Section } from './document.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true }) // prettier-ignore

/** The document as one HTML file that stands alone: no script, and nothing fetched from elsewhere. */
export function asHtml(document: Document): string {
  return templates.render('document.njk', { opening: [], ...document, looks: lightLooks, sections: numbered(document.sections, 'section') })
}

interface Numbered extends Section {
  readonly id: string
  readonly sections: readonly Numbered[]
}

/** Each section with an address for the contents to point at, and each chart with its image. */
function numbered(sections: readonly Section[], above: string): readonly Numbered[] {
  return sections.map((section, index) => {
    const id = `${above}-${index + 1}`
    const blocks = section.blocks.map((block) => (block.kind === 'chart' ? { ...block, image: asImage(block.chart) } : block))
    return { ...section, id, blocks, sections: numbered(section.sections, id) }
  })
}
