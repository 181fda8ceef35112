import type { Light } from './trigger.ts'

/**
 * How a light looks wherever it is shown, on pages, in charts and in documents: a word, a colour, and a shape that tells it apart
 * without colour. The shape is the path of a picture 16 by 16: a square, a triangle, a circle and a dash.
 */
export const lightLooks = {
  red: { word: 'Red', colour: '#942514', path: 'M1,1h14v14h-14z' },
  amber: { word: 'Amber', colour: '#7a4a00', path: 'M8,0l8,15h-16z' },
  green: { word: 'Green', colour: '#005a30', path: 'M1,8a7,7 0 1 0 14,0a7,7 0 1 0 -14,0z' },
  grey: { word: 'Grey', colour: '#505a5f', path: 'M1,6h14v4h-14z' },
} as const satisfies Readonly<Record<Light, { readonly word: string; readonly colour: string; readonly path: string }>>
