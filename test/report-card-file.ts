import { csvOf } from '../src/lib/csv-text.ts'

/** Every column of Ofsted's management information of 28 February 2026, in its order: 85, some of which nobody reads. */
export const reportCardHeadings = `Web Link (opens in new window)|URN|LAESTAB|School name|Ofsted phase|Type of education|School open date|
Admissions policy|Sixth form|Designated religious character|Religious ethos|Faith grouping|Ofsted region|Region|Local authority|
Parliamentary constituency|Postcode|Multi-academy trust UID|Multi-academy trust name|Academy sponsor UID|Academy sponsor name|
The income deprivation affecting children index (IDACI) quintile|Total number of pupils|Statutory lowest age|Statutory highest age|
Inspection number of latest full inspection|Inspection type|Inspection type grouping|Event type grouping|Inspection start date|Publication date|
Does the latest full inspection relate to the URN of the current school?|URN at time of latest full inspection|LAESTAB at time of latest full inspection|
School name at time of latest full inspection|School type at time of latest full inspection|Category of concern|
Safeguarding standards|Safeguarding standards - date of judgement|Inclusion|Inclusion - date of judgement|
Curriculum and teaching|Curriculum and teaching - date of judgement|Achievement|Achievement - date of judgement|
Attendance and behaviour|Attendance and behaviour - date of judgement|
Personal development and wellbeing|Personal development and wellbeing - date of judgement|
Early years (where applicable)|Early years - date of judgement|Post-16 provision (where applicable)|Post-16 provision - date of judgement|
Leadership and governance|Leadership and governance - date of judgement|
Inspection number of latest OEIF graded inspection|Inspection type of latest OEIF graded inspection|Inspection type grouping of latest OEIF graded inspection|
Event type grouping of latest OEIF graded inspection|Inspection start date of latest OEIF graded inspection|Publication date of latest OEIF graded inspection|
Does the latest OEIF graded inspection relate to the URN of the current school?|URN at time of latest OEIF graded inspection|
LAESTAB at time of latest OEIF graded inspection|School name at time of latest OEIF graded inspection|School type at time of latest OEIF graded inspection|
Latest OEIF category of concern|Latest OEIF overall effectiveness|Latest OEIF quality of education|Latest OEIF behaviour and attitudes|
Latest OEIF personal development|Latest OEIF effectiveness of leadership and management|Latest OEIF  safeguarding is effective?|
Latest OEIF early years provision (where applicable)|Latest OEIF sixth form provision (where applicable)|Latest ungraded inspection number|
Date of latest ungraded inspection|Ungraded inspection publication date|Does the ungraded inspection relate to the URN of the current school?|
URN at time of the ungraded inspection|LAESTAB at time of the ungraded inspection|School name at time of the ungraded inspection|
School type at time of the ungraded inspection|Ungraded inspection overall outcome|Most recent category of concern`
  .replaceAll('\n', '')
  .split('|')

type Cells = Readonly<Record<string, string>>

const madeUp: Cells = {
  URN: '900001',
  LAESTAB: '0012001',
  'School name': 'Larkfield School',
  'Ofsted phase': 'Primary',
  'Type of education': 'Community School',
  'School open date': '01/02/2026',
  'Ofsted region': 'North Merrowland, Mid Merrowland and the Heaths',
  'Local authority': 'Larkshire',
  Region: 'Mid Merrowland',
  'Total number of pupils': '210',
}

/** The cells of a report card with one grade in every area that all schools have, safeguarding met. */
export function aCard(grade: string, cells: Cells = {}): Cells {
  const on = '03/12/2025'
  const areas = ['Inclusion', 'Curriculum and teaching', 'Achievement', 'Attendance and behaviour', 'Personal development and wellbeing', 'Leadership and governance'] // prettier-ignore
  return {
    'Inspection number of latest full inspection': '20001',
    'Inspection type': 'Full inspection',
    'Inspection start date': on,
    'Publication date': '15/01/2026',
    'URN at time of latest full inspection': '900001',
    'Safeguarding standards': 'Met',
    'Safeguarding standards - date of judgement': on,
    ...Object.fromEntries(areas.flatMap((area) => [[area, grade] as const, [`${area} - date of judgement`, on] as const])),
    'Early years (where applicable)': 'Not applicable',
    'Post-16 provision (where applicable)': 'Not applicable',
    ...cells,
  }
}

/** The cells of a graded inspection before report cards. */
export function aGradeBefore(grade: string, cells: Cells = {}): Cells {
  return {
    'Inspection number of latest OEIF graded inspection': '10001',
    'Inspection start date of latest OEIF graded inspection': '12/06/2023',
    'Publication date of latest OEIF graded inspection': '11/07/2023',
    'Latest OEIF overall effectiveness': grade,
    ...cells,
  }
}

/** The file, with these schools of a made-up authority. What is not given is NULL. */
export function reportCardFile(rows: readonly Cells[]): string {
  return csvOf(
    reportCardHeadings,
    rows.map((row) => reportCardHeadings.map((heading) => ({ ...madeUp, ...row })[heading] ?? 'NULL')),
  )
}
