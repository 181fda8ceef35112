import type { Chart } from './chart.ts'

/** The chart as the address of an image that is complete in itself: `data:image/svg+xml;base64,...`. */
export function asImage(chart: Chart): string {
  return `data:image/svg+xml;base64,${Buffer.from(chart.svg, 'utf8').toString('base64')}`
}
