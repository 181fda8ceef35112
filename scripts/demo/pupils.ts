import { authorities, type Authority } from './country.ts'
import { dice } from './dice.ts'
import type { MadeSchool } from './schools.ts'
import { isShown, printed, urnIn, type Cells } from './table.ts'

const pupilYears = [2019, 2024, 2025, 2026]
const absenceYears = [2019, 2023, 2024, 2025, 2026]

/** Which schools an area's row is of, in the publisher's letters, and what the publisher calls them. */
const kinds = [
  ['PRI', 'State-funded primary', ['Primary', 'Nursery']],
  ['SEC', 'State-funded secondary', ['Secondary']],
  ['SPE', 'State-funded special school', ['Special', 'PRU']],
] as const

function kindOf({ phase }: MadeSchool) {
  return kinds.find(([, , phases]) => phases.some((known) => known === phase)) ?? kinds[0]
}

interface Pupils {
  readonly school: MadeSchool
  readonly counts: Readonly<Record<'NOR' | 'NORG' | 'TSENELSE' | 'TSENELK' | 'NUMEAL' | 'NUMFSM' | 'NUMFSMEVER', number>>
}

/** The tables of pupils, by the names of their files. */
export function pupilTables(schools: readonly MadeSchool[]): (readonly [string, string])[] {
  return pupilYears.map((year) => {
    const all = schools.filter((school) => urnIn(school, year) !== undefined).map((school) => pupilsOf(school, year))
    const rows = [
      ...all
        .filter(({ school }) => isShown(school.authority, year))
        .map((one) => ({
          URN: urnIn(one.school, year) ?? '',
          LA: one.school.authority.code,
          ESTAB: one.school.number.slice(3),
          SCHOOLTYPE: kindOf(one.school)[1],
          ...census([one]),
        })),
      ...authorities
        .filter((authority) => isShown(authority, year))
        .flatMap((authority) =>
          areaRows(all, authority).map(([letters, name, those]) => ({
            URN: 'LA',
            LA: authority.code,
            ESTAB: letters,
            SCHOOLTYPE: name,
            ...census(those),
          })),
        ),
      ...areaRows(all).map(([letters, name, those]) => ({ URN: 'NAT', LA: '', ESTAB: letters, SCHOOLTYPE: name, ...census(those) })),
    ]
    return [`census_${year - 1}-${year}.csv`, printed(rows)]
  })
}

function areaRows<Of extends { readonly school: MadeSchool }>(
  all: readonly Of[],
  authority?: Authority,
): (readonly [string, string, readonly Of[]])[] {
  return kinds.flatMap((kind) => {
    const those = all.filter(({ school }) => kindOf(school) === kind && (!authority || school.authority.code === authority.code))
    return those.length === 0 ? [] : [[kind[0], kind[1], those] as const]
  })
}

function pupilsOf(school: MadeSchool, year: number): Pupils {
  const luck = dice(Number(school.urn) * 13 + year)
  const steady = dice(Number(school.urn) * 17)
  const NOR = Math.max(5, Math.round(school.pupils * (1 + 0.03 * luck.scatter())))
  const share = (middle: number, spread: number) =>
    Math.min(NOR, Math.max(0, Math.round(NOR * (middle + spread * steady.scatter() + 0.01 * luck.scatter()))))
  const special = school.phase === 'Special'
  const fsm = share(0.22 + 0.07 * school.authority.hardship, 0.08)
  return {
    school,
    counts: {
      NOR,
      NORG: /Girls/.test(school.name) ? NOR : /Boys/.test(school.name) ? 0 : share(0.49, 0.02),
      TSENELSE: special ? share(0.98, 0.01) : share(0.03 + 0.002 * (year - 2019), 0.012),
      TSENELK: special ? 0 : share(0.13, 0.03),
      NUMEAL: share(0.14 + 0.04 * school.authority.hardship, 0.08),
      NUMFSM: fsm,
      NUMFSMEVER: Math.min(NOR, Math.round(fsm * 1.12)),
    },
  }
}

function census(those: readonly Pupils[]): Cells {
  const sum = (of: keyof Pupils['counts']) => those.reduce((total, { counts }) => total + counts[of], 0)
  const NOR = sum('NOR')
  const share = (part: number) => ((100 * part) / NOR).toFixed(1)
  return {
    NOR: String(NOR),
    NORG: String(sum('NORG')),
    NORB: String(NOR - sum('NORG')),
    PNORG: share(sum('NORG')),
    PNORB: share(NOR - sum('NORG')),
    TSENELSE: String(sum('TSENELSE')),
    PSENELSE: share(sum('TSENELSE')),
    TSENELK: String(sum('TSENELK')),
    PSENELK: share(sum('TSENELK')),
    NUMEAL: String(sum('NUMEAL')),
    PNUMEAL: share(sum('NUMEAL')),
    NUMFSM: String(sum('NUMFSM')),
    NUMFSMEVER: String(sum('NUMFSMEVER')),
    PNUMFSMEVER: share(sum('NUMFSMEVER')),
  }
}

/** The tables of absence, by the names of their files. */
export function absenceTables(schools: readonly MadeSchool[]): (readonly [string, string])[] {
  return absenceYears.map((year) => {
    const all = schools
      .filter((school) => urnIn(school, year) !== undefined && school.phase !== 'Nursery')
      .map((school) => absenceOf(school, year))
    const mean = (those: readonly Absence[], of: 'overall' | 'persistent') => {
      const pupils = those.reduce((total, { school }) => total + school.pupils, 0)
      return (those.reduce((total, one) => total + one[of] * one.school.pupils, 0) / pupils).toFixed(1)
    }
    const cells = (those: readonly Absence[]) => ({ PERCTOT: mean(those, 'overall'), PPERSABS10: mean(those, 'persistent') })
    const rows = [
      ...all
        .filter(({ school }) => isShown(school.authority, year))
        .map((one) => ({
          LA: one.school.authority.code,
          ESTAB: one.school.number.slice(3),
          URN: urnIn(one.school, year) ?? '',
          ...(one.school.pupils < 11 ? { PERCTOT: 'SUPP', PPERSABS10: 'SUPP' } : cells([one])),
        })),
      ...authorities
        .filter((authority) => isShown(authority, year))
        .flatMap((authority) =>
          areaRows(all, authority).map(([letters, , those]) => ({ LA: authority.code, ESTAB: letters, URN: 'LA', ...cells(those) })),
        ),
      ...areaRows(all).map(([letters, , those]) => ({ LA: 'NAT', ESTAB: letters, URN: '', ...cells(those) })),
    ]
    return [`absence_${year - 1}-${year}.csv`, printed(rows)]
  })
}

interface Absence {
  readonly school: MadeSchool
  readonly overall: number
  readonly persistent: number
}

function absenceOf(school: MadeSchool, year: number): Absence {
  const steady = dice(Number(school.urn) * 19)
  const luck = dice(Number(school.urn) * 23 + year)
  const middle =
    { Primary: 4.1, Nursery: 4.1, Secondary: 5.6, Special: 10.2, PRU: 22 }[school.phase] * (year < 2020 ? 1 : 1.45 - 0.05 * (year - 2022))
  const overall = Math.max(1.2, middle * (1 + 0.06 * school.authority.hardship + 0.13 * steady.scatter() + 0.05 * luck.scatter()))
  return { school, overall, persistent: Math.min(95, Math.max(1, (overall - 1.9) * 3.6 * (1 + 0.05 * luck.scatter()))) }
}
