/** Who printed a mark in place of a number: the same letters mean different things to different publishers. */
export type MarkFamily = 'performance tables' | 'statistics' | 'interactive tool' | 'inspections'

/** What stands in place of a number, and what it means. */
export interface MarkMeaning {
  readonly means: string
  /** False when no document of the publisher's that we know says what it means. Then `means` says so. */
  readonly explained: boolean
  /** The document that explains it. */
  readonly source: string | undefined
}

interface Family {
  readonly source: string
  readonly marks: Readonly<Record<string, string>>
}

const families: Readonly<Record<MarkFamily, Family>> = {
  'performance tables': {
    source: 'Department for Education, 2025 performance measures, abbreviations used in the download files',
    marks: {
      SUPP: 'suppressed, usually because it is about 5 pupils or fewer, or 10 for destinations',
      // As one file of 2018 spells it.
      'SUPP!': 'suppressed, usually because it is about 5 pupils or fewer, or 10 for destinations',
      SUPPMAT: 'suppressed for a trust, because it is about too few pupils',
      NE: 'no entries: no pupil was entered for what it measures',
      NA: 'not available for the year, or not applicable to the school',
      NP: 'not published for such a school',
      LOWCOV: 'low coverage: fewer than half of the pupils could be counted',
      SP: 'a small percentage: above 0% and below 0.5%',
      RE: 'redacted: no fair measure of the school’s performance',
      NEW: 'a new school, without a figure yet',
      NR: 'not recorded',
    },
  },
  statistics: {
    source: 'Government Analysis Function, symbols in tables; Department for Education, guidance for statistics producers',
    marks: {
      z: 'not applicable',
      x: 'not available',
      c: 'withheld to protect confidentiality',
      low: 'rounds to 0, but is not 0',
      k: 'rounds to 0, but is not 0',
      u: 'too unreliable to be published',
      b: 'a break in the series',
      '~': 'rounds to 0, but is not 0',
      ':': 'not available',
      '.': 'not applicable',
      '..': 'not available',
    },
  },
  'interactive tool': {
    source: 'Department for Education, Local Authority Interactive Tool, user guide',
    marks: { '-': 'missing, or withheld by the publisher, who prints the same for both', c: 'withheld to protect confidentiality' },
  },
  inspections: {
    source: 'Ofsted, management information, notes',
    marks: {
      NULL: 'none: there is nothing to print',
      'Not judged': 'no overall grade was given, as by inspections since September 2024',
      '0': 'no grade: the judgement was not made, or did not apply',
      '8': 'no grade: the judgement was not made, or did not apply',
      '9': 'no grade: the judgement was not made, or did not apply',
    },
  },
}

/**
 * What a mark in place of a number means, in plain words.
 *
 * - Capitals and small letters are alike, and spaces around it are none of it. An empty cell is the publisher’s too.
 * - A mark that no document explains is said to be that. It is never a number, and never a guess.
 *
 * @example
 * meaningOfMark('SUPP', 'performance tables').means // => 'suppressed, usually because it is about 5 pupils or fewer, or 10 for destinations'
 * meaningOfMark('c', 'statistics').means // => 'withheld to protect confidentiality'
 * meaningOfMark('QQ', 'performance tables') // => { means: 'the mark QQ, which the publisher does not explain', explained: false, source: undefined }
 * meaningOfMark(' ', 'performance tables').means // => 'left empty by the publisher'
 */
export function meaningOfMark(mark: string, family: MarkFamily): MarkMeaning {
  const { source, marks } = families[family]
  const printed = mark.trim()
  if (printed === '') return { means: 'left empty by the publisher', explained: true, source: undefined }
  const [, means] = Object.entries(marks).find(([known]) => known.toLowerCase() === printed.toLowerCase()) ?? []
  if (means === undefined)
    return { means: `the mark ${printed}, which the publisher does not explain`, explained: false, source: undefined }
  return { means, explained: true, source }
}
