import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework, Theme } from '../frameworks/framework.ts'
import { inWords, type Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { authorityProfile } from '../measures/comparison.store.ts'
import { measures } from '../measures/measure.store.ts'
import { sourceNote } from '../measures/source-note.store.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { withCounts } from '../triggers/said-alike.ts'
import type { LineFinding, TriggerFinding } from '../triggers/trigger.ts'
import { criteriaFigures } from './criteria-figure.ts'
import { agreedGrades } from './position-statement.store.ts'
import { keysOffered, parseFigureKey, type LiveFigure } from './live-figure.ts'

/** For whom, and for the statement of which theme, figures are asked. */
export interface FiguresAsked {
  readonly authority: AreaCode
  readonly framework: Framework
  readonly theme: Theme
  readonly today: Day
}

/** The figures of these keys as they are now. A key that names none is left out. Nothing is asked that no key needs. */
export async function liveFigures(reads: Reads, asked: FiguresAsked, keys: readonly string[]): Promise<readonly LiveFigure[]> {
  const wanted = keys.map(parseFigureKey)
  const codes = wanted.flatMap((one) => (one?.kind === 'measure' ? [one.code] : []))
  const [triggers, criteria] = [wanted.some((one) => one?.kind === 'light' || one?.kind === 'line'), wanted.some((one) => one?.kind === 'met' || one?.kind === 'judged')] // prettier-ignore
  const found = [
    ...(criteria ? criteriaFigures(asked, await agreedGrades(reads, asked.authority, asked.framework.key)) : []),
    ...(triggers ? await triggerFigures(reads, asked) : []),
    ...(codes.length > 0 ? await measureFigures(reads, asked, codes) : []),
  ]
  return found.filter(({ key }) => keys.includes(key))
}

/** All the figures that the list offers, as they are now. */
export async function figuresOffered(reads: Reads, asked: FiguresAsked, codes: readonly string[]): Promise<readonly LiveFigure[]> {
  const judged = await frameworkOf(reads, asked.authority)
  return liveFigures(reads, asked, keysOffered(judged, codes))
}

async function triggerFigures(reads: Reads, { authority, today }: FiguresAsked): Promise<readonly LiveFigure[]> {
  const found = await assessment(reads, await frameworkOf(reads, authority), authority, { today })
  return (found?.triggers ?? []).flatMap((trigger) => [
    lightFigure(trigger, found ? inWords(found.on) : '', found?.limitsSay ?? ''),
    ...trigger.lines.map((line, i) => lineFigure(trigger, line, i + 1)),
  ])
}

const groupOf = ({ number, title }: TriggerFinding) => `Trigger ${number}: ${title}`

function lightFigure(trigger: TriggerFinding, dated: string, source: string): LiveFigure {
  const { number, light } = trigger
  const counted = trigger.lines.length > 0
  return {
    key: `trigger.${number}`,
    group: groupOf(trigger),
    says: `The light of trigger ${number}: ${trigger.title}`,
    value: light === 'grey' ? null : light,
    why: light === 'grey' ? 'grey: it cannot be measured' : '',
    source: counted ? source : 'Recorded by the authority',
    dated,
  }
}

function lineFigure(trigger: TriggerFinding, line: LineFinding, place: number): LiveFigure {
  const value = withCounts(line)
  return {
    key: `trigger.${trigger.number}.line.${place}`,
    group: groupOf(trigger),
    says: line.phase === '' ? line.name : `${line.name} (${line.phase})`,
    value: value ?? null,
    why: value === undefined ? line.because : '',
    source: line.source,
    dated: line.period,
  }
}

async function measureFigures(reads: Reads, { authority }: FiguresAsked, codes: readonly string[]): Promise<readonly LiveFigure[]> {
  const [known, { profile }, source] = [
    await measures(reads, [], { codes, years: false }),
    await authorityProfile(reads, authority, [], codes),
    await sourceNote(reads),
  ]
  return profile.map((row): LiveFigure => {
    const measure = known.find(({ code }) => code === row.measure)
    const figure = { key: `measure.${row.measure}`, group: 'Measures of the authority', says: measure?.title ?? row.measure, source, dated: row.year } // prettier-ignore
    if (row.value === null) return { ...figure, value: null, why: absent(row.published) }
    return { ...figure, value: printed(row.value, measure?.unit ?? '', measure?.decimals ?? 1), why: '' }
  })
}

/** To the publisher's own decimals: a file may hold 55.200000000000003 where 55.2 is meant. */
function printed(value: number, unit: string, decimals: number): string {
  const digits = value.toLocaleString('en-GB', { maximumFractionDigits: decimals }).replace('-', '\u2212')
  return /^(%|per ?cent)/i.test(unit) ? `${digits}%` : digits
}

const absent = (published: string | null) =>
  published === null ? 'the file has no figure of ours' : `the publisher printed “${published}” in place of a number`
