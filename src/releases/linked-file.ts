import { dayInName, fitsPattern, nameIn } from './address.ts'

/** As much of a page as is looked at. */
interface Markup {
  readonly querySelectorAll: (selector: string) => Iterable<{ readonly getAttribute: (name: string) => string | null }>
}

/**
 * The newest file that a page links to by a pattern: the one with the latest day in its name, else the first on the page.
 *
 * Undefined when none fits. Of the page nothing is run, and nothing but its links is looked at.
 */
export async function newestLinked(html: string, page: URL, pattern: string): Promise<URL | undefined> {
  const { parseHTML } = await import('linkedom')
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a browser's types are not among ours, and linkedom's document is one
  const { document }: { document: Markup } = parseHTML(html)
  const linked = [...document.querySelectorAll('a[href]')].flatMap((link) => {
    const href = link.getAttribute('href') ?? ''
    const address = URL.canParse(href, page.href) ? new URL(href, page) : undefined
    return address && fitsPattern(nameIn(address), pattern) ? [address] : []
  })
  const dated = linked.map((address) => ({ address, day: dayInName(nameIn(address)) ?? '' }))
  return dated.toSorted((a, b) => b.day.localeCompare(a.day)).at(0)?.address
}
