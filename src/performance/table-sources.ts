import type { Source } from '../sources/source.ts'
import type { TableKey } from './performance-row.ts'
import { byAreaWord, byRecordType, bySchool, bySpendingWord, byTrust, type OwnerReader } from './row-owner.ts'

/** A file of the performance tables that we can read: how it is known, which table it gives, and whose its rows are. */
export interface PublishedTable {
  readonly source: Source
  readonly table: TableKey
  readonly ownerOf: OwnerReader
}

const publisher = 'Department for Education'
const alike = { publisher, form: 'csv', kept: 'beside each other', anyCase: true } as const

const yearQuirk =
  'The academic year is told by columns that name it or the years before it; or else by the file’s name or its folder (2018-2019/england_census.csv, 815_2019_census.csv); or else by whoever brings it. What the columns say counts before a name; a year told that the columns contradict refuses the file.'
const standsQuirk =
  'A file takes the place of what is held of its table, year and stage for the authorities it names. One authority’s file stands beside another’s.'
const rowsQuirk =
  'Rows may stop before the last column: the publisher cuts empty cells at their end. A cell of spaces is empty. Marks (SUPP, NE, NA, NP, LOWCOV and others) are kept as printed, and are never numbers.'
const refusedQuirk =
  'A row is refused when it is empty, has more cells than there are headings, does not say whose it is, stands twice, or is of another country than the first row.'

const ks2Rows = byRecordType({ school: ['1', '2'], authority: ['3'], country: ['4', '5'] })
const ks4Rows = byRecordType({ school: ['1', '2'], authority: ['4'], country: ['5', '7'] })
const destinationRows = byRecordType({ school: ['1', '2'], authority: ['LA', '4'], country: ['NAT', '5', '7'] })

export const publishedTables: readonly PublishedTable[] = [
  {
    table: 'ks2',
    ownerOf: ks2Rows,
    source: {
      ...alike,
      key: 'ks2-results',
      name: 'Performance tables: key stage 2',
      gives:
        'Results at key stage 2 of every school, with the publisher’s own rows of authorities and the country: in levels until 2015, by the expected standard since.',
      headings: ['RECTYPE', 'LEA', 'ESTAB', 'URN', 'TELIG', 'PTRWM_EXP'],
      alsoKnownBy: [['RECTYPE', 'URN', 'PTREADX']],
      quirks: [
        'RECTYPE 1 is a mainstream and 2 a special school, 3 an authority, 4 all schools of the country and 5 its state-funded ones.',
        'A table of levels whose columns were cut may lack LEA: its schools are used, and its rows of authorities refused, because they do not say which.',
        yearQuirk,
        'Provisional and revised tables are told by the file’s name; any other is final. Of a school the most settled counts.',
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'ks4',
    ownerOf: ks4Rows,
    source: {
      ...alike,
      key: 'ks4-results',
      name: 'Performance tables: key stage 4',
      gives:
        'Results at key stage 4 of every school, with the publisher’s own rows of authorities and the country: provisional, revised and final.',
      headings: ['RECTYPE', 'LEA', 'ESTAB', 'URN', 'SCHNAME', 'TPUP'],
      quirks: [
        'RECTYPE 1 is a mainstream and 2 a special school, 4 an authority, 5 all schools of the country and 7 its state-funded ones: not as at key stage 2.',
        yearQuirk,
        'A table without addresses is the provisional one, whatever it is called; a revised one is told by its name; any other is final.',
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'census',
    ownerOf: byAreaWord,
    source: {
      ...alike,
      key: 'school-census',
      name: 'Performance tables: pupils',
      gives: 'Pupils of every school at the January census: how many, and their needs, language and free school meals.',
      headings: ['URN', 'LA', 'ESTAB', 'NOR', 'PNUMEAL'],
      quirks: [
        'NAT and LA stand under URN for the country and an authority; ESTAB then says of which schools: PRI, SEC or SPE.',
        'Percentages have a % sign in some years. Some are over 100, and are kept. PNUMUNCFL is spelt PNUMUNCLF in some years.',
        yearQuirk,
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'absence',
    ownerOf: byAreaWord,
    source: {
      ...alike,
      key: 'school-absence',
      name: 'Performance tables: absence',
      gives: 'Absence and persistent absence through the year in every school.',
      headings: ['LA', 'ESTAB', 'URN', 'PERCTOT'],
      quirks: [
        'NAT stands under LA for the country; ESTAB then says of which schools.',
        'PPERSABS15 counts pupils who missed 15% of sessions, until 2015; PPERSABS10 those who missed 10%, since.',
        yearQuirk,
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'ks4-destinations',
    ownerOf: destinationRows,
    source: {
      ...alike,
      key: 'ks4-destinations',
      name: 'Performance tables: destinations after key stage 4',
      gives: 'Where the pupils went who finished key stage 4 two years before the year of the table, of every school and authority.',
      headings: ['RECTYPE', 'LEA', 'URN', 'COHORT', 'OVERALL_DESTPER', 'SCH_6TH'],
      quirks: [
        'RECTYPE 1 is a mainstream and 2 a special school, LA an authority and NAT the country.',
        yearQuirk,
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'spending',
    ownerOf: bySpendingWord,
    source: {
      ...alike,
      key: 'school-spending',
      name: 'Performance tables: income and spending',
      gives: 'Income and spending for each pupil of every maintained school, with medians of its authority, London and the country.',
      headings: ['LA', 'URN', 'MEDIAN', 'PUPILS', 'GRANTFUNDING', 'TOTALINCOME', 'TOTALEXPENDITURE'],
      quirks: [
        'Under LA stand the three digits of a school’s authority, or words: LA, LA-PRI and so on for an authority, whose name stands under URN; NAT-PRI for the country; LONDON-PRI and NON-LONDON-PRI for its two parts.',
        'An authority’s row is used when its name is that of the only authority of the file, or one that a file held gives a code.',
        'Spending may be below 0, and is kept.',
        yearQuirk,
        standsQuirk,
        rowsQuirk,
        refusedQuirk,
      ],
    },
  },
  {
    table: 'schools',
    ownerOf: bySchool,
    source: {
      ...alike,
      key: 'schools-in-tables',
      name: 'Performance tables: schools',
      gives: 'The schools of a year’s performance tables: what each is, and the school it was before.',
      headings: ['URN', 'LA', 'ESTAB', 'LAESTAB', 'SCHNAME', 'ICLOSE', 'MINORGROUP', 'NFTYPE'],
      quirks: [yearQuirk, standsQuirk, rowsQuirk, refusedQuirk],
    },
  },
  {
    table: 'trusts-ks2',
    ownerOf: byTrust,
    source: {
      ...alike,
      key: 'trusts-ks2',
      name: 'Performance tables: trusts at key stage 2',
      gives: 'Results at key stage 2 of every trust with three schools or more.',
      headings: ['TIME_PERIOD', 'TRUST_NAME', 'TRUST_UID', 'PRWM_EXP_WGTAVG'],
      quirks: [
        'TIME_PERIOD says the academic year: 202425. A row of another year than the first is refused.',
        'SUPPMAT stands for a figure of a trust suppressed.',
        standsQuirk,
        refusedQuirk,
      ],
    },
  },
]
