import type { Section } from '../documents/document.ts'
import { categoryInWords, inPhaseOrder, judgementInWords, phaseInWords, type School } from '../establishments/school.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { PackFacts } from './pack.ts'

/** Every open state-funded school of the authority, by phase and then by name. */
export function schoolsSection({ schools, schoolsAsAt, found }: PackFacts): Section {
  const { name } = found.assessment
  if (!schoolsAsAt) return { heading: 'Schools', blocks: [{ kind: 'paragraph', text: 'No file of schools is held.' }], sections: [] }
  const phases = [...Map.groupBy(schools, ({ phase }) => phase)].sort(([a], [b]) => inPhaseOrder(a, b))
  const predecessors = schools.filter(isPredecessorsGrade).length
  const say = `The ${schools.length} open state-funded schools of ${name} as Ofsted’s file stated them on ${inWords(schoolsAsAt)}. ${predecessors} carry the grade of the school they came from, marked “predecessor”.`
  return {
    heading: 'Schools',
    blocks: [{ kind: 'paragraph', text: say }],
    sections: phases.map(([phase, of]) => ({
      heading: `${phaseInWords(phase)}: ${of.length}`,
      blocks: [{ kind: 'table', caption: `${phaseInWords(phase)} schools`, table: { head: ['School', 'URN', 'Type', 'Trust', 'Pupils', 'Latest graded inspection'], rows: of.map(rowOf), numeric: [4] } }], // prettier-ignore
      sections: [],
    })),
  }
}

function rowOf(school: School): readonly string[] {
  const { name, urn, type, trust, pupils } = school
  return [name, urn, type, trust ?? 'None', pupils === null ? 'not stated' : count(pupils), latestGrade(school)]
}

function latestGrade(school: School): string {
  if (school.overall === null && school.inspected_on === null) return 'Not inspected yet'
  const category = categoryInWords(school.category)
  const parts = [
    judgementInWords(school.overall, school.inspected_on),
    ...(category ? [category.toLowerCase()] : []),
    ...(school.inspected_on ? [inWords(school.inspected_on)] : []),
  ]
  return `${parts.join(', ')}${isPredecessorsGrade(school) ? ' (predecessor)' : ''}`
}

const isPredecessorsGrade = ({ urn, urn_then }: School): boolean => urn_then !== null && urn_then !== urn
