import { trendChart } from '../src/charts/trend.ts'
import type { Document, Section } from '../src/documents/document.ts'
import { asPdf } from '../src/documents/pdf.renderer.ts'
import { timed, type Measured } from './budget.ts'

const words =
  'We know each school well enough to act before results fall, and our advisers’ notes of visit show what we did and what came of it. '

/** A made-up pack of about 100 pages as PDF: 87 criteria, 500 evidence items, 600 schools and 30 trends. The charts are drawn too. */
export async function packAsPdf(): Promise<Measured[]> {
  const took = await timed(async () => asPdf(await madeUpPack()), 3)
  return [{ work: 'the pack as PDF, 100 pages, 87 criteria, 500 evidence items', on: 'no database', took, unit: 'ms', yardstick: undefined, atMost: { limit: 2000 } }] // prettier-ignore
}

export async function madeUpPack(): Promise<Document> {
  const trends = await Promise.all(Array.from({ length: 30 }, (_, i) => trend(i)))
  const sections = [{ heading: 'Criteria', blocks: [], sections: criteria() }, { heading: 'Trends', blocks: [], sections: trends }, evidence(), schools()] // prettier-ignore
  return { title: 'Inspection pack: Larkshire', subtitle: 'As at 31 August 2025', author: 'Larkshire Council', made: 'Made up', sections }
}

async function trend(i: number): Promise<Section> {
  const years = Array.from({ length: 10 }, (_, year) => String(2016 + year))
  const values = (from: number) => years.map((_, year) => (year === 4 || year === 5 ? null : from + ((year * 7 + i) % 9)))
  const lines = (['ours', 'england', 'region', 'neighbours'] as const).map((role, at) => ({
    role,
    name: `Line ${role}`,
    values: values(55 + at),
  }))
  const facts = { caption: `Measure ${i}`, amount: { unit: 'percent', decimals: 1 }, better: 'higher', years, lines, breaks: [] } as const
  return { heading: `Measure ${i}`, blocks: [{ kind: 'chart', chart: await trendChart(facts), tabled: 'below' }], sections: [] }
}

function criteria(): readonly Section[] {
  return Array.from({ length: 87 }, (_, i) => ({
    heading: `Criterion ${i + 1}`,
    blocks: [
      { kind: 'light', light: i % 3 === 0 ? 'amber' : 'green', text: words },
      { kind: 'paragraph', text: words.repeat(5) },
      { kind: 'list', items: [words, words, words] },
    ],
    sections: [],
  }))
}

function evidence(): Section {
  const rows = Array.from({ length: 500 }, (_, i) => [`E${i + 1}`, words, `Criterion ${(i % 87) + 1}`, '12 May 2025'])
  const table = { head: ['Item', 'What it shows', 'Criterion', 'Day'], rows, numeric: [] }
  return { heading: 'Evidence', blocks: [{ kind: 'table', caption: 'Evidence items', table }], sections: [] }
}

function schools(): Section {
  const row = (i: number) => [
    `Made-up Primary School ${i}`,
    String(900000 + i),
    'Academy converter',
    'Larkshire Learning Trust',
    String(100 + i),
    'Good, 12 May 2022',
  ]
  const table = {
    head: ['School', 'URN', 'Type', 'Trust', 'Pupils', 'Latest graded inspection'],
    rows: Array.from({ length: 600 }, (_, i) => row(i)),
    numeric: [4],
  }
  return { heading: 'Schools', blocks: [{ kind: 'table', caption: 'Schools', table }], sections: [] }
}
