import { authorities, type Authority } from './country.ts'
import { csv } from './file.ts'
import { measures, type Measured } from './measures.ts'

const dictionaryHeadings = [
  'Measure_code',
  'Topic',
  'Measure',
  'Chart_title',
  'Measure_short',
  'Polarity',
  'y_axis_name',
  'state_funded_flag',
  'Table_status',
  'Description',
  'Last Update',
  'Next Update',
  'Data Owner (DO) /Supplier and Contact Details',
  'Methodology',
  'Hyperlink(s)',
  'dps',
  'Year_Type',
  'No_Quartile',
]

// Days as the spreadsheet counts them: 31 October 2026 and 31 October 2027.
const lastUpdate = '46326'
const nextUpdate = '46691'

/** The data dictionary, in the publisher's layout. */
export function dictionary(): string {
  const rows = measures.map((measure) => entry(measure, {}))
  const first = measures[0]
  if (!first) throw new Error('there are no measures')
  const twice = {
    code: 'CINPermExclusion',
    number: '250',
    title: '% with at least one permanent exclusion',
    polarity: 'Low',
    unit: '% CIN',
    says: 'Children in need permanently excluded at least once. The one row of it in the made-up file has no year.',
  } as const
  return csv(
    [
      dictionaryHeadings,
      ...rows,
      entry({ ...first, ...twice, topic: 'Children in Need' }, { No_Quartile: 'N' }),
      entry({ ...first, ...twice, topic: 'All Pupil Absence & Exclusions' }, {}),
    ],
    '\r\n',
  )
}

function entry(measure: Measured, changed: Readonly<Record<string, string>>): string[] {
  const ended = measure.says.includes('Not published since')
  const cells: Readonly<Record<string, string>> = {
    Measure_code: measure.number,
    Topic: measure.topic,
    Measure: measure.title,
    Chart_title: measure.title,
    Measure_short: measure.code,
    Polarity: measure.polarity,
    y_axis_name: measure.unit,
    state_funded_flag: measure.yearType === 'Academic Year' ? 'State Funded' : 'NA',
    Table_status: 'made up',
    Description: measure.says,
    'Last Update': lastUpdate,
    'Next Update': ended ? 'TBC' : nextUpdate,
    'Data Owner (DO) /Supplier and Contact Details': 'Made up',
    Methodology:
      'Made up, in the layout of the published dictionary.\n\nA figure for an authority is of the schools or children in its area.',
    'Hyperlink(s)': 'https://measures.invalid/',
    dps: measure.decimals === 2 ? '2' : 'NA',
    Year_Type: measure.yearType,
    No_Quartile: measure.code === 'Premium' ? 'N' : 'NA',
    ...changed,
  }
  return dictionaryHeadings.map((heading) => cells[heading] ?? 'NA')
}

/** Codes, names and regions of the authorities. */
export function lookup(): string {
  const rows = authorities.map((a) => [a.code, a.gss, a.name, a.region.gss, a.region.name])
  return csv([['old_la_code', 'new_la_code', 'la_name', 'region_code', 'region_name'], ...rows], '\r\n')
}

/** Each authority's ten statistical neighbours: those whose families and size are most alike. A byte order mark leads, as published. */
export function neighbours(): string {
  const places = Array.from({ length: 10 }, (_, index) => index + 1)
  const head = ['old_la_code', 'la_name', 'region_ind', 'region_name', ...places.flatMap((place) => [`SN_${place}`, `SN_${place}P`])]
  const rows = authorities.map((authority) => [
    authority.code,
    authority.name,
    String(Number(authority.region.code) - 79),
    authority.region.name,
    ...nearest(authority).flatMap(({ other, apart }) => [other.code, closeness(apart)]),
  ])
  return `\u{feff}${csv([head, ...rows], '\n')}`
}

function nearest(authority: Authority) {
  return authorities
    .filter((other) => other !== authority)
    .map((other) => ({
      other,
      apart: Math.abs(other.hardship - authority.hardship) + Math.abs(Math.log(other.schools / authority.schools)) * 0.6,
    }))
    .sort((a, b) => a.apart - b.apart || a.other.code.localeCompare(b.other.code))
    .slice(0, 10)
}

// "Close " has its space in the published file.
function closeness(apart: number): string {
  if (apart < 0.3) return 'Extremely close'
  if (apart < 0.8) return 'Very close'
  if (apart < 1.4) return 'Close '
  return apart < 2.2 ? 'Somewhat close' : 'Not close'
}
