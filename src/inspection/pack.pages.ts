import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Document } from '../documents/document.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { asPdf } from '../documents/pdf.renderer.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, readDay, type Day } from '../lib/day.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { paths } from '../paths.ts'
import type { Source } from '../sources/source.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { go, made, show, type Page } from '../web/page.ts'
import { packDocument } from './pack.document.ts'
import { packFacts } from './pack.store.ts'

/** The inspection pack to save: a page that says what is in it, and the pack as PDF and as HTML. */
export function packPages(sources: readonly Source[]): readonly Page[] {
  return [
    {
      method: 'GET',
      path: '/pack',
      may: 'pack.see',
      async does({ reads, query, who, today }) {
        const asked = dayAsked(query)
        const found = await assessment(reads, await frameworkOf(reads, who.authority), who.authority, { on: asked.on, today })
        const held = found && { authority: found.name, on: inWords(found.on), pdf: withDay(paths.packPdf(), asked.on), html: withDay(paths.packHtml(), asked.on) } // prettier-ignore
        return show('inspection/pack.njk', { title: 'Inspection pack', held, ...asked }, asked.problems.length > 0 ? 400 : 200)
      },
    },
    filePage(sources, { path: '/pack.pdf', ends: 'pdf', type: 'application/pdf', render: asPdf }),
    filePage(sources, { path: '/pack.html', ends: 'html', type: 'text/html', render: asHtml }),
  ]
}

interface PackFile {
  readonly path: string
  readonly ends: string
  readonly type: string
  readonly render: (document: Document) => Promise<Uint8Array> | string
}

function filePage(sources: readonly Source[], { path, ends, type, render }: PackFile): Page {
  return {
    method: 'GET',
    path,
    may: 'pack.see',
    async does({ reads, query, who, today }) {
      const facts = await factsFor(reads, { authority: who.authority, on: dayAsked(query).on, sources, today })
      if (!facts) return go(paths.pack())
      const name = `inspection-pack-${who.authority}-${facts.found.assessment.on}.${ends}`
      return made(name, type, async () => render(await packDocument(facts)))
    },
  }
}

interface Wanted {
  readonly authority: AreaCode
  readonly on: Day | undefined
  readonly sources: readonly Source[]
  readonly today: Day
}

async function factsFor(reads: Reads, { authority, on, sources, today }: Wanted) {
  return packFacts(reads, {
    authority,
    on,
    framework: await frameworkOf(reads, authority),
    breaks: shippedBreaks(),
    sources,
    made: today,
    terms: shippedTerms(),
  })
}

function dayAsked(query: Readonly<Record<string, string>>): { on: Day | undefined; typed: string; problems: readonly Problem[] } {
  const typed = (query.on ?? '').trim()
  const on = readDay(typed)
  const problems = typed !== '' && on === undefined ? [{ field: 'on', text: 'Enter a day, such as 31/08/2025' }] : []
  return { on, typed, problems }
}

const withDay = (path: string, on: Day | undefined): string => (on === undefined ? path : `${path}?on=${on}`)
