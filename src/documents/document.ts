import type { Chart, Table } from '../charts/chart.ts'

/** A document to print, send or read, as one model that every renderer understands. */
export interface Document {
  readonly title: string
  readonly subtitle: string
  readonly author: string
  /** The day it was made, in words. */
  readonly made: string
  /** What stands on the first page, under the title. */
  readonly opening?: readonly Block[]
  readonly sections: readonly Section[]
}

/** A heading with what stands under it. Sections nest as their headings do; contents and bookmarks come from them. */
export interface Section {
  readonly heading: string
  readonly blocks: readonly Block[]
  readonly sections: readonly Section[]
}

export type Light = 'red' | 'amber' | 'green' | 'grey'

/** One row of a table of lights: the light stands in its cell as shape and word. */
export interface LightRow {
  readonly name: string
  readonly light: Light
  readonly trend: string
  readonly comment: string
}

export type LightsHead = readonly [name: string, light: string, trend: string, comment: string]

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  /** A trigger's light, as word and shape, with the sentence that earns it. */
  | { readonly kind: 'light'; readonly light: Light; readonly text: string }
  /** Lights in a table: what each is of, its light, its trend, and a comment. `head` names these four. */
  | { readonly kind: 'lights'; readonly caption: string; readonly head: LightsHead; readonly rows: readonly LightRow[] }
  | { readonly kind: 'table'; readonly caption: string; readonly table: Table }
  /** A chart, with its figures as a table under it unless a table beside it already gives them. */
  | { readonly kind: 'chart'; readonly chart: Chart; readonly tabled: 'below' | 'beside' }
