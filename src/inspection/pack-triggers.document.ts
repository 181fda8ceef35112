import { againstChart } from '../charts/against.ts'
import type { Block, Section } from '../documents/document.ts'
import { categoryInWords, phaseInWords, standingOf } from '../establishments/school.ts'
import { isOfCategories, type Trigger } from '../frameworks/framework.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { isOfConcern, type SchoolBehind } from '../triggers/facts.ts'
import { gradesHeld } from '../triggers/grades-held.view.ts'
import { lightLooks } from '../triggers/light-look.ts'
import { neighbourMeans } from '../triggers/neighbour-means.ts'
import { limitsInWords, publicationOf, restsOn, saidOfRecorded, withCounts, wordsExplained } from '../triggers/said-alike.ts'
import { apart, printed } from '../triggers/sentence.ts'
import type { LineFinding, TriggerFinding } from '../triggers/trigger.ts'
import { chartFacts } from '../triggers/trigger.view.ts'
import type { PackFacts } from './pack.ts'

const lights = { red: lightLooks.red.word, amber: lightLooks.amber.word, green: lightLooks.green.word, grey: lightLooks.grey.word } as const
const trends = { improving: 'Improving', steady: 'Steady', worsening: 'Worsening', unknown: 'Not known' } as const

/** What might bring an inspection: all triggers in one table, then each with its lines, its chart and the schools behind it. */
export async function triggersSection(facts: PackFacts): Promise<Section> {
  const { found, framework } = facts
  const { assessment } = found
  const summary = assessment.triggers.map((finding) => [
    String(finding.number),
    finding.title,
    lightOnLines(finding),
    trends[finding.trend],
    finding.because,
  ])
  return {
    heading: 'What might bring an inspection',
    blocks: [
      { kind: 'table', caption: `The triggers of ${framework.shortTitle} as at ${inWords(assessment.on)}`, table: { head: ['Number', 'Trigger', 'Light', 'Trend', 'Because'], rows: summary, numeric: [] } }, // prettier-ignore
      ...gradesBlocks(facts),
      { kind: 'paragraph', text: `${wordsExplained} ${saidOfRecorded(framework, { on: facts.on, today: facts.made })}` },
      { kind: 'table', caption: 'The limits of each light', table: limitsInWords(framework.limits) },
      { kind: 'paragraph', text: framework.limits.says },
    ],
    sections: await Promise.all(assessment.triggers.map((finding) => triggerSection(facts, finding))),
  }
}

/** How many schools still carry an overall grade, and the report-card measure that stands beside it. */
function gradesBlocks({ found }: PackFacts): readonly Block[] {
  const grades = gradesHeld(found)
  return grades ? [grades.lead, ...grades.says].map((text) => ({ kind: 'paragraph', text }) as const) : []
}

async function triggerSection(facts: PackFacts, finding: TriggerFinding): Promise<Section> {
  const trigger = facts.framework.triggers.find(({ number }) => number === finding.number)
  const counting = finding.lines.filter(({ counts }) => counts)
  const beside = finding.lines.filter(({ counts }) => !counts)
  const besides = [...beside.map(({ because }) => because), ...finding.lines.flatMap((line) => line.beside.map((words) => `${words}.`))]
  const blocks: Block[] = [
    { kind: 'light', light: finding.light, text: finding.because },
    ...(counting.length > 0 && trigger ? [linesTable(facts, trigger, finding)] : []),
    ...(sourcesOf(counting) === '' ? [] : [{ kind: 'paragraph', text: `Source: ${sourcesOf(counting)}.` } as const]),
    ...(trigger && counting.some(({ local }) => local !== null) ? [await chartOf(facts, trigger, finding)] : []),
    ...(besides.length > 0 ? [{ kind: 'paragraph', text: 'Shown beside, and not counted in the light:' } as const, { kind: 'list', items: besides } as const] : []), // prettier-ignore
    ...schoolsOf(facts, trigger),
    ...registerOf(facts, finding),
  ]
  return { heading: `Trigger ${finding.number}: ${finding.title}`, blocks, sections: [] }
}

/** What the register beside a recorded light says, as it may leave officers' hands. */
function registerOf({ registers }: PackFacts, { number }: TriggerFinding): readonly Block[] {
  const says = registers.find(({ trigger }) => trigger === number)?.says ?? []
  return says.map((text) => ({ kind: 'paragraph', text }) as const)
}

/** The publications behind the lines, by title: the names of the files stand in the last section. */
function sourcesOf(lines: readonly LineFinding[]): string {
  return [...new Set(lines.map(({ source }) => publicationOf(source)))].filter((source) => source !== '').join('; ')
}

function linesTable({ found, framework }: PackFacts, trigger: Trigger, { number, lines }: TriggerFinding): Block {
  const means = neighbourMeans({ framework, facts: found.facts, authority: found.assessment.authority }, trigger, found.neighbours)
  const counting = lines.flatMap((line, i) => (line.counts ? [{ line, mean: means[i] ?? null }] : []))
  const near = counting.some(({ mean }) => mean !== null)
  const figure = (value: number | null, { unit }: LineFinding) => (value === null ? 'no figure' : printed(value, unit))
  return {
    kind: 'table',
    caption: `The lines of trigger ${number}`,
    table: {
      head: ['Line', 'Light', 'Ours', found.nationName, ...(near ? ['Neighbours’ mean'] : []), 'Difference', 'Period'],
      rows: counting.map(({ line, mean }) => [
        named(line),
        lights[line.light],
        withCounts(line) ?? 'no figure',
        figure(line.comparison, line),
        ...(near ? [figure(mean, line)] : []),
        line.behind === null ? line.because : apart(line.behind, line.unit, ['worse', 'better']),
        line.period,
      ]),
      numeric: near ? [2, 3, 4] : [2, 3],
    },
  }
}

async function chartOf({ framework, found }: PackFacts, trigger: Trigger, finding: TriggerFinding): Promise<Block> {
  return { kind: 'chart', tabled: 'beside', chart: await againstChart(chartFacts({ framework, trigger, finding, found })) }
}

/** The lights of all triggers at a glance, for the first page. */
export function lightsAtAGlance({ found, framework }: PackFacts): Block {
  const rows = found.assessment.triggers.map((finding) => [
    `${finding.number} ${finding.title}`,
    lightOnLines(finding),
    trends[finding.trend],
  ])
  return { kind: 'table', caption: `The triggers of ${framework.shortTitle} as at ${inWords(found.assessment.on)}`, table: { head: ['Trigger', 'Light', 'Against a year before'], rows, numeric: [] } } // prettier-ignore
}

function lightOnLines(finding: TriggerFinding): string {
  const rests = restsOn(finding)
  return rests === '' ? lights[finding.light] : `${lights[finding.light]}, on ${rests}`
}

const named = ({ name, phase }: LineFinding) => (phase === '' ? name : `${name}, ${phase}`)

/** The schools that pull a trigger down, where its lines are counted from schools. */
function schoolsOf({ behind, found, framework }: PackFacts, trigger: Trigger | undefined): readonly Block[] {
  const day = found.facts.schools
  if (!day || !trigger?.lines.some(({ kind }) => kind === 'schools')) return []
  const inCategory = isOfCategories(trigger)
  const shown = inCategory ? behind.filter(({ category }) => category !== null) : behind.filter(isOfConcern)
  const what = inCategory ? 'Schools in a category of concern' : 'Schools graded requires improvement or inadequate, or in a category of concern' // prettier-ignore
  const first = inCategory ? undefined : firstListing(framework)
  if (first !== undefined && first < trigger.number) return [{ kind: 'paragraph', text: `${what}: those listed under trigger ${first}.` }]
  if (shown.length === 0) return [{ kind: 'paragraph', text: `${what} on ${inWords(day.on)}: none.` }]
  const table = { head: ['School', 'URN', 'Phase', 'Pupils', 'Grade', 'Category'], rows: shown.map(rowOf), numeric: [3] }
  return [{ kind: 'table', caption: `${what} on ${inWords(day.on)}: ${shown.length}`, table }]
}

/** The first trigger that lists the schools graded low: the next would list them again. */
function firstListing({ triggers }: PackFacts['framework']): number | undefined {
  return triggers.find((trigger) => trigger.lines.some(({ kind }) => kind === 'schools') && !isOfCategories(trigger))?.number
}

function rowOf({ urn, name, phase, pupils, overall, category }: SchoolBehind): readonly string[] {
  return [
    name,
    urn,
    phaseInWords(phase),
    pupils === null ? 'not stated' : count(pupils),
    standingOf(overall).text,
    categoryInWords(category) ?? 'None',
  ]
}
