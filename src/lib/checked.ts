/** One thing wrong with what somebody gave us, in words they can act on. `field` is the id of the input it is about. */
export interface Problem {
  readonly field: string
  readonly text: string
}

/** What a check hands back: the value it promised, or every problem it found. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }
