import type { Country } from '../authorities/area.ts'
import type { Grade } from '../establishments/school-record.ts'
import { countryOfUrn, parseUrn, type Urn } from '../establishments/urn.ts'
import { endOfMonth, parsePublishedDay, parseWorkbookDay, type Day } from '../lib/day.ts'
import { Unusable } from '../lib/unusable.ts'
import { cell, placesOf, sortRows, type Usable } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import type { Row } from '../sources/source.ts'
import { holdGradedSchools } from './graded-school.store.ts'
import type { GradedSchool } from './graded-school.ts'
import { holdJudgements } from './judgement.store.ts'
import type { PublishedJudgement } from './judgement.ts'
import { gradedSchoolColumns, ofstedGradedSchools } from './ofsted-graded-schools.ts'

interface GradedRow {
  readonly school: GradedSchool
  readonly inspectedOn: Day
  readonly publishedOn: Day
}

/** A file replaces the schools and judgements held for its own day, and adds to the history of other days. */
export const gradedSchoolsImporter: Importer = {
  source: ofstedGradedSchools,
  rebuilds: [],
  async prepare({ headings, batches }, sorting) {
    const reader = gradedSchoolReader(headings)
    const used = await sortRows(batches, sorting, (row) => reader.read(row))
    const [newest] = used.map(({ publishedOn }) => publishedOn).toSorted((a, b) => (a < b ? 1 : -1))
    const asAt = newest && endOfMonth(newest)
    return {
      rowsUsed: used.length,
      asAt,
      country: reader.country(),
      async write(tx, run) {
        if (!asAt) throw new Unusable('The file has no publication date, so its day cannot be told')
        const schools = used.map(({ school }) => school)
        await holdGradedSchools(tx, asAt, schools, run)
        await holdJudgements(tx, asAt, used.map(carriedGrade), run)
        return undefined
      },
    }
  },
}

/** Reads rows one after the other: a URN counts once, and the first row says which country it is. */
function gradedSchoolReader(headings: readonly string[]) {
  const at = placesOf(headings, gradedSchoolColumns)
  const lines = new Map<Urn, number>()
  let country: Country | undefined

  function read(row: Row): Usable<GradedRow> {
    const urn = parseUrn(cell(row, at.urn))
    if (!urn) return { because: `${gradedSchoolColumns.urn} "${cell(row, at.urn)}" is not six digits` }
    if (lines.has(urn)) return { because: `${gradedSchoolColumns.urn} ${urn} stands on line ${lines.get(urn)} already` }
    if (country !== undefined && countryOfUrn(urn) !== country)
      return { because: `${gradedSchoolColumns.urn} ${urn} is of another country than the rows before it` }
    const [name, phase] = [cell(row, at.name), cell(row, at.phase)]
    if (name === '' || phase === '') return { because: 'The name or the phase of the school is empty' }
    const overall = cell(row, at.overall)
    if (!isGrade(overall)) return { because: `${gradedSchoolColumns.overall} "${overall}" is not 1, 2, 3 or 4` }
    const [inspectedOn, publishedOn] = [dayIn(row, at.inspectedOn), dayIn(row, at.publishedOn)]
    if (!inspectedOn || !publishedOn) return { because: notADay(row, inspectedOn ? 'publishedOn' : 'inspectedOn') }
    country ??= countryOfUrn(urn)
    lines.set(urn, row.line)
    return { used: { school: { urn, name, phase, overall, line: row.line }, inspectedOn, publishedOn } }
  }

  const notADay = (row: Row, column: 'inspectedOn' | 'publishedOn') =>
    `${gradedSchoolColumns[column]} "${cell(row, at[column])}" is not a day`

  return { read, country: () => country }
}

function dayIn(row: Row, place: number): Day | undefined {
  return parseWorkbookDay(cell(row, place)) ?? parsePublishedDay(cell(row, place))
}

function isGrade(text: string): text is Grade {
  return /^[1-4]$/.test(text)
}

function carriedGrade({ school: { urn, overall, line }, inspectedOn, publishedOn }: GradedRow): PublishedJudgement {
  return {
    urn,
    inspection_number: publishedOn,
    kind: 'carried',
    inspection_type: null,
    inspected_on: inspectedOn,
    published_on: publishedOn,
    urn_then: null,
    name_then: null,
    type_then: null,
    overall,
    category: null,
    outcome: null,
    quality_of_education: null,
    behaviour_and_attitudes: null,
    personal_development: null,
    leadership_and_management: null,
    safeguarding: null,
    early_years: null,
    sixth_form: null,
    line,
  }
}
