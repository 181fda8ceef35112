import type { AreaCode } from './area.ts'

/** What a file calls an area, and where it says it lies. */
export interface PublishedArea {
  readonly code: AreaCode
  readonly name: string
  readonly region: string | null
  readonly gss: string | null
  readonly line: number
}
