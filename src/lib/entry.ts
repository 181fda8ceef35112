/** An entry of a register, and the version of it that somebody had seen when they changed it. */
export interface EntrySeen {
  readonly id: number
  readonly version: number
}

/** Reads which entry a form changes, and the version its writer had seen; undefined for a new one. */
export function readEntry(body: Readonly<Record<string, string>>): EntrySeen | undefined {
  const [id, version] = [readId(body.id), readId(body.version)]
  return id === undefined || version === undefined ? undefined : { id, version }
}

/** Reads the number of an entry: of those whose form it is, or the newest there was when a form was shown. */
export function readId(text: string | undefined): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : undefined
}
