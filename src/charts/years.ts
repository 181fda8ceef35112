/** A year as its publisher labels it, and the calendar year it ends in. */
export interface LabelledYear {
  readonly label: string
  readonly endsIn: number
}

/** The labels of a trend with the years between that have none, written as the year before them is, so that a gap is as long as it was. */
export function withMissingYears(years: readonly LabelledYear[]): readonly string[] {
  return years.flatMap(({ label, endsIn }, index) => {
    const before = years[index - 1]
    if (!before) return [label]
    const missing = Math.max(0, endsIn - before.endsIn - 1)
    return [...Array.from({ length: missing }, (_, step) => labelLike(before.label, before.endsIn + 1 + step)), label]
  })
}

function labelLike(label: string, endsIn: number): string {
  const parts = /^\d{4}([/-])\d{2}(\d{2})?\b/.exec(label)
  if (!parts) return String(endsIn)
  const [, stroke = '/', century] = parts
  return `${endsIn - 1}${stroke}${century === undefined ? String(endsIn).slice(2) : endsIn}`
}
