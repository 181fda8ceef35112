import { inWords, type Day } from '../lib/day.ts'
import { parseNumber } from '../lib/figure.ts'
import type { PublishedJudgement } from '../judgements/judgement.ts'
import { paths } from '../paths.ts'
import { isClosed, type Establishment } from './establishment.ts'
import { inspectionInWords } from './lineage.view.ts'
import type { NamedEstablishment } from './reduced-register.ts'
import { dfeNumberInWords } from './school.ts'
import type { Urn } from './urn.ts'

interface EstablishmentFacts {
  readonly urn: Urn
  /** What the files that are held call it. */
  readonly name: string
  /** What the register says of it; undefined when only links or inspections name it. */
  readonly entry: (Establishment & { readonly as_at: Day; readonly source_file: string }) | undefined
  /** What a copy of the register that is cut to names, days and places says, where no other file of it names the establishment. */
  readonly cut: NamedEstablishment | undefined
  readonly judgements: readonly PublishedJudgement[]
}

/** An establishment that no held file of Ofsted's lists as a school, most often because it has closed: who it was. */
export function establishmentView({ urn, name, entry, cut, judgements }: EstablishmentFacts) {
  const who = entry ? inRegister(entry) : cut ? inCutRegister(cut) : namedByOthers(urn)
  return { title: name, list: paths.schools(), ...who, inspections: judgements.map(inspectionInWords) }
}

function inRegister(entry: NonNullable<EstablishmentFacts['entry']>) {
  return {
    status: statusInWords(entry),
    facts: factsOf(entry),
    source: `Source: Department for Education, register of establishments, as at ${inWords(entry.as_at)} (${entry.source_file}).`,
  }
}

/** The copy bears no day of its own, and a closing day may lie ahead of it: so the day is told, and not that it is closed. */
function inCutRegister({ urn, opened_on: opened, closed_on: closed, town, postcode }: NamedEstablishment) {
  const known = 'Only a copy of the register that is cut to names, days and places lists it'
  return {
    status: closed === null ? `${known}, without a closing day.` : `${known}. Its closing day there is ${inWords(closed)}.`,
    facts: stated([
      ['URN', urn],
      ['Opened', opened && inWords(opened)],
      ['Closing day', closed && inWords(closed)],
      ['Town', town],
      ['Postcode', postcode],
    ]),
    source: 'Source: Department for Education, register of establishments, in a copy cut by others to names, days and places.',
  }
}

function namedByOthers(urn: Urn) {
  return {
    status: 'No file of the register that is held lists it: only what others say of it is known.',
    facts: [['URN', urn]] as const,
    source: 'Source: Department for Education, links between establishments, and Ofsted.',
  }
}

/** `Closed on 31 August 2012: Academy Converter.` */
function statusInWords(entry: Establishment): string {
  const { status, closed_on: closed, close_reason: reason } = entry
  if (!isClosed(entry)) return `${status}.`
  const why = reason === null || reason === 'Not applicable' ? '' : `: ${reason}`
  return `${status}${closed === null ? '' : ` on ${inWords(closed)}`}${why}.`
}

/**
 * What the register adds to who an open school is: what Ofsted's file does not state, or states of another day.
 *
 * Nothing of a person: the register names head teachers, and Fiveday does not keep them.
 */
export function registerFacts(entry: Establishment & { readonly as_at: Day; readonly source_file: string }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Status', statusInWords(entry)],
    ['Why it opened', entry.open_reason],
    ['Trust', entry.trust],
    ['Federation', entry.federation],
    ['Diocese', entry.diocese],
    ['Places', entry.capacity],
    ['Pupils', entry.pupils],
    ['Eligible for free school meals', percentage(entry.percentage_fsm)],
    ['Resourced provision', entry.resourced_provision],
  ]
  return {
    facts: stated(facts),
    source: `Source: Department for Education, register of establishments, as at ${inWords(entry.as_at)} (${entry.source_file}).`,
  }
}

function stated(facts: readonly (readonly [string, string | null])[]): readonly (readonly [string, string])[] {
  return facts.flatMap(([name, value]) => (value === null || value === 'Not applicable' ? [] : [[name, value] as const]))
}

/** Who an establishment is, in the order of the page. What the register does not state is left out. */
function factsOf(entry: Establishment): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['URN', entry.urn],
    ['DfE number', entry.dfe_number && dfeNumberInWords(entry.dfe_number)],
    ['Authority', entry.authority_name],
    ['Phase', entry.phase],
    ['Type', entry.type],
    ['Opened', entry.opened_on && inWords(entry.opened_on)],
    ['Why it opened', entry.open_reason],
    ['Trust', entry.trust],
    ['Federation', entry.federation],
    ['Diocese', entry.diocese],
    ['Religious character', entry.religious_character],
    ['Ages', entry.lowest_age === null || entry.highest_age === null ? null : `${entry.lowest_age} to ${entry.highest_age}`],
    ['Places', entry.capacity],
    ['Pupils', entry.pupils],
    ['Eligible for free school meals', percentage(entry.percentage_fsm)],
    ['Resourced provision', entry.resourced_provision],
    ['Postcode', entry.postcode],
  ]
  return stated(facts)
}

/** The percentage as published, or the publisher's mark with what it stands for. */
function percentage(published: string | null): string | null {
  if (published === null) return null
  return parseNumber(published) === undefined ? `Not published (${published})` : `${published}%`
}
