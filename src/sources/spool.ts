/**
 * Rows on their way from a file to the database. However many there are, only the last few are in memory: the others wait on the
 * disk. What is added must be plain: text, numbers, null, lists and records of them.
 */
export interface Spool<T> {
  /** How many it has. */
  readonly rows: number
  readonly add: (row: T) => void
  /** All of them in the order they were added, some at a time; as often as it is asked. */
  readonly read: () => AsyncGenerator<readonly T[]>
}

/** All rows at once: for a file that is small by its nature, as one of authorities. */
export async function allOf<T>(spool: Spool<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const rows of spool.read()) for (const row of rows) all.push(row)
  return all
}
