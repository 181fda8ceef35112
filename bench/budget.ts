/** One figure measured, the yardstick measured beside it in the same run, and what design allows. */
export interface Measured {
  readonly work: string
  readonly on: string
  readonly took: number
  readonly unit: 'ms' | 'MB'
  /** The same kind of work with nothing of ours in it. */
  readonly yardstick: { readonly is: string; readonly took: number } | undefined
  readonly atMost: { readonly times: number } | { readonly limit: number }
}

export function withinBudget({ took, yardstick, atMost }: Measured): boolean {
  return 'limit' in atMost ? took <= atMost.limit : yardstick !== undefined && took / yardstick.took <= atMost.times
}

/** `ok    import of LAIT, embedded: 9,812 ms = 5.1 x a bare COPY (1,920 ms); at most 8 x`. */
export function inWords(measured: Measured): string {
  const { work, on, took, unit, yardstick, atMost } = measured
  const times = yardstick ? ` = ${(took / yardstick.took).toFixed(1)} x ${yardstick.is} (${inUnit(yardstick.took, unit)})` : ''
  const most = 'limit' in atMost ? inUnit(atMost.limit, unit) : `${atMost.times} x`
  return `${withinBudget(measured) ? 'ok  ' : 'OVER'}  ${work}, ${on}: ${inUnit(took, unit)}${times}; at most ${most}`
}

function inUnit(amount: number, unit: string): string {
  return `${amount.toLocaleString('en-GB', { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
}

/** How long something takes, in milliseconds: the shortest of several goes, since other work can only make it longer. */
export async function timed(work: () => Promise<unknown>, goes = 1): Promise<number> {
  let shortest = Infinity
  for (let go = 0; go < goes; go++) {
    const began = performance.now()
    await work()
    shortest = Math.min(shortest, performance.now() - began)
  }
  return shortest
}

/** The time within which 95 of 100 were answered. */
export function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Infinity
}
