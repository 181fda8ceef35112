/** The pages of a long list, and where each is. A gap stands for pages left out. */
export interface Paging {
  readonly page: number
  readonly of: number
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly items: readonly (
    { readonly gap: true } | { readonly gap?: never; readonly page: number; readonly href: string; readonly current: boolean }
  )[]
}

/** Reads `?page=3`. Anything else is the first page. */
export function parsePage(text: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1
}

/** The first, the last, and the pages about the one shown: `1 … 4 5 6 … 20`. `href` is the address of a page. */
export function paging(page: number, of: number, href: (page: number) => string): Paging {
  const shown = [...new Set([1, page - 1, page, page + 1, of])].filter((p) => p >= 1 && p <= of).sort((a, b) => a - b)
  const items = shown.flatMap((p, i) => {
    const gap = i > 0 && p - (shown[i - 1] ?? p) > 1 ? [{ gap: true } as const] : []
    return [...gap, { page: p, href: href(p), current: p === page }]
  })
  return { page, of, previous: page > 1 ? href(page - 1) : undefined, next: page < of ? href(page + 1) : undefined, items }
}

/** The same list at another page, or with another filter: `/schools?phase=Primary&page=2`. Empty answers are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') asked.set(name, String(value))
  const text = asked.toString()
  return text === '' ? path : `${path}?${text}`
}
