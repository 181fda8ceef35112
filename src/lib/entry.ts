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

/**
 * What a form shows again when somebody changed its entry meanwhile, or took it out: what was typed, and why at a field.
 *
 * The version that stands is what a second try will be set against; an entry taken out meanwhile would be entered anew.
 */
export function clashWith<Entry extends EntrySeen>(meanwhile: Entry | 'gone', typed: Readonly<Record<string, string>>, field: string) {
  const gone = meanwhile === 'gone'
  const text = gone
    ? 'Somebody else took this entry out meanwhile. Enter yours again if it belongs in the register'
    : 'Somebody else changed this entry meanwhile. Read theirs, then keep yours again to confirm it'
  const standing = gone ? { id: '', version: '' } : { version: String(meanwhile.version) }
  return { meanwhile, typed: { ...typed, ...standing }, problems: [{ field, text }] }
}
