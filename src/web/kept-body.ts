import { joined, partOf, type Part } from './spliced-gzip.ts'
import type { Site } from './site.ts'
import type { Print } from './templates.ts'

/** What is known of the body of a page with one model: seen once, never the same twice, or kept. */
type Known = 'seen' | 'changing' | Part

const opens = '<main'
const closes = '</main>'

/**
 * Prints a page for somebody who takes it compressed. A page that is printed again and again from one model, because its
 * outcome is kept until an import, has its body printed and compressed once; what surrounds it is printed for each person.
 *
 * Published pages with a dozen pictures cost more to print and compress than all else a page does. A body with a form in it
 * holds the person's own token, and is never kept. Undefined where the page is to be printed whole.
 */
export function keptBodies(print: Print): (template: string, model: object, site: Site) => Uint8Array | undefined {
  const bodies = new WeakMap<object, Known>()
  return (template, model, site) => {
    const known = bodies.get(model)
    if (known === undefined) bodies.set(model, 'seen')
    if (known === undefined || known === 'changing') return undefined

    const around = split(print('layout.njk', { ...model, site }))
    const body = known === 'seen' ? bodyOf(print(template, { ...model, site }), around, site.csrf) : known
    bodies.set(model, body ?? 'changing')
    return around && body && joined([partOf(around.before, 1), body, partOf(around.after, 1)])
  }
}

interface Around {
  readonly before: string
  readonly after: string
}

/** What stands before and after the main part of a page. */
function split(html: string): Around | undefined {
  const from = html.indexOf(opens)
  const to = html.lastIndexOf(closes)
  return from < 0 || to < from ? undefined : { before: html.slice(0, from), after: html.slice(to) }
}

/** The main part of a page, compressed; undefined where more than it differs from the layout, or where it is one person's own. */
function bodyOf(html: string, around: Around | undefined, token: string): Part | undefined {
  if (!around || !html.startsWith(around.before) || !html.endsWith(around.after)) return undefined
  const main = html.slice(around.before.length, html.length - around.after.length)
  const ofOnePerson = main.includes('name="csrf"') || (token !== '' && main.includes(token))
  return ofOnePerson ? undefined : partOf(main, 6)
}
