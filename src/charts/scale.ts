/** A scale of figures: where it begins and ends, and the round figures to mark on it. */
export interface Scale {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

export interface Wish {
  /** No narrower than this, so that a small difference is not drawn as a large one. */
  readonly least?: number
  readonly floor?: number
  readonly ceiling?: number
}

/** A scale that holds all the figures and ends on round ones. `scaleOf([51, 62])` goes from 50 to 62 by 2. */
export function scaleOf(figures: readonly number[], wish: Wish = {}): Scale {
  const lowest = figures.length > 0 ? Math.min(...figures) : 0
  const highest = figures.length > 0 ? Math.max(...figures) : 1
  const lack = Math.max(0, (wish.least ?? 0) - (highest - lowest), highest === lowest ? Math.abs(highest) * 0.1 || 1 : 0)
  const low = Math.max(lowest - lack / 2, Math.min(wish.floor ?? -Infinity, lowest))
  const high = Math.min(highest + lack / 2, Math.max(wish.ceiling ?? Infinity, highest))
  const step = roundStep((high - low) / 5)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step))
  return { from: tidy(first * step), to: tidy(last * step), ticks }
}

/** What a scale of percentages should be: at least ten points wide where figures are that large, and never past 0 or 100. */
export function wishForPercent(figures: readonly number[]): Wish {
  return { least: Math.min(10, Math.max(0, ...figures) / 2), floor: 0, ceiling: 100 }
}

/** Decimals a scale's own figures need: 0 for 50 and 60, 1 for 0.5. */
export function decimalsOf({ ticks }: Scale): number {
  return Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length))
}

/** Where a figure lies between two pixels. */
export function placed(value: number, scale: Scale, start: number, end: number): number {
  return start + ((value - scale.from) / (scale.to - scale.from)) * (end - start)
}

function roundStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(about))
  const times = about / power
  return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1)
}

const tidy = (value: number): number => Number(value.toPrecision(12)) + 0
