import { authorities, type Authority } from './country.ts'
import { absenceTables, pupilTables } from './pupils.ts'
import { added, averaging, pooled, reaching, schoolThrough, type SchoolYear, type Split } from './results.ts'
import { isShown, printed, urnIn, type Cells } from './table.ts'
import { allSchools, type MadeSchool } from './schools.ts'

interface Made {
  readonly of: SchoolYear
  readonly counts: Readonly<Record<string, Split>>
  readonly averages: Readonly<Record<string, Split>>
}

const ks2Years = [2018, 2019, 2023, 2024, 2025, 2026]
const ks4Years = [2018, 2019, 2023, 2024, 2025, 2026]

/** The made-up country's performance tables, by the names of their files. */
export function performanceFiles(): ReadonlyMap<string, string> {
  const schools = allSchools()
  const primaries = schools.filter(({ highestAge, phase }) => phase === 'Primary' && highestAge === 11)
  const secondaries = schools.filter(({ highestAge, phase }) => phase === 'Secondary' && highestAge >= 16)
  return new Map([
    ...tables('ks2', primaries, ks2Years, (school) => school.pupils / (school.highestAge - school.lowestAge), ks2Of, ks2Row),
    ...tables('ks4', secondaries, ks4Years, (school) => school.pupils / (school.highestAge > 16 ? 6 : 5), ks4Of, ks4Row),
    ...pupilTables(schools),
    ...absenceTables(schools),
  ])
}

function tables(
  name: string,
  schools: readonly MadeSchool[],
  years: readonly number[],
  finishing: (school: MadeSchool) => number,
  make: (of: SchoolYear) => Made,
  row: (made: readonly Made[], year: number) => Cells,
): (readonly [string, string])[] {
  const through = schools.flatMap((school) => schoolThrough(school, years, finishing)).map(make)
  const [authorityType, countryType] = name === 'ks2' ? ['3', '5'] : ['4', '7']
  return years.map((year) => {
    const made = through.filter(({ of }) => of.year === year && urnIn(of.school, year) !== undefined)
    const shown = made.filter(({ of }) => isShown(of.school.authority, year))
    const areaRow = (RECTYPE: string, authority?: Authority): Cells => ({
      RECTYPE,
      LEA: authority?.code ?? '',
      SCHNAME: authority?.name ?? '',
      ...row(
        made.filter(({ of }) => authority === undefined || of.school.authority === authority),
        year,
      ),
    })
    const rows = [
      ...shown.map((one) => ({ ...identity(one.of), ...withheld(row([one], year), one.of.cohort) })),
      ...authorities.filter((authority) => isShown(authority, year)).map((authority) => areaRow(authorityType ?? '', authority)),
      areaRow(countryType ?? ''),
    ]
    return [`${name}_${year - 1}-${year}.csv`, printed(rows)]
  })
}

function identity({ school, year }: SchoolYear): Cells {
  const { number, name, authority, type, pupils, lowestAge, highestAge } = school
  return {
    RECTYPE: '1',
    LEA: authority.code,
    ESTAB: number.slice(3),
    URN: urnIn(school, year) ?? '',
    SCHNAME: name,
    NFTYPE: type.academy ? 'ACC' : 'CY',
    AGERANGE: `${lowestAge}-${highestAge}`,
    TOTPUPS: String(pupils),
  }
}

/** Figures of 5 pupils or fewer are suppressed, and their groups' with them. */
function withheld(cells: Cells, cohort: Split): Cells {
  const few = (of: number) => of <= 5
  const isSmall = (heading: string) => {
    if (/^(T|P8PUP)/.test(heading) && !heading.startsWith('TKS1')) return false
    if (/^PT(N(OT|ot))?FSM6CLA1A$/.test(heading)) return few(cohort.all)
    if (/N(OT|ot)?FSM6CLA1A/.test(heading)) return few(cohort.others)
    return few(heading.includes('FSM6CLA1A') ? cohort.disadvantaged : cohort.all)
  }
  return Object.fromEntries(Object.entries(cells).map(([heading, cell]) => [heading, isSmall(heading) ? 'SUPP' : cell]))
}

const subjects = [
  ['READ', 0.74, 0.3, 105],
  ['MAT', 0.73, 0.24, 104.5],
  ['GPS', 0.72, 0.3, 105],
] as const

function ks2Of(of: SchoolYear): Made {
  const later = of.year >= 2020 ? -0.02 : 0
  const writing = reaching(of, 0.72 + later, 0.75)
  const counts: Record<string, Split> = {
    RWM_EXP: reaching(of, 0.62 + later, 0.8),
    RWM_HIGH: reaching(of, 0.09, 0.7),
    WRITTA_EXP: writing,
    WRITTA_HIGH: reaching(of, 0.13, 0.7),
    SCITA_EXP: reaching(of, 0.8, 0.75),
  }
  const averages: Record<string, Split> = {}
  for (const [subject, expected, higher, score] of subjects) {
    counts[`${subject}_EXP`] = reaching(of, expected, 0.75)
    counts[`${subject}_HIGH`] = reaching(of, higher, 0.7)
    averages[subject] = averaging(of, score, 1.7, 3)
  }
  for (const subject of ['READPROG', 'WRITPROG', 'MATPROG'])
    averages[subject] = averaging({ ...of, standing: of.standing - of.ahead }, 0, 1.8, 0.8)
  averages.KS1 = averaging({ ...of, standing: of.ahead }, 15.6, 1.1, 1.6)
  return { of, counts, averages }
}

function ks2Row(made: readonly Made[], year: number): Cells {
  const cohort = added(made.map(({ of }) => of.cohort))
  const pool = poolOf(made)
  const cells: Record<string, string> = {
    TELIG: String(cohort.all),
    TFSM6CLA1A: String(cohort.disadvantaged),
    PTFSM6CLA1A: percent(cohort.disadvantaged, cohort.all),
    TNotFSM6CLA1A: String(cohort.others),
    PTNotFSM6CLA1A: percent(cohort.others, cohort.all),
    PTMOBN: percent(
      made.reduce((sum, { of }) => sum + Math.round(of.cohort.all * stays(of)), 0),
      cohort.all,
    ),
  }
  for (const thing of ['RWM', 'READ', 'GPS', 'MAT', 'WRITTA']) {
    for (const level of ['EXP', 'HIGH']) {
      const reached = pool.counts(`${thing}_${level}`)
      cells[`PT${thing}_${level}`] = percent(reached.all, cohort.all)
      cells[`PT${thing}_${level}_FSM6CLA1A`] = percent(reached.disadvantaged, cohort.disadvantaged)
      cells[`PT${thing}_${level}_NotFSM6CLA1A`] = percent(reached.others, cohort.others)
    }
  }
  cells.PTSCITA_EXP = percent(pool.counts('SCITA_EXP').all, cohort.all)
  for (const [subject] of subjects) grouped(cells, `${subject}_AVERAGE`, pool.averages(subject), 0, ['_FSM6CLA1A', '_NotFSM6CLA1A'])
  const before = year < 2024
  for (const subject of ['READPROG', 'WRITPROG', 'MATPROG']) {
    const score = pool.averages(subject)
    const reach = (pupils: number) => 12 / Math.sqrt(Math.max(1, pupils))
    const named = [
      ['', score.all, cohort.all],
      ['_FSM6CLA1A', score.disadvantaged, cohort.disadvantaged],
      ['_NotFSM6CLA1A', score.others, cohort.others],
    ] as const
    for (const [group, value, pupils] of named) {
      cells[`${subject}${group}`] = before ? value.toFixed(1) : ''
      cells[`${subject}${group}_LOWER`] = before ? (value - reach(pupils)).toFixed(1) : ''
      cells[`${subject}${group}_UPPER`] = before ? (value + reach(pupils)).toFixed(1) : ''
    }
  }
  cells.TKS1AVERAGE = before ? pool.averages('KS1').all.toFixed(1) : ''
  const ahead = made.reduce((sum, { of }) => sum + of.ahead * of.cohort.all, 0) / Math.max(1, cohort.all)
  cells.PTKS1GROUP_L = before ? `${bounded(24 - 7 * ahead)}%` : ''
  cells.PTKS1GROUP_H = before ? `${bounded(18 + 6 * ahead)}%` : ''
  cells.PTKS1GROUP_M = before ? `${100 - bounded(24 - 7 * ahead) - bounded(18 + 6 * ahead)}%` : ''
  return cells
}

function ks4Of(of: SchoolYear): Made {
  return {
    of,
    counts: {
      BASICS_94: reaching(of, 0.65, 0.85),
      BASICS_95: reaching(of, 0.45, 0.9),
      EBACC_E: reaching(of, 0.4, 0.6),
    },
    averages: {
      ATT8SCR: averaging(of, 46, 4.4, 13),
      P8MEA: averaging({ ...of, standing: of.standing - 0.7 * of.ahead }, -0.02, 0.32, 0.6),
      EBACCAPS: averaging(of, 4.05, 0.42, 1.2),
      KS2: averaging({ ...of, standing: of.ahead }, of.year < 2020 ? 28.4 : 104.4, of.year < 2020 ? 0.8 : 1.4, 1),
    },
  }
}

function ks4Row(made: readonly Made[], year: number): Cells {
  const cohort = added(made.map(({ of }) => of.cohort))
  const pool = poolOf(made)
  const cells: Record<string, string> = {
    TPUP: String(cohort.all),
    [year < 2020 ? 'KS2APS' : 'KS2ASS']: year < 2025 ? pool.averages('KS2').all.toFixed(1) : '',
    TFSM6CLA1A: String(cohort.disadvantaged),
    PTFSM6CLA1A: percent(cohort.disadvantaged, cohort.all),
    TNOTFSM6CLA1A: String(cohort.others),
    PTNOTFSM6CLA1A: percent(cohort.others, cohort.all),
    PTNMOB: percent(
      made.reduce((sum, { of }) => sum + Math.round(of.cohort.all * stays(of)), 0),
      cohort.all,
    ),
  }
  grouped(cells, 'ATT8SCR', pool.averages('ATT8SCR'), 1, ['_FSM6CLA1A', '_NFSM6CLA1A'])
  grouped(cells, 'EBACCAPS', pool.averages('EBACCAPS'), 2, ['_FSM6CLA1A', '_NFSM6CLA1A'])
  const score = pool.averages('P8MEA')
  for (const [group, value, pupils] of [
    ['', score.all, cohort.all],
    ['_FSM6CLA1A', score.disadvantaged, cohort.disadvantaged],
    ['_NFSM6CLA1A', score.others, cohort.others],
  ] as const) {
    const reach = 2.45 / Math.sqrt(Math.max(1, pupils))
    const said = year < 2025
    cells[`P8PUP${group}`] = said ? String(pupils) : ''
    cells[`P8MEA${group}`] = said ? value.toFixed(2) : 'NP'
    cells[`P8CILOW${group}`] = said ? (value - reach).toFixed(2) : 'NP'
    cells[`P8CIUPP${group}`] = said ? (value + reach).toFixed(2) : 'NP'
  }
  for (const grade of ['94', '95']) {
    const reached = pool.counts(`BASICS_${grade}`)
    cells[`PTL2BASICS_${grade}`] = percent(reached.all, cohort.all)
    cells[`PTFSM6CLA1ABASICS_${grade}`] = percent(reached.disadvantaged, cohort.disadvantaged)
    cells[`PTNOTFSM6CLA1ABASICS_${grade}`] = percent(reached.others, cohort.others)
  }
  const entered = pool.counts('EBACC_E')
  cells.PTEBACC_E_PTQ_EE = percent(entered.all, cohort.all)
  cells.PTEBACC_EFSM6CLA1A_PTQ_EE = percent(entered.disadvantaged, cohort.disadvantaged)
  cells.PTEBACC_ENFSM6CLA1A_PTQ_EE = percent(entered.others, cohort.others)
  return cells
}

function poolOf(made: readonly Made[]) {
  const none: Split = { all: 0, disadvantaged: 0, others: 0 }
  const cohorts = made.map(({ of }) => of.cohort)
  return {
    counts: (key: string): Split => added(made.map(({ counts }) => counts[key] ?? none)),
    averages: (key: string): Split =>
      pooled(
        made.map(({ averages }) => averages[key] ?? none),
        cohorts,
      ),
  }
}

function grouped(cells: Record<string, string>, heading: string, value: Split, decimals: number, groups: readonly [string, string]) {
  cells[heading] = value.all.toFixed(decimals)
  cells[`${heading}${groups[0]}`] = value.disadvantaged.toFixed(decimals)
  cells[`${heading}${groups[1]}`] = value.others.toFixed(decimals)
}

const percent = (part: number, whole: number): string => (whole === 0 ? 'NA' : `${Math.round((100 * part) / whole)}%`)
const bounded = (value: number): number => Math.round(Math.min(70, Math.max(2, value)))
const stays = ({ standing }: SchoolYear): number => Math.min(1, 0.93 + 0.02 * standing)
