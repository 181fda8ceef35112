import { everySchool, sortings, standings, type GradeAsked, type SchoolFilter } from './school.ts'

/** Reads a filter from an address. Whatever it does not know it leaves out: an old or mistyped link shows every school. */
export function readSchoolFilter(query: Readonly<Record<string, string>>): SchoolFilter {
  return {
    words: plain(query.words),
    phase: plain(query.phase),
    type: plain(query.type),
    grade: readGrade(query.grade),
    trust: plain(query.trust),
    sort: sortings.find((sorting) => sorting === query.sort) ?? everySchool.sort,
    descending: query.order === 'descending',
  }
}

function readGrade(text: string | undefined): GradeAsked {
  return text === 'category' ? text : (standings.find(({ key }) => key === text)?.key ?? '')
}

function plain(text: string | undefined): string {
  return (text ?? '').trim().replaceAll('\0', '').slice(0, 100)
}
