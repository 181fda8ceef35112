import type { Fault } from './faults.ts'
import { lineKinds, registers, schoolMeasures, type Framework, type Line, type TriggerMeasure } from '../framework.ts'

/** What is wrong with a framework's triggers, their measures and limits. One that has none of its own has nothing wrong with them. */
export function* triggerFaults(framework: Framework): Generator<Fault> {
  if (framework.withoutTriggers !== undefined) return
  yield* repeatedNumbers(framework)
  yield* unknownMeasures(framework)
  yield* disorderedLimits(framework)
  yield* triggersWithoutAnswer(framework)
  yield* unsoundLines(framework)
}

function* repeatedNumbers({ measures, triggers }: Framework): Generator<Fault> {
  const codes = measures.map(({ code }) => code)
  for (const [i, code] of codes.entries())
    if (codes.indexOf(code) < i) yield { at: ['measures', i, 'code'], text: `measure ${code} is used twice` }
  const numbers = triggers.map(({ number }) => number)
  for (const [i, number] of numbers.entries()) {
    if (numbers.indexOf(number) < i) yield { at: ['triggers', i, 'number'], text: `trigger ${number} is used twice` }
    if (!Number.isInteger(number) || number < 1) yield { at: ['triggers', i, 'number'], text: `trigger ${number} must have a whole number` }
  }
}

function* unknownMeasures({ measures }: Framework): Generator<Fault> {
  const units = ['percent', 'points', 'progress']
  for (const [i, measure] of measures.entries()) {
    const { code, from, unit, better, beganAnew = [] } = measure
    const at = (part: string) => ['measures', i, part]
    if (!['schools', 'lait'].includes(from))
      yield { at: at('from'), text: `measure ${code} is from ${from}, which is neither schools nor lait` }
    if (from === 'schools' && !schoolMeasures.some((known) => known === code))
      yield { at: at('code'), text: `measure ${code} is not one counted from schools` }
    if (!units.includes(unit)) yield { at: at('unit'), text: `measure ${code} has the unit ${unit}, which is none of ${units.join(', ')}` }
    if (!['high', 'low'].includes(better))
      yield { at: at('better'), text: `measure ${code} is better ${better}, which is neither high nor low` }
    if (!beganAnew.every((year) => Number.isInteger(year) && year > 1900 && year < 2200))
      yield { at: at('beganAnew'), text: `measure ${code} began anew in what is no year` }
  }
}

function* disorderedLimits({ limits }: Framework): Generator<Fault> {
  for (const [name, { green, amber }] of Object.entries(limits.by)) {
    const at = ['limits', 'by', name]
    if (!(green >= 0 && green < amber)) yield { at, text: `the limits ${name} are not in order: green ${green}, amber ${amber}` }
    if (!((limits.steady[name] ?? -1) >= 0)) yield { at, text: `the limits ${name} do not say when a line is steady`, restsOn: ['limits'] }
  }
  if (limits.weakTrend.years !== 3)
    yield { at: ['limits', 'weakTrend', 'years'], text: 'a weak trend is over three years and no other number' }
  if (!(limits.redAboveShare >= 0 && limits.redAboveShare < 1))
    yield { at: ['limits', 'redAboveShare'], text: 'the share above which a trigger is red is not between 0 and 1' }
  if (!(limits.schoolsKnown > 0 && limits.schoolsKnown <= 1))
    yield { at: ['limits', 'schoolsKnown'], text: 'the share of schools to be known is not between 0 and 1' }
}

function* triggersWithoutAnswer({ triggers, limits, measures }: Framework): Generator<Fault> {
  for (const [i, { number, lines, recorded, register, weakTrend }] of triggers.entries()) {
    const at = ['triggers', i]
    const counting = lines.filter((line) => line.beside !== true)
    if (recorded === true && lines.length > 0) yield { at, text: `trigger ${number} is recorded by the authority and has lines` }
    if (recorded !== true && counting.length === 0)
      yield { at, text: `trigger ${number} has no lines and is not recorded by the authority` }
    if (register !== undefined && recorded !== true)
      yield { at, text: `trigger ${number} has a register and is not recorded by the authority` }
    if (register !== undefined && !registers.includes(register))
      yield { at: [...at, 'register'], text: `trigger ${number} has a register "${register}" that is not known` }
    if (weakTrend !== true) continue
    for (const { measure } of lines) {
      const unit = measures.find(({ code }) => code === measure)?.unit
      if (unit !== undefined && limits.weakTrend.by[unit] === undefined)
        yield { at, text: `trigger ${number} has no weak trend for ${unit}`, restsOn: ['measures', 'limits'] }
    }
  }
}

function* unsoundLines({ triggers, measures, limits }: Framework): Generator<Fault> {
  for (const [i, { number, lines }] of triggers.entries()) {
    for (const [j, line] of lines.entries()) {
      for (const { at, text, restsOn } of faultsOfLine(line, measures, limits))
        yield { at: ['triggers', i, 'lines', j, ...at], text: `trigger ${number}: ${text}`, ...(restsOn ? { restsOn } : {}) }
    }
  }
}

function* faultsOfLine(line: Line, measures: readonly TriggerMeasure[], limits: Framework['limits']): Generator<Fault> {
  const origin = measures.find(({ code }) => code === line.measure)?.from
  if (!lineKinds.some((kind) => kind === line.kind)) yield { at: ['kind'], text: `a line of the kind ${line.kind} is not known` }
  if (origin === undefined) yield { at: ['measure'], text: `the measure ${line.measure} is not known`, restsOn: ['measures'] }
  if (origin !== undefined && (line.kind === 'schools') !== (origin === 'schools'))
    yield { at: ['measure'], text: `the measure ${line.measure} is not for lines of the kind ${line.kind}`, restsOn: ['measures'] }
  if (line.kind === 'distance' && !measures.some(({ code }) => code === line.others))
    yield { at: ['others'], text: `the measure ${line.others ?? ''} is not known`, restsOn: ['measures'] }
  if (limits.by[line.limits] === undefined) yield { at: ['limits'], text: `the limits ${line.limits} are not known`, restsOn: ['limits'] }
}
