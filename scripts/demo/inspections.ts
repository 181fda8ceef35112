import type { Dice, Weighted } from './dice.ts'
import type { SchoolRow } from './headings.ts'
import { asTyped, ofsted, type MadeSchool } from './schools.ts'

type Grade = '1' | '2' | '3' | '4'

/** Since September 2024 the inspectorate has given no overall grade; since November 2025 one category has a new name. */
const lastOverallGrade = '2024-08-31'
const newCategory = '2025-11-10'

/**
 * A school's inspections, as the published file has them: the latest graded, the one before, and the latest ungraded.
 *
 * An academy that took over from another school carries that school's grade until it has been inspected itself.
 */
export function inspectionsOf(school: MadeSchool, luck: Dice): SchoolRow {
  if (neverInspected(school, luck)) return {}
  const latestOn = latestDay(luck)
  const earlierOn = inTerm(Number(latestOn.slice(0, 4)) - luck.whole(3, 6), luck)
  const latest = gradeOf(school, luck)
  const earlier = luck.weighted(earlierGrades[latest])
  return {
    ...graded(school, latest, latestOn, luck),
    ...previous(school, earlier, earlierOn, luck),
    ...ungraded(school, latest, latestOn, luck),
  }
}

function neverInspected(school: MadeSchool, luck: Dice): boolean {
  return school.type.name === 'Free School' && (school.opened ?? '') > '2023' && luck.chance(0.8)
}

function latestDay(luck: Dice): string {
  const age = luck.weighted([
    ['since', 24],
    ['recent', 48],
    ['older', 28],
  ])
  if (age === 'since') return luck.chance(0.55) ? inTerm(2025, luck) : inTerm(2026, luck)
  return age === 'recent' ? inTerm(luck.whole(2022, 2024), luck) : inTerm(luck.whole(2014, 2020), luck)
}

/** A Tuesday, Wednesday or Thursday in the academic year that ends in `year`; nobody was inspected from March 2020 to August 2021. */
function inTerm(year: number, luck: Dice): string {
  const month = luck.pick([9, 10, 11, 12, 1, 2, 3, 5, 6])
  const day = new Date(Date.UTC(month > 8 ? year - 1 : year, month - 1, luck.whole(8, month === 12 ? 14 : 26)))
  const weekday = day.getUTCDay()
  const midweek = later(day.toISOString().slice(0, 10), { 0: 2, 1: 1, 5: -1, 6: -2 }[weekday] ?? 0)
  return midweek >= '2020-03-17' && midweek < '2021-09-01' ? inTerm(2022, luck) : midweek
}

/** About six weeks after the inspection, on a weekday. */
function published(on: string, luck: Dice): string {
  const day = later(on, luck.whole(25, 50))
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return ofsted(later(day, { 0: 1, 6: 2 }[weekday] ?? 0))
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function gradeOf(school: MadeSchool, luck: Dice): Grade {
  const { standing, code } = school.authority
  const phase = school.phase === 'Secondary' ? 1.7 : 1
  const shift = Math.exp(-0.35 * standing) * phase
  // Larkshire: sound schools, few outstanding, and one or two more in a category than most.
  if (code === '001')
    return luck.weighted<Grade>([
      ['1', 6],
      ['2', 88],
      ['3', 4.3],
      ['4', 1.7],
    ])
  return luck.weighted<Grade>([
    ['1', 11 / shift],
    ['2', 82],
    ['3', 5.6 * shift],
    ['4', 1.1 * shift],
  ])
}

/** What schools of a grade had the time before. */
const earlierGrades: Readonly<Record<Grade, Weighted<Grade>>> = {
  1: [
    ['1', 30],
    ['2', 66],
    ['3', 3],
    ['4', 1],
  ],
  2: [
    ['1', 10],
    ['2', 62],
    ['3', 25],
    ['4', 3],
  ],
  3: [
    ['1', 8],
    ['2', 60],
    ['3', 29],
    ['4', 3],
  ],
  4: [
    ['1', 8],
    ['2', 52],
    ['3', 32],
    ['4', 8],
  ],
}

/** Which establishment an inspection was of: the school, or the one it took over from. */
function inspected(school: MadeSchool, on: string) {
  const then = school.before && school.opened && on < school.opened ? school.before : undefined
  return {
    relates: then ? 'No' : 'Yes',
    urn: then?.urn ?? school.urn,
    number: then?.number ?? school.number,
    type: (then?.type ?? school.type).name,
    name: then ? formerName(school.name) : school.name,
  }
}

function formerName(name: string): string {
  return name.replace('Primary Academy', 'Primary School').replace(/ Academy$/, ' School')
}

function graded(school: MadeSchool, grade: Grade, on: string, luck: Dice): SchoolRow {
  const of = inspected(school, on)
  const judged = on <= lastOverallGrade
  const key = judgements(school, grade, on, luck)
  return {
    'Number of monitoring and urgent inspections since last graded inspection': grade === '4' ? String(luck.whole(1, 3)) : 'NULL',
    'Inspection number of latest graded inspection': inspectionNumber(school, on, 0),
    'Inspection type': 'S5 Inspection',
    'Inspection type grouping': 'S5 Inspection',
    'Event type grouping': 'Schools - S5',
    'Inspection start date': ofsted(on),
    'Publication date': published(on, luck),
    'Does the latest graded inspection relate to the URN of the current school?': of.relates,
    'URN at time of latest graded inspection': of.urn,
    'LAESTAB at time of latest graded inspection': of.number,
    'School name at time of latest graded inspection': of.name,
    'School type at time of latest graded inspection': of.type,
    'Current school type used for chart C6': chartType(school, of.relates),
    'Overall effectiveness': judged ? asTyped(Number(grade), luck) : 'Not judged',
    'Category of concern': category(grade, on, luck),
    'Quality of education': key.quality,
    'Behaviour and attitudes': key.behaviour,
    'Personal development': key.development,
    'Effectiveness of leadership and management': key.leadership,
    'Safeguarding is effective?': key.safeguarding,
    'Early years provision (where applicable)': key.early,
    'Sixth form provision (where applicable)': key.sixth,
  }
}

function previous(school: MadeSchool, grade: Grade, on: string, luck: Dice): SchoolRow {
  const of = inspected(school, on)
  const key = judgements(school, grade, on, luck)
  return {
    'Previous inspection number': inspectionNumber(school, on, 1),
    'Previous inspection start date': ofsted(on),
    'Previous publication date': published(on, luck),
    'Does the previous graded inspection relate to the URN of the current school?': of.relates,
    'URN at time of previous graded inspection': of.urn,
    'LAESTAB at time of previous graded inspection': of.number,
    'School name at time of previous graded inspection': of.name,
    'School type at time of previous graded inspection': of.type,
    'Previous graded inspection overall effectiveness': grade,
    'Previous category of concern': category(grade, on, luck),
    'Previous quality of education': key.quality,
    'Previous behaviour and attitudes': key.behaviour,
    'Previous personal development': key.development,
    'Previous effectiveness of leadership and management': key.leadership,
    'Previous safeguarding is effective?': key.safeguarding,
    'Previous early years provision (where applicable)': key.early,
    'Previous sixth form provision (where applicable)': key.sixth,
  }
}

function ungraded(school: MadeSchool, grade: Grade, latestOn: string, luck: Dice): SchoolRow {
  if (Number(grade) > 2 || latestOn > '2021' || luck.chance(0.12)) return {}
  const on = luck.chance(0.35) ? inTerm(luck.whole(2025, 2026), luck) : inTerm(luck.whole(2022, 2024), luck)
  const of = inspected(school, on)
  return {
    'Latest ungraded inspection number since last graded inspection': inspectionNumber(school, on, 2),
    'Does the ungraded inspection relate to the URN of the current school?': of.relates,
    'URN at time of the ungraded inspection': of.urn,
    'LAESTAB at time of the ungraded inspection': of.number,
    'School name at time of the latest ungraded inspection': of.name,
    'School type at time of the latest ungraded inspection': of.type,
    'Number of ungraded inspections since the last graded inspection': String(luck.whole(1, 2)),
    'Date of latest ungraded inspection': ofsted(on),
    'Ungraded inspection publication date': published(on, luck),
    'Did the latest ungraded inspection convert to a graded inspection?': 'No',
    'Ungraded inspection overall outcome': outcome(grade, on, luck),
  }
}

function outcome(grade: Grade, on: string, luck: Dice): string {
  if (on > lastOverallGrade) {
    return luck.weighted([
      ['Standards maintained', 80],
      ['Improved significantly', 12],
      ['Some aspects not as strong', 8],
    ])
  }
  if (grade === '1')
    return luck.weighted([
      ['School remains Outstanding', 92],
      ['School remains Outstanding (Concerns) - S5 Next', 8],
    ])
  return luck.weighted([
    ['School remains Good', 94],
    ['School remains Good (Improving) - S5 Next', 4],
    ['School remains Good (Concerns) - S5 Next', 2],
  ])
}

/** The key judgements on the framework of the day: three of them began in September 2019, and 9 stands where there was none. */
function judgements(school: MadeSchool, grade: Grade, on: string, luck: Dice) {
  const near = () => String(Math.min(4, Math.max(1, Number(grade) + (luck.chance(0.2) ? luck.pick([-1, -1, 1]) : 0))))
  const framework2019 = on >= '2019-09-01'
  const early = school.lowestAge < 5 && school.phase !== 'Nursery'
  return {
    quality: framework2019 ? grade : '9',
    behaviour: framework2019 ? near() : '9',
    development: framework2019 ? near() : '9',
    leadership: near(),
    safeguarding: on < '2015-09-01' ? '9' : grade === '4' && luck.chance(0.5) ? 'No' : 'Yes',
    early: early ? (luck.chance(0.03) ? '8' : near()) : '9',
    sixth: school.highestAge > 16 && school.phase === 'Secondary' ? (luck.chance(0.02) ? '0' : near()) : '9',
  }
}

function category(grade: Grade, on: string, luck: Dice): string {
  if (grade !== '4') return 'NULL'
  if (luck.chance(0.55)) return 'SM'
  return on >= newCategory ? 'RSI' : on < '2012-09-01' ? 'NTI' : 'SWK'
}

function chartType(school: MadeSchool, relates: string): string {
  if (relates === 'No') return 'Not inspected in current form'
  if (!school.type.academy) return 'Maintained school'
  return school.type.name.includes('Sponsor')
    ? 'Academy sponsor led'
    : school.type.name.startsWith('Free')
      ? 'Free school'
      : 'Academy converter'
}

/** Numbered as the inspectorate numbered them: with letters before September 2015, and without since. */
function inspectionNumber(school: MadeSchool, on: string, which: number): string {
  const nth = (Number(school.urn) - 900_000) * 3 + which
  return on < '2015-09-01' ? `ITS${900_000 + nth}` : String(19_000_000 + nth)
}
