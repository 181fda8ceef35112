import { authorities, country, regions, type Authority } from './country.ts'
import { dice, type Dice } from './dice.ts'
import { csv } from './file.ts'
import { measures, type Measured } from './measures.ts'

const schoolsInAll = authorities.reduce((sum, authority) => sum + authority.schools, 0)
const headings = ['Short Desc', 'Data item', 'Years', 'LA and Regions', 'Values', 'LA Number', 'Region']

/** The observations, in the layout of the Local Authority Interactive Tool: a measure, a year, an area, a figure. */
export function observations(): string {
  const rows = measures.flatMap((measure, index) => rowsOf(measure, dice(7000 + index)))
  const unread = ['CINPermExclusion', '', '0', 'Larkshire', '0.41', '001', 'Mid Merrowland']
  return csv([headings, ...rows, unread], '\r\n')
}

function rowsOf(measure: Measured, luck: Dice): string[][] {
  const bases = new Map(authorities.map((authority) => [authority.code, luck.scatter() * 0.35]))
  return measure.years.flatMap(([label, national], yearIndex) => {
    const values = valuesIn(measure, label, national, bases, luck)
    // As published: the measure is named in words beside its first year only.
    const named = yearIndex === 0 ? measure.title : ''
    const cells = (area: string, code: string, value: number | undefined, region: string) => [
      measure.code,
      named,
      label,
      area,
      value === undefined ? '-' : printed(value, measure.decimals, luck),
      code,
      region,
    ]
    return [
      ...authorities.map((a) => cells(a.name, a.code, values.get(a.code), a.region.name)),
      ...regions.map((r) =>
        cells(
          r.name,
          r.code,
          mean(measure, values, (a) => a.region === r),
          'NA',
        ),
      ),
      cells(country.name, country.code, national, 'NA'),
    ]
  })
}

/** Each authority's figure in a year: the nation's, moved by the authority's own standing, settled so that they average to it. */
function valuesIn(
  measure: Measured,
  label: string,
  national: number | undefined,
  bases: Map<string, number>,
  luck: Dice,
): Map<string, number> {
  if (national === undefined) return new Map()
  const ours = measure.ours[label]
  const others = authorities.filter((a) => ours === undefined || a.code !== '001')
  const steps = new Map<string, number>()
  for (const authority of authorities) {
    const walked = (bases.get(authority.code) ?? 0) + luck.scatter() * 0.18
    bases.set(authority.code, walked)
    steps.set(authority.code, walked + (measure.follows === 'hardship' ? authority.hardship : authority.standing * measure.better))
  }
  const weight = others.reduce((sum, a) => sum + a.schools, 0)
  const owed = ours === undefined ? 0 : ((national - ours) * (authorities[0]?.schools ?? 0)) / weight
  const centre = others.reduce((sum, a) => sum + (steps.get(a.code) ?? 0) * a.schools, 0) / weight
  const values = new Map<string, number>()
  for (const a of authorities) {
    if (withheld(measure, a, luck)) continue
    const moved = measure.spread * ((steps.get(a.code) ?? 0) - centre)
    if (measure.kind === 'number') values.set(a.code, a.schools * (national / schoolsInAll + moved))
    else values.set(a.code, a.code === '001' && ours !== undefined ? ours : bounded(national + owed + moved, measure))
  }
  return values
}

/** The smallest authority's figures are often too few to publish. */
function withheld(measure: Measured, authority: Authority, luck: Dice): boolean {
  return authority.schools < 10 && measure.kind === 'rate' && luck.chance(0.5)
}

function mean(measure: Measured, values: Map<string, number>, isIn: (a: Authority) => boolean): number | undefined {
  const known = authorities.filter((a) => isIn(a) && values.has(a.code))
  if (known.length === 0) return undefined
  const weighted = known.reduce((sum, a) => sum + (values.get(a.code) ?? 0) * (measure.kind === 'number' ? 1 : a.schools), 0)
  return measure.kind === 'number' ? weighted : weighted / known.reduce((sum, a) => sum + a.schools, 0)
}

function bounded(value: number, measure: Measured): number {
  if (measure.kind === 'score') return value
  return Math.min(Math.max(value, 0.004), 100)
}

/** As spreadsheets leave numbers in the published file: now and then the binary number in full, small ones as powers of ten. */
function printed(value: number, decimals: number, luck: Dice): string {
  const rounded = Number(value.toFixed(decimals))
  const small = rounded !== 0 && Math.abs(rounded) < 0.1
  const inFull = (small ? rounded.toExponential(16) : rounded.toPrecision(17)).toUpperCase()
  const dusty = luck.chance(0.15) && !/0(E|$)/.test(inFull)
  if (dusty) return inFull
  return small ? rounded.toExponential().toUpperCase() : String(rounded)
}
