import type { Out } from './command.ts'

/** A stream that takes text: standard output, standard error, or a response. */
export interface Sink {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** What a command prints through, and the last words of it: `finish` lets go of what was gathered. */
export interface Terminal extends Out {
  readonly finish: () => void
}

const enough = 64_000
const aSecond = 1000

/**
 * Prints to a terminal or a pipe.
 *
 * Lines printed in one turn are gathered and written together, because one write a line made a large CSV slow. Progress is
 * drawn on standard error only where that is a terminal, and only once the work has taken a second.
 */
export function terminalOver(stdout: Sink, stderr: Sink, now: () => Date): Terminal {
  let gathered = ''
  let began: number | undefined
  let drawn = ''
  const flush = () => {
    if (gathered) stdout.write(gathered)
    gathered = ''
  }
  const wipe = () => {
    if (drawn) stderr.write('\r\u001B[K')
    drawn = ''
  }
  return {
    print(line) {
      if (!gathered) setImmediate(flush)
      gathered += `${line}\n`
      if (drawn) wipe()
      if (gathered.length > enough) flush()
    },
    complain(line) {
      wipe()
      flush()
      stderr.write(`${line}\n`)
    },
    progress(stage, done) {
      if (!stderr.isTTY) return
      const at = now().getTime()
      began ??= at
      if (at - began < aSecond) return
      const bar = barOf(stage, done, stderr.columns ?? 80)
      if (bar === drawn) return
      drawn = bar
      stderr.write(`\r\u001B[K${bar}`)
    },
    finish() {
      wipe()
      flush()
    },
  }
}

/** `Comparing [##########----------]  50%`, never wider than the terminal. */
export function barOf(stage: string, done: number, columns: number): string {
  const share = Math.min(1, Math.max(0, Number.isFinite(done) ? done : 0))
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`
  const width = Math.min(30, columns - stage.length - percent.length - 5)
  if (width < 5) return `${stage} ${percent}`.slice(0, Math.max(0, columns - 1))
  const full = Math.round(share * width)
  return `${stage} [${'#'.repeat(full)}${'-'.repeat(width - full)}] ${percent}`
}
