import type { PlotOptions } from '@observablehq/plot'

type Plotting = typeof import('@observablehq/plot')

/** What draws: Observable Plot, and a document for it to draw in. */
export interface Drawing {
  readonly plot: Plotting
  readonly draw: (options: PlotOptions) => string
}

let drawing: Promise<Drawing> | undefined

/**
 * Observable Plot, loaded when the first chart needs it and kept.
 *
 * Loading it takes up to a second, which the first page of a server that has just started should not wait for. A server
 * may call this when it has nothing else to do.
 */
export function drawingReady(): Promise<Drawing> {
  drawing ??= load()
  return drawing
}

async function load(): Promise<Drawing> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a browser's types are not among ours, and linkedom's document is one
  const { document } = parseHTML('<!doctype html><html lang="en-GB"><body></body></html>')
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- the same document
  return { plot, draw: (options) => inside(plot.plot({ ...options, document })) }
}

/** The marks of a plot without its own wrapping: `picture` puts ours round them. Text inside the marks is left as it is. */
function inside(figure: { readonly innerHTML: string }): string {
  return figure.innerHTML.replace(/<style>[^<]*<\/style>/, '').replace(/<[^>]*>/g, plainTag)
}

function plainTag(tag: string): string {
  const plain = tag.replace(/ (aria-label|aria-hidden|class|font-variant)="[^"]*"/g, '')
  return plain.replace(/-?\d+\.\d{2,}/g, (pixels) => String(Math.round(Number(pixels) * 10) / 10))
}
