import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import pptxgen from 'pptxgenjs'
import { lightLooks } from '../triggers/light-look.ts'
import type { Deck, Slide } from './deck.ts'
import type { Light, LightRow } from './document.ts'

const master = 'Fiveday'
const shapes: Readonly<Record<Light, string>> = { red: '■', amber: '▲', green: '●', grey: '–' }

/** The longest a comment is on a slide: the whole of it stands in the document, and in the notes under the slide. */
const longest = 220

const tableName = 'Table of lights'

/** The deck as a PowerPoint file. Each title is a real placeholder, so that a reader of the slides can list and find them. */
export async function asSlides({ title, author, slides }: Deck): Promise<Uint8Array> {
  const deck = new (presentation())()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = title
  deck.author = author
  deck.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' }
  deck.defineSlideMaster({
    title: master,
    background: { color: 'FFFFFF' },
    objects: [
      { placeholder: { options: { name: 'title', type: 'title', x: 0.5, y: 0.25, w: 12.3, h: 0.8, fontSize: 26, bold: true, color: '12436D', align: 'left', margin: 0 }, text: '' } }, // prettier-ignore
      { placeholder: { options: { name: 'note', type: 'body', x: 0.5, y: 6.85, w: 11.3, h: 0.5, fontSize: 10, color: '505A5F', margin: 0 }, text: '' } }, // prettier-ignore
    ],
    slideNumber: { x: 12.3, y: 6.95, fontSize: 10, color: '505A5F' },
  })
  for (const slide of slides) addSlide(deck, slide)
  const file = await deck.write({ outputType: 'uint8array' })
  if (!(file instanceof Uint8Array)) throw new Error('The slides were not made')
  return withAlternatives(file, slides)
}

type Presentation = typeof pptxgen.default

// Its types put the class one step further away than it is when Node runs it.
function presentation(): Presentation {
  const given: unknown = pptxgen
  const isOne = (value: unknown): value is Presentation => typeof value === 'function'
  if (isOne(given)) return given
  throw new Error('The library that makes slides is not the one we know')
}

/** The library gives a table no words for those who cannot see it: they are put into the file it made. */
function withAlternatives(file: Uint8Array, slides: readonly Slide[]): Uint8Array {
  const parts = unzipSync(file)
  for (const [i, slide] of slides.entries()) {
    const name = `ppt/slides/slide${i + 1}.xml`
    const part = parts[name]
    if (!part) throw new Error(`The slides have no ${name}`)
    const words = inXml(`${slide.title}. ${slide.rows.map(({ name: of, light, trend }) => `${of}: ${lightLooks[light].word}, ${trend.replaceAll('\n', ', ')}`).join('. ')}`) // prettier-ignore
    parts[name] = strToU8(strFromU8(part).replace(`name="${tableName}"`, () => `name="${tableName}" descr="${words}"`))
  }
  return zipSync(parts)
}

const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function addSlide(deck: InstanceType<Presentation>, { title, head, rows, note }: Slide): void {
  const slide = deck.addSlide({ masterName: master })
  slide.addText(title, { placeholder: 'title', lang: 'en-GB' })
  slide.addText(note, { placeholder: 'note', lang: 'en-GB' })
  const top = head.map((text) => ({ text, options: { bold: true, color: '0B0C0C' } }))
  slide.addTable([top, ...rows.map(cellsOf)], {
    x: 0.5,
    y: 1.15,
    w: 12.3,
    colW: [3.3, 1.3, 2.3, 5.4],
    fontSize: 11,
    color: '0B0C0C',
    valign: 'middle',
    border: { type: 'solid', pt: 0.5, color: 'B1B4B6' },
    margin: 0.06,
    lang: 'en-GB',
    objectName: tableName,
  })
  slide.addNotes(rows.map(({ name, light, trend, comment }) => `${name}: ${lightLooks[light].word}, ${trend}. ${comment}`).join('\n\n'))
}

function cellsOf({ name, light, trend, comment }: LightRow) {
  const { word, colour } = lightLooks[light]
  const short = comment.length > longest ? `${comment.slice(0, longest).replace(/\s+\S*$/, '')} …` : comment
  return [
    { text: name },
    { text: `${shapes[light]} ${word}`, options: { bold: true, color: colour.slice(1) } },
    { text: trend },
    { text: short },
  ]
}
