/**
 * What a part of a framework must be: `line` is text of one line and `text` may have several; a number; yes or no; a list of one
 * shape, a map of one shape by names of one's own, or named fields. `maybe` may be left out.
 */
export type Shape = 'line' | 'text' | 'number' | 'yes or no' | { readonly list: Shape } | { readonly each: Shape } | Fields

/** Named parts, by their names in the code. */
export interface Fields {
  readonly fields: Readonly<Record<string, Shape>>
  readonly maybe?: Readonly<Record<string, Shape>>
}

const said: Shape = { fields: { is: 'line', says: 'text', source: 'line' } }
const limit: Shape = { fields: { green: 'number', amber: 'number' } }
const criterion: Shape = {
  fields: { key: 'line', words: 'line', sources: { list: 'line' }, text: 'text' },
  maybe: { question: 'line' },
}
const measure: Shape = {
  fields: { code: 'line', from: 'line', unit: 'line', better: 'line', title: 'line' },
  maybe: { beganAnew: { list: 'number' } },
}
const line: Shape = {
  fields: { kind: 'line', measure: 'line', phase: 'line', limits: 'line' },
  maybe: { others: 'line', name: 'line', beside: 'yes or no' },
}
const grade: Shape = { fields: { key: 'line', title: 'line', says: 'text', met: 'yes or no' } }

/** What only a framework with triggers of its own has, and then all of it. */
export const ofTriggers: Readonly<Record<string, Shape>> = {
  measures: { list: measure },
  limits: {
    fields: {
      says: 'text',
      by: { each: limit },
      weakTrend: { fields: { years: 'number', by: { each: 'number' } } },
      steady: { each: 'number' },
      redAboveShare: 'number',
      schoolsKnown: 'number',
    },
  },
  triggersSource: 'line',
  triggers: {
    list: {
      fields: { number: 'number', title: 'line', asks: 'text', lines: { list: line } },
      maybe: { weakTrend: 'yes or no', recorded: 'yes or no', register: 'line' },
    },
  },
}

/** A framework file, whatever it says of triggers, in the order in which one is written. */
const ofAll: Fields = {
  fields: {
    key: 'line',
    title: 'line',
    edition: 'line',
    shortTitle: 'line',
    aliases: { list: 'line' },
    publisher: 'line',
    inForceFrom: 'line',
    inForceSource: 'line',
    status: said,
    notice: { fields: { workingDays: 'number', says: 'text', source: 'line' } },
    outcome: { fields: { model: 'line', says: 'text', source: 'line' } },
    scale: { fields: { words: 'line', says: 'text', source: 'line', grades: { list: grade } } },
    stages: { list: { fields: { key: 'line', title: 'line', says: 'text', source: 'line' } } },
    areas: { list: { fields: { key: 'line', title: 'line' } } },
    areasSource: { list: 'line' },
    themeAreasAre: 'line',
    themes: { list: { fields: { key: 'line', area: 'line', title: 'line', criteria: { list: criterion } } } },
    sources: { each: 'text' },
  },
  maybe: {
    madeFrom: 'line',
    expectedCriteria: 'number',
    expectedCriteriaSource: 'line',
    remarks: { list: 'text' },
    questions: { list: { fields: { key: 'line', title: 'line', asks: 'text' } } },
  },
}

/** The shape of a framework file: with its triggers, or with the reason why it has none. */
export function frameworkShape(withTriggers: boolean): Fields {
  const { fields, maybe } = ofAll
  if (withTriggers) return { fields: { ...fields, ...ofTriggers }, maybe: { ...maybe } }
  return { fields: { ...fields, withoutTriggers: 'text' }, maybe: { ...maybe } }
}

/** What stands for the triggers of a framework that has none. */
export const noTriggers = {
  measures: [],
  limits: { says: '', by: {}, weakTrend: { years: 3, by: {} }, steady: {}, redAboveShare: 0.5, schoolsKnown: 0.95 },
  triggersSource: '',
  triggers: [],
} as const
