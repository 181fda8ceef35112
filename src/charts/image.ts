import type { Chart } from './chart.ts'

/** The chart as the address of an image that is complete in itself: `data:image/svg+xml;base64,...`. */
export function asImage(chart: Chart): string {
  return addressOf(chart.svg)
}

/** A chart with the addresses of its drawings: the one for a page, and the one for a phone where there is one. */
export type ImagedChart = Chart & { readonly image: string; readonly narrowImage: string | undefined }

export function withImages(chart: Chart): ImagedChart {
  return { ...chart, image: addressOf(chart.svg), narrowImage: chart.narrow === undefined ? undefined : addressOf(chart.narrow) }
}

function addressOf(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
