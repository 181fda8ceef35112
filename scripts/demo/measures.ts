/** A measure as the made-up country publishes it. */
export interface Measured {
  readonly code: string
  readonly number: string
  readonly topic: string
  readonly title: string
  readonly polarity: 'High' | 'Low' | '-' | 'NA'
  readonly unit: string
  readonly yearType: string
  readonly decimals: number
  readonly kind: 'rate' | 'score' | 'number'
  /** What sets authorities apart: how their schools do, or how hard up families are. */
  readonly follows: 'standing' | 'hardship'
  /** 1 when doing well makes the figure higher, -1 when lower. */
  readonly better: 1 | -1
  /** How far one step of standing moves the figure. */
  readonly spread: number
  /** Each year as labelled, and the nation's figure; undefined in a year that was not published. */
  readonly years: readonly (readonly [label: string, national: number | undefined])[]
  /** The first authority's figures that the demonstration fixes, so that its triggers show every light. */
  readonly ours: Readonly<Record<string, number>>
  readonly says: string
}

type Row = Pick<Measured, 'code' | 'number' | 'topic' | 'title' | 'polarity' | 'unit' | 'decimals' | 'spread' | 'says'> & {
  readonly from: string
  readonly national: string
  readonly label?: (year: number) => string
  readonly ours?: Readonly<Record<string, number>>
  readonly kind?: Measured['kind']
  readonly follows?: Measured['follows']
  readonly yearType?: string
}

const foundation = 'Foundation Stage'
const ks2 = 'Key Stage 2'
const ks4 = 'Key Stage 4'
const absence = 'All Pupil Absence & Exclusions'
const reached = '% achieving expected level'
const academic = (year: number) => `${year - 1}/${String(year).slice(2)}`
const financial = (year: number) => `${year - 1}-${String(year).slice(2)}`

// prettier-ignore
const rows: readonly Row[] = [
  { code: 'FSP_NEW_GOODDEV', number: '272', topic: foundation, title: 'Foundation Stage - % achieving a good level of development', polarity: 'High', unit: reached, decimals: 1, spread: 2.2,
    from: '2016', national: '69.1 70.4 71.2 71.7 - - 65.3 67 67.8 68.4 69', ours: { 2024: 68.9, 2025: 69.8, 2026: 70.6 },
    says: 'Children at the expected level in the goals that make up a good level of development, at the end of the reception year.' },
  { code: 'KS1P_all', number: '242', topic: 'Key Stage 1 and Phonics', title: 'Phonics Decoding - All pupils', polarity: 'High', unit: reached, decimals: 0, spread: 1.6,
    from: '2016', national: '80 81 82 82 - - 75 79 80 80 81', label: (year) => (year === 2026 ? '2026 (prov)' : String(year)), ours: { 2024: 79, 2025: 79, '2026 (prov)': 79 },
    says: 'Pupils in year 1 meeting the expected standard of the phonics screening check.' },
  { code: 'KS2RWM_Expected_STD', number: '346', topic: ks2, title: 'KS2 % reading, writing and mathematics - Expected standard - All Pupils', polarity: 'High', unit: reached, decimals: 0, spread: 2.8,
    from: '2016', national: '53 61 64 65 - - 59 60 61 62 64', ours: { 2024: 59, 2025: 60, 2026: 60 },
    says: 'Pupils at the end of key stage 2 meeting the expected standard in reading, writing and mathematics together.' },
  { code: 'AVG_Attain8_Score', number: '350', topic: ks4, title: 'Average Attainment 8 score per pupil', polarity: 'High', unit: 'Score per pupil', decimals: 1, spread: 2.1, kind: 'score',
    from: '2016', national: '49.9 46.4 46.5 46.7 50.1 50.8 48.7 46.3 46 46.1 46.2', ours: { 2024: 47.9, 2025: 47, 2026: 46.4 },
    says: 'Achievement across eight qualifications, averaged over pupils at the end of key stage 4.' },
  { code: 'KS2R_Prog_VA', number: '355', topic: ks2, title: 'Progress between age 7 and age 11 - KS2 Reading', polarity: 'High', unit: 'Average Score', decimals: 2, spread: 0.5, kind: 'score',
    from: '2018', national: '0 0.03 - - 0.04 0.03', says: 'Progress in reading from key stage 1. Not published since 2023: the pupils had no earlier result to start from.' },
  { code: 'KS2W_Prog_VA', number: '355', topic: ks2, title: 'Progress between age 7 and age 11 - KS2 Writing', polarity: 'High', unit: 'Average Score', decimals: 2, spread: 0.5, kind: 'score',
    from: '2018', national: '0 0.03 - - 0.05 0.04', says: 'Progress in writing from key stage 1. Not published since 2023.' },
  { code: 'KS2M_Prog_VA', number: '355', topic: ks2, title: 'Progress between age 7 and age 11 - KS2 Maths', polarity: 'High', unit: 'Average Score', decimals: 2, spread: 0.6, kind: 'score',
    from: '2018', national: '0 0.03 - - 0.04 0.04', says: 'Progress in mathematics from key stage 1. Not published since 2023.' },
  { code: 'AVG_Prog8_Score', number: '350', topic: ks4, title: 'Average Progress 8 score per pupil', polarity: 'High', unit: 'Score per pupil', decimals: 2, spread: 0.15, kind: 'score',
    from: '2016', national: '-0.03 -0.03 -0.02 -0.03 - - -0.03 -0.03 -0.03', ours: { 2023: 0.02, 2024: -0.04 },
    says: 'Progress from the end of key stage 2 to the end of key stage 4. Not published since 2024.' },
  { code: 'DAP_NEW_KS2_RWM', number: '357', topic: ks2, title: 'KS2 RWM Expected Level - attainment for disadvantaged pupils', polarity: 'High', unit: reached, decimals: 0, spread: 3.6,
    from: '2016', national: '38 47 50 51 - - 43 44 46 47 49', ours: { 2024: 39, 2025: 38, 2026: 41 },
    says: 'The same standard, of pupils eligible for the pupil premium.' },
  { code: 'NonDAP_NEW_KS2_RWM', number: '357', topic: ks2, title: 'KS2 RWM Expected Level - attainment for non disadvantaged pupils', polarity: 'High', unit: reached, decimals: 0, spread: 2.6,
    from: '2016', national: '60 67 70 71 - - 66 67 68 69 71', ours: { 2024: 66, 2025: 67, 2026: 67 },
    says: 'The same standard, of all other pupils.' },
  { code: 'DAP_KS4_ATT8', number: '361', topic: ks4, title: 'KS4 Attainment 8 - disadvantaged pupils', polarity: 'High', unit: 'Score per pupil', decimals: 1, spread: 2.1, kind: 'score',
    from: '2016', national: '41 37 36.7 36.6 40.1 40.2 37.5 35 34.7 34.9 35.1', ours: { 2024: 32.4, 2025: 31.6, 2026: 32.2 },
    says: 'Attainment 8 of pupils eligible for the pupil premium.' },
  { code: 'NonDAP_KS4_ATT8', number: '361', topic: ks4, title: 'KS4 Attainment 8 - non disadvantaged pupils', polarity: 'High', unit: 'Score per pupil', decimals: 1, spread: 1.9, kind: 'score',
    from: '2016', national: '53.4 49.8 50.2 50.3 53.6 54.6 52.7 50.3 50.1 50.3 50.4', ours: { 2024: 50.9, 2025: 50.5, 2026: 50.2 },
    says: 'Attainment 8 of all other pupils.' },
  { code: 'TotPerAbNew', number: '371', topic: absence, title: 'Total Persistent Absence (new definition)', polarity: 'Low', unit: '% of persistent absence', decimals: 2, spread: 1.3,
    from: '2016', national: '10.4 10.8 11.1 10.9 - 12.1 22.4 21.2 20 18.3 17.6', says: 'Pupils who missed a tenth or more of their possible sessions.' },
  { code: 'SFPriPerAbNew', number: '371', topic: absence, title: 'Primary Persistent Absence (new definition)', polarity: 'Low', unit: '% of persistent absence', decimals: 2, spread: 1.1,
    from: '2016', national: '8.2 8.3 8.6 8.3 - 8.8 17.6 16.2 14.6 13.1 12.5', says: 'Persistent absence in primary schools.' },
  { code: 'SFSecPerAbNew', number: '371', topic: absence, title: 'Secondary Persistent Absence (new definition)', polarity: 'Low', unit: '% of persistent absence', decimals: 2, spread: 1.9,
    from: '2016', national: '13 13.5 13.9 13.7 - 14.8 27.7 26.5 25.6 23.5 22.6', says: 'Persistent absence in secondary schools.' },
  { code: 'TotSevPerAbNew', number: 'NA', topic: absence, title: 'Total Severe Persistent Absence (new definition)', polarity: 'Low', unit: '% of severe persistent absence', decimals: 2, spread: 0.3,
    from: '2016', national: '0.6 0.7 0.77 0.85 - 1.13 1.65 2.03 2.3 2.4 2.47', says: 'Pupils who missed half or more of their possible sessions.' },
  { code: 'TotAbs', number: '24', topic: absence, title: 'Total School Absence', polarity: 'Low', unit: '% half days missed', decimals: 2, spread: 0.3,
    from: '2016', national: '4.6 4.7 4.8 4.7 - 4.6 7.5 7.4 7.1 6.8 6.6', says: 'Half days missed, of all possible half days.' },
  { code: 'TotPermEx', number: '60', topic: absence, title: 'Total Permanent Exclusions', polarity: 'Low', unit: '% of the school population', decimals: 5, spread: 0.03,
    from: '2016', label: academic, national: '0.08443 0.09619 0.09768 0.09651 0.06126 0.04737 0.07761 0.11121 0.12889 0.1312', says: 'Permanent exclusions for every hundred pupils on roll.' },
  { code: 'TotFixedEx', number: '63', topic: absence, title: 'Total Suspensions', polarity: 'Low', unit: '% of the school population', decimals: 5, spread: 1.6,
    from: '2016', label: academic, national: '4.28692 4.75839 5.07557 5.3581 3.76416 4.25086 6.91037 9.33458 11.30744 11.4201', says: 'Suspensions for every hundred pupils on roll.' },
  { code: 'A3A', number: '349', topic: 'Key Stage 5', title: 'A levels 3+ A grades / Double awards', polarity: 'High', unit: reached, decimals: 1, spread: 1.8,
    from: '2016', label: (year) => (year < 2018 ? String(year) : `${year} (${year === 2020 || year === 2021 ? 'Final' : 'Rev'})`), national: '10.7 11 11.1 10.8 20.1 28.4 22.7 15.9 16.3 16.8 17.1',
    says: 'Students gaining three or more A grades.' },
  { code: '16-17 NEET', number: '382', topic: 'Economic Factors', title: '16-17 NEET (from 2016)', polarity: 'Low', unit: '% of 16 - 17 year olds', decimals: 1, spread: 0.7, yearType: 'Financial Year',
    from: '2018', national: '2.7 2.6 2.7 2.8 2.6 2.8 3.2 3.4 3.5', says: 'Young people not in education, employment or training.' },
  { code: '16-17_not known_NEET', number: '382', topic: 'Economic Factors', title: '% of 16-17 who are NEET or whose activity is not known(from 2016)', polarity: 'Low', unit: '% of 16 - 17 year olds', decimals: 1, spread: 1.2, yearType: 'Financial Year',
    from: '2019', national: '5.5 5.5 5.5 4.7 5.2 5.4 5.6 5.5', says: 'The same, with those whose activity the authority does not know.' },
  { code: 'Sept_Guarantee', number: '226', topic: 'Further & Higher Education', title: 'September Guarantee Offers', polarity: 'High', unit: '% of offers', decimals: 2, spread: 1.7, yearType: 'Annual (end of Sept)',
    from: '2016', national: '94.5 94.7 94.5 95 94.3 95.5 94.6 94.7 94.6 94.1', says: 'Young people of 16 and 17 offered a place in education or training.' },
  { code: 'PriFSM', number: '78', topic: 'Economic Factors', title: 'Primary Free School Meals', polarity: 'NA', unit: '% of pupils', decimals: 1, spread: 5, follows: 'hardship', yearType: 'Annual - January',
    from: '2016', national: '14.6 14.1 13.8 15.8 17.7 21.6 23.1 24 24.3 24.7 25.1', says: 'Pupils in primary schools eligible for free school meals.' },
  { code: 'SecFSM', number: '78', topic: 'Economic Factors', title: 'Secondary Free School Meals', polarity: 'NA', unit: '% of pupils', decimals: 1, spread: 5, follows: 'hardship', yearType: 'Annual - January',
    from: '2016', national: '13.2 12.9 12.4 14.1 15.9 18.9 20.9 22.7 24.1 25.8 26.4', says: 'Pupils in secondary schools eligible for free school meals.' },
  { code: 'SEN_EHC_Excpt_20wks', number: 'NA', topic: 'Children with SEN', title: 'New EHC plans issued within 20 weeks - excluding exceptions', polarity: 'High', unit: '% of EHC plans', decimals: 1, spread: 11, yearType: 'Calendar Year',
    from: '2016', national: '58.6 64.9 60.1 60.4 58 59.9 49.2 50.3 46.4 46.9', says: 'New plans issued within twenty weeks, leaving out the exceptions the regulations allow.' },
  { code: 'CareLeaversNEET', number: '221', topic: 'Children Looked After', title: 'Care Leavers - NEET (%)', polarity: 'Low', unit: '% of young people', decimals: 0, spread: 4, yearType: 'Financial Year',
    from: '2017', national: '40 39 39 39 41 38 38 39 40 39', says: 'Care leavers of 19 to 21 not in education, employment or training.' },
  { code: 'Premium', number: '267', topic: 'Contextual\\Other', title: 'Number of pupil eligible for pupil premium', polarity: 'NA', unit: 'Number of pupils', decimals: 0, spread: 9, kind: 'number', follows: 'hardship', yearType: 'Financial Year',
    from: '2017', label: financial, national: '93200 92900 92400 91900 91700 94100 97300 99200 100100 102000', says: 'Pupils for whom schools receive the pupil premium.' },
]

export const measures: readonly Measured[] = rows.map((row) => ({
  ...row,
  kind: row.kind ?? 'rate',
  follows: row.follows ?? 'standing',
  better: row.polarity === 'Low' ? -1 : 1,
  yearType: row.yearType ?? 'Academic Year',
  ours: row.ours ?? {},
  years: row.national.split(' ').map((figure, index) => {
    const year = Number(row.from) + index
    return [(row.label ?? String)(year), figure === '-' ? undefined : Number(figure)] as const
  }),
}))
