import { authorities, country, regions, type Authority } from './country.ts'
import { dice, type Dice } from './dice.ts'
import { csv } from './file.ts'

const groups = [
  { name: 'CINO at 31 March', share: 0.011, met: 40 },
  { name: 'CLA 12 months at 31 March', share: 0.006, met: 38 },
  { name: 'CPPO at 31 March', share: 0.004, met: 32 },
] as const

const subjects = ['rwm', 'read', 'writta', 'mat'] as const
const easier = { rwm: 0, read: 11, writta: 6, mat: 9 } as const
const years = ['202122', '202223', '202324', '202425', '202526'] as const
const pupilsInSchool = 38

const headings = [
  'time_period',
  'time_identifier',
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'old_la_code',
  'la_name',
  'new_la_code',
  'social_care_group',
  'version',
  ...subjects.flatMap((subject) => [`t_${subject}_eligible_pupils`, `t_${subject}_met_expected_standard`, `pt_${subject}_met_expected_standard`]), // prettier-ignore
]

interface Counted {
  readonly pupils: number
  readonly met: Readonly<Record<(typeof subjects)[number], number>>
}

/**
 * Key stage 2 results of children in need and looked after, in the layout of Explore education statistics: figures of few pupils
 * are withheld, and those of regions and the country rounded to the nearest ten.
 */
export function lookedAfter(): string {
  const luck = dice(9100)
  const rows = years.toReversed().flatMap((year, at) =>
    groups.flatMap((group) => {
      const counted = new Map(authorities.map((authority) => [authority, countedIn(authority, group, at, luck)]))
      const version = at === 0 ? 'Revised' : 'Final'
      const row = (level: string, place: readonly string[], cells: readonly string[]) => [
        year,
        'Academic year',
        level,
        'Z92000001',
        country.name,
        ...place,
        group.name,
        version,
        ...cells,
      ]
      const among = (of: readonly Authority[]) => rounded(of.map((authority) => counted.get(authority)).filter((one) => one !== undefined))
      return [
        row('National', ['', '', '', '', ''], among(authorities)),
        ...regions.map((region) =>
          row('Regional', [region.gss, region.name, '', '', ''], among(authorities.filter((one) => one.region === region))),
        ),
        ...authorities.map((one) =>
          row('Local authority', [one.region.gss, one.region.name, one.code, one.name, one.gss], withheld(counted.get(one))),
        ),
      ]
    }),
  )
  return `\u{feff}${csv([headings, ...rows], '\n')}`
}

function countedIn(authority: Authority, group: (typeof groups)[number], yearsAgo: number, luck: Dice): Counted {
  const pupils = Math.max(
    0,
    Math.round(authority.schools * pupilsInSchool * group.share * (1 + authority.hardship * 0.25) + luck.scatter()),
  )
  const level = group.met + authority.standing * 4 - yearsAgo + luck.scatter() * 3
  const met = (subject: (typeof subjects)[number]) => Math.round((pupils * Math.min(95, Math.max(0, level + easier[subject]))) / 100)
  return { pupils, met: { rwm: met('rwm'), read: met('read'), writta: met('writta'), mat: met('mat') } }
}

/** An authority's cells: no pupils leave nothing to say, and five or fewer pupils or passes are withheld. */
function withheld(counted: Counted | undefined): readonly string[] {
  return subjects.flatMap((subject) => {
    const pupils = counted?.pupils ?? 0
    const passed = counted?.met[subject] ?? 0
    if (pupils === 0) return ['0', 'z', 'z']
    if (pupils <= 5) return ['c', 'c', 'c']
    if (passed <= 5) return [String(pupils), 'c', 'c']
    return [String(pupils), String(passed), percent(passed, pupils)]
  })
}

function rounded(all: readonly Counted[]): readonly string[] {
  const tens = (number: number) => String(Math.round(number / 10) * 10)
  return subjects.flatMap((subject) => {
    const pupils = all.reduce((sum, one) => sum + one.pupils, 0)
    const met = all.reduce((sum, one) => sum + one.met[subject], 0)
    return [tens(pupils), tens(met), percent(met, pupils)]
  })
}

function percent(part: number, whole: number): string {
  return String(Math.round((part / whole) * 100))
}
