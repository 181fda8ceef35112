/** One thing looked at: sound or not, and what was found. */
export interface Examined {
  readonly check: string
  readonly sound: boolean
  readonly found: string
}

/** Looks at one thing. What it throws is what it found wrong. */
export async function examine(check: string, look: () => Promise<{ sound: boolean; found: string }>): Promise<Examined> {
  try {
    return { check, ...(await look()) }
  } catch (error) {
    return { check, sound: false, found: error instanceof Error ? error.message : String(error) }
  }
}

/** What was examined, a line each, the wrong ones said in capitals. */
export function report(examined: readonly Examined[]): string[] {
  const width = Math.max(...examined.map(({ check }) => check.length))
  const wrong = examined.filter(({ sound }) => !sound).length
  return [
    ...examined.map(({ check, sound, found }) => `${sound ? 'sound' : 'WRONG'}  ${check.padEnd(width)}  ${found}`),
    '',
    wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${examined.length} things are wrong.`,
  ]
}

const gibibyte = 1024 ** 3

/** Too little free space to import the largest published file, whose database grows by about as much. */
export function spaceIsEnough(free: number): boolean {
  return free >= gibibyte
}

export function inGibibytes(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GB free`
}
