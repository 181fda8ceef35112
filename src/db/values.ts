/** Turns one value, as PostgreSQL prints it, into ours. */
type Parse = (text: string) => unknown

/**
 * How each PostgreSQL type becomes a value of ours, on either database, by the number PostgreSQL gives the type.
 *
 * What is not listed stays the text PostgreSQL prints: `numeric`, for one, since not every decimal number fits a double.
 * `date` is listed to stay text, since a driver's own way is midnight in some time zone (see `lib/day.ts`). `bigint`
 * becomes a number: nothing we count passes 2^53.
 */
const scalars: Readonly<Record<number, Parse>> = {
  16: (text) => text === 't',
  17: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  20: Number,
  21: Number,
  23: Number,
  26: Number,
  114: (text): unknown => JSON.parse(text),
  700: Number,
  701: Number,
  1082: (text) => text,
  1114: (text) => instant(`${text}+00`),
  1184: instant,
  3802: (text): unknown => JSON.parse(text),
}

/** The number of each array type beside that of what it holds. */
const arrays: Readonly<Record<number, number>> = {
  199: 114,
  1000: 16,
  1001: 17,
  1002: 18,
  1003: 19,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  3807: 3802,
}

/** The parser of every type that does not stay text, by the type's number. */
export const parsers: Readonly<Record<number, Parse>> = {
  ...scalars,
  ...Object.fromEntries(Object.entries(arrays).map(([array, item]) => [array, (text: string) => parseArray(text, parserOf(item))])),
}

/** The parser of one type. */
export function parserOf(type: number): Parse {
  return parsers[type] ?? ((text) => text)
}

/**
 * A parameter as the text PostgreSQL reads, on either database: drivers differ in what they make of a date or a list.
 *
 * A list becomes an array (for `= any(...)`), anything else with an inside becomes JSON; so a list for a `jsonb` column
 * must be given as JSON text.
 */
export function parameter(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(arrayItem).join(',')}}`
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}

function arrayItem(item: unknown): string {
  if (Array.isArray(item)) return parameter(item) ?? ''
  const text = parameter(item)
  return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

// PostgreSQL prints `2026-07-01 09:30:00.5+00`, which only some engines take for a date.
function instant(text: string): Date {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}

function parseArray(text: string, parse: Parse): unknown[] {
  const outer: unknown[] = []
  const open: unknown[][] = []
  const items = /([{}])|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs
  for (const [, brace, quoted, bare] of text.matchAll(items)) {
    const into = open.at(-1) ?? outer
    if (brace === '{') open.push(open.length === 0 ? outer : nested(into))
    else if (brace === '}') open.pop()
    else if (quoted !== undefined) into.push(parse(quoted.replaceAll(/\\(.)/gs, '$1')))
    else if (bare !== undefined) into.push(bare === 'NULL' ? null : parse(bare))
  }
  return outer
}

function nested(into: unknown[]): unknown[] {
  const inner: unknown[] = []
  into.push(inner)
  return inner
}
