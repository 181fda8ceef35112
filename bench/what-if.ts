import { parseAreaCode } from '../src/authorities/area.ts'
import { parseUrn } from '../src/establishments/urn.ts'
import { workingFramework } from '../src/frameworks/framework.import.ts'
import { parseDay } from '../src/lib/day.ts'
import { countsOfSchool, type SchoolToTry } from '../src/scenarios/scenario.ts'
import { tryOut } from '../src/scenarios/tried.ts'
import { assess } from '../src/triggers/assess.ts'
import { withTotals, type Facts } from '../src/triggers/facts.ts'
import { timed, type Measured } from './budget.ts'

/** What a page has to work out: an authority of 600 made-up schools far behind its country, three outcomes tried, and the fewest more found. */
export async function whatIfOfSixHundred(): Promise<Measured[]> {
  const [here, there, nation, on] = [parseAreaCode('001'), parseAreaCode('002'), parseAreaCode('070'), parseDay('2025-08-31')]
  if (!here || !there || !nation || !on) throw new Error('The made-up authority of the bench is not valid')
  const schools = Array.from({ length: 600 }, (_, i) => madeUpSchool(i))
  const rows = schools.map((school) => ({ area: here, phase: school.phase, ...countsOfSchool(school, school) }))
  const others = schools.map((school) => ({
    area: there,
    phase: school.phase,
    ...countsOfSchool(school, { overall: '2', category: null }),
  }))
  const day = { on, fileAsAt: on, how: 'whole', counts: withTotals([...rows, ...others], nation) } as const
  const facts: Facts = { on, nation, schools: day, schoolsBefore: undefined, reportCards: new Map(), figures: new Map(), schoolsFile: 'Made up', figuresFile: '' } // prettier-ignore
  const framework = workingFramework()
  const assessment = assess({ framework, facts, authority: here }, 'Made up', [])
  const found = { assessment, facts, nationName: 'Merrowland', recorded: [], neighbours: [] }
  const chosen = new Map(schools.slice(0, 3).map(({ urn }) => [urn, 'good'] as const))
  const measured: Measured[] = []
  for (const fewest of [1, 2, 3]) {
    const took = await timed(() => Promise.resolve(tryOut(framework, found, schools, { chosen, fewest, best: 'outstanding' }, on)), 5)
    const work = `what if, 600 schools, the fewest for trigger ${fewest}`
    measured.push({ work, on: 'no database', took, unit: 'ms', yardstick: undefined, atMost: { limit: 20 } })
  }
  return measured
}

function madeUpSchool(i: number): SchoolToTry {
  const urn = parseUrn(String(900_000 + i))
  if (!urn) throw new Error('A made-up URN is not valid')
  const phase = i % 6 === 0 ? 'secondary' : i % 29 === 0 ? 'special' : 'primary'
  const overall = i % 5 === 0 ? '3' : i % 31 === 0 ? '4' : i % 11 === 0 ? '1' : '2'
  const category = overall === '4' ? 'SM' : null
  return { urn, name: `School ${i}`, phase, pupils: 60 + ((i * 37) % 400), known: true, wasInCategory: false, overall, category }
}
