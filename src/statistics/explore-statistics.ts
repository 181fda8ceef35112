import type { Source } from '../sources/source.ts'

/** What kind of columns a file of Explore education statistics has beside those that are known is found from its content. */
export const exploreStatistics: Source = {
  key: 'explore-education-statistics',
  name: 'Explore education statistics',
  publisher: 'Department for Education',
  gives:
    'Any data file of any publication there: results, attendance, looked-after children, exclusions, special needs, finance, revenue reserves of maintained schools',
  form: 'csv',
  headings: ['time_period', 'geographic_level', 'country_code'],
  anyCase: true,
  kept: 'beside each other',
  quirks: [
    'Columns may come in any order. Those of place and time are known by name; every other is a filter, an indicator or a remark, told from its cells first and its name second.',
    'An indicator: every cell is a number or a mark; a column withheld throughout is one too. Whole numbers of which there are few, under a name like age or year_group, are a filter, and so are those without which rows would repeat. Where at least nine cells in ten are numbers or marks, the rest are marks that Fiveday does not know.',
    'A remark: a column called version or the like, or words that change from period to period and never within one. Anything else is a filter.',
    'Marks are z x c k low u b : . .. ~ - and an empty cell. They are kept as printed and are never 0.',
    'A data set is known by its columns, and where two share them, by the values of their filters. A new edition takes the place of the old one for the periods it gives; one whose latest period is older gives only periods that nothing newer has.',
    'An authority is told by old_la_code; in a row without it by new_la_code, where a file that is held gives that code with its three digits, and in a row with neither by la_name.',
    'A row is refused when its period or level cannot be read, when its area has no code, or when an earlier row has the same period, area and filters.',
  ],
}

/** The same as an .xlsx or .ods: what somebody saved of the CSV that is published, or put together in a spreadsheet. */
export const exploreStatisticsSheet: Source = {
  ...exploreStatistics,
  key: 'explore-education-statistics-sheet',
  name: 'Explore education statistics, as a workbook',
  form: 'workbook',
  quirks: [
    'The sheet is known by the row of its headings. What is said of the CSV holds for it too.',
    'A spreadsheet keeps numbers and not how they were printed: 79.0 has become 79. A number that it spells with all the digits of its own reckoning is read as the number that was typed: 7.0000000000000007E-2 is 0.07.',
    'Bring the CSV where there is one.',
  ],
}
