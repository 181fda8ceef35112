import { dice, type Dice } from './dice.ts'
import { csv, windows1252 } from './file.ts'
import { reportCardHeadings, type SchoolRow } from './headings.ts'
import { madeRows, ofsted, type MadeSchool } from './schools.ts'

/** The last day of the month that the file is as at. */
const asAt = '2026-02-28'

/** The framework with report cards began then, and inspections under the one before it ended. */
const begins = '2025-11-25'

const areas = ['Inclusion', 'Curriculum and teaching', 'Achievement', 'Attendance and behaviour', 'Personal development and wellbeing', 'Leadership and governance'] as const // prettier-ignore

/**
 * The inspectorate's file of 28 February 2026, the layout with report cards: every school open then, with what `schools.csv` says of
 * its inspections before November 2025, and a report card of some.
 */
export function reportCards(): Uint8Array {
  const luck = dice(2028)
  const open = madeRows().filter(({ school }) => (school.opened ?? '') <= asAt)
  const quiet = open.filter(({ row }) => isQuiet(row))
  // Three of the first authority, so that a new user meets one, and one in thirty of the rest.
  const own = luck.shuffled(quiet.filter(({ school }) => school.authority.code === '001')).slice(0, 3)
  const others = quiet.filter(({ school }) => school.authority.code !== '001' && luck.chance(1 / 30))
  const carded = new Set([...own, ...others].map(({ school }) => school.urn))
  const rows = open.map(({ school, row }) => ({
    ...same(row),
    ...(school.phase === 'PRU' ? { 'Ofsted phase': 'Alternative provision' } : {}),
    ...gradedBefore(row),
    ...ungradedBefore(row),
    ...(carded.has(school.urn) ? card(school, luck) : {}),
  }))
  const cells = rows.map((row): readonly string[] => reportCardHeadings.map((heading) => cellOf(row, heading)))
  return windows1252(csv([reportCardHeadings, ...cells], '\r\n'))
}

type Cells = Readonly<Partial<Record<string, string>>>

const cellOf = (row: Cells, heading: string): string => row[heading] ?? 'NULL'

/** Whether nobody inspected a school, by the file of August 2026, since the autumn in which report cards began. */
function isQuiet(row: SchoolRow): boolean {
  const days = [row['Inspection start date'], row['Date of latest ungraded inspection']].map(dayIn)
  return days[0] !== undefined && days.every((day) => day === undefined || day < '2025-09-01')
}

/** What both layouts say of a school under the same heading: who it is. */
function same(row: SchoolRow): Cells {
  const who = reportCardHeadings.slice(0, 25)
  return Object.fromEntries(Object.entries(row).filter(([heading, cell]) => cell !== undefined && who.includes(heading)))
}

/** The latest graded inspection before report cards; NULL of one before September 2019, as in the published file. */
function gradedBefore(row: SchoolRow): Cells {
  const on = dayIn(row['Inspection start date'])
  if (on === undefined || on < '2019-09-01' || on >= begins) return {}
  const of = (heading: string) => cellOf(row, heading)
  return {
    'Inspection number of latest OEIF graded inspection': of('Inspection number of latest graded inspection'),
    'Inspection type of latest OEIF graded inspection': of('Inspection type'),
    'Inspection type grouping of latest OEIF graded inspection': of('Inspection type grouping'),
    'Event type grouping of latest OEIF graded inspection': of('Event type grouping'),
    'Inspection start date of latest OEIF graded inspection': of('Inspection start date'),
    'Publication date of latest OEIF graded inspection': of('Publication date'),
    'Does the latest OEIF graded inspection relate to the URN of the current school?': of('Does the latest graded inspection relate to the URN of the current school?'), // prettier-ignore
    'URN at time of latest OEIF graded inspection': of('URN at time of latest graded inspection'),
    'LAESTAB at time of latest OEIF graded inspection': of('LAESTAB at time of latest graded inspection'),
    'School name at time of latest OEIF graded inspection': of('School name at time of latest graded inspection'),
    'School type at time of latest OEIF graded inspection': of('School type at time of latest graded inspection'),
    'Latest OEIF category of concern': of('Category of concern'),
    'Latest OEIF overall effectiveness': of('Overall effectiveness'),
    'Latest OEIF quality of education': of('Quality of education'),
    'Latest OEIF behaviour and attitudes': of('Behaviour and attitudes'),
    'Latest OEIF personal development': of('Personal development'),
    'Latest OEIF effectiveness of leadership and management': of('Effectiveness of leadership and management'),
    'Latest OEIF  safeguarding is effective?': of('Safeguarding is effective?'),
    'Latest OEIF early years provision (where applicable)': of('Early years provision (where applicable)'),
    'Latest OEIF sixth form provision (where applicable)': of('Sixth form provision (where applicable)'),
    'Most recent category of concern': of('Category of concern'),
  }
}

function ungradedBefore(row: SchoolRow): Cells {
  const on = dayIn(row['Date of latest ungraded inspection'])
  if (on === undefined || on >= '2026-01-15') return {}
  const of = (heading: string) => cellOf(row, heading)
  return {
    'Latest ungraded inspection number': of('Latest ungraded inspection number since last graded inspection'),
    'Date of latest ungraded inspection': of('Date of latest ungraded inspection'),
    'Ungraded inspection publication date': of('Ungraded inspection publication date'),
    'Does the ungraded inspection relate to the URN of the current school?': of('Does the ungraded inspection relate to the URN of the current school?'), // prettier-ignore
    'URN at time of the ungraded inspection': of('URN at time of the ungraded inspection'),
    'LAESTAB at time of the ungraded inspection': of('LAESTAB at time of the ungraded inspection'),
    'School name at time of the ungraded inspection': of('School name at time of the latest ungraded inspection'),
    'School type at time of the ungraded inspection': of('School type at time of the latest ungraded inspection'),
    'Ungraded inspection overall outcome': of('Ungraded inspection overall outcome'),
  }
}

/** A report card: mostly at the expected standard, here and there above it or below. */
function card(school: MadeSchool, luck: Dice): Cells {
  const on = ofsted(luck.pick(['2025-12-02', '2025-12-09', '2025-12-10', '2026-01-13', '2026-01-14']))
  const grade = () => luck.weighted([['Exceptional', 2], ['Strong standard', 28], ['Expected standard', 58], ['Needs attention', 12]]) // prettier-ignore
  const judged = (area: string, found: string): readonly (readonly [string, string])[] => [
    [area, found],
    [`${area.replace(' (where applicable)', '')} - date of judgement`, found === 'Not applicable' ? 'NULL' : on],
  ]
  const early = school.lowestAge < 5 ? grade() : 'Not applicable'
  const late = school.highestAge > 16 ? grade() : 'Not applicable'
  return {
    'Inspection number of latest full inspection': `2${school.urn}`,
    'Inspection type': 'Full inspection',
    'Inspection type grouping': 'Full inspection',
    'Event type grouping': 'Schools - full inspection',
    'Inspection start date': on,
    'Publication date': ofsted(luck.pick(['2026-02-10', '2026-02-17', '2026-02-24'])),
    'Does the latest full inspection relate to the URN of the current school?': 'Yes',
    'URN at time of latest full inspection': school.urn,
    'LAESTAB at time of latest full inspection': school.number,
    'School name at time of latest full inspection': school.name,
    'School type at time of latest full inspection': school.type.name,
    ...Object.fromEntries([
      ...judged('Safeguarding standards', 'Met'),
      ...areas.flatMap((area) => judged(area, grade())),
      ...judged('Early years (where applicable)', early),
      ...judged('Post-16 provision (where applicable)', late),
    ]),
  }
}

/** `20/09/2022` as `2022-09-20`. */
function dayIn(cell: string | undefined): string | undefined {
  return cell !== undefined && /^\d\d\/\d\d\/\d{4}$/.test(cell) ? cell.split('/').reverse().join('-') : undefined
}
