import { lineKinds, registers, schoolMeasures, wordings, type Framework, type Line } from './framework.ts'

/** What is wrong with a framework, one sentence each. A sound framework yields nothing. */
export function* faults(framework: Framework): Generator<string> {
  yield* repeatedKeys(framework)
  yield* unfoundedDates(framework)
  yield* unsoundScale(framework)
  yield* emptyThemes(framework)
  yield* themesWithoutArea(framework)
  yield* criteriaBeyondExpected(framework)
  yield* unknownWordings(framework)
  yield* unknownSources(framework)
  yield* unknownMeasures(framework)
  yield* disorderedLimits(framework)
  yield* triggersWithoutAnswer(framework)
  yield* unsoundLines(framework)
}

function* repeatedKeys({ areas, themes, stages, measures, triggers }: Framework): Generator<string> {
  const keys = [
    ...[...areas, ...themes, ...stages, ...themes.flatMap((theme) => theme.criteria)].map(({ key }) => key),
    ...measures.map(({ code }) => `measure ${code}`),
    ...triggers.map(({ number }) => `trigger ${number}`),
  ]
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) yield `${key} is used twice`
    seen.add(key)
  }
}

function* unfoundedDates({ inForceFrom }: Framework): Generator<string> {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(inForceFrom)) yield `in force from ${inForceFrom} is neither a month nor a day`
}

function* unsoundScale({ scale }: Framework): Generator<string> {
  if (!wordings.some((wording) => wording === scale.words))
    yield `the scale is in ${scale.words} words, which is none of ${wordings.join(', ')}`
  if (scale.grades.length < 2) yield 'the scale has fewer than two grades'
  if (scale.grades.every(({ met }) => met) || !scale.grades.some(({ met }) => met))
    yield 'every grade of the scale counts alike: some must be met and some not'
  const keys = scale.grades.map(({ key }) => key)
  for (const key of new Set(keys)) if (keys.filter((other) => other === key).length > 1) yield `the grade ${key} is used twice`
}

function* emptyThemes({ themes }: Framework): Generator<string> {
  if (themes.length === 0) yield 'there are no themes'
  for (const theme of themes) if (theme.criteria.length === 0) yield `${theme.key} has no criteria`
}

function* themesWithoutArea({ areas, themes }: Framework): Generator<string> {
  const known = new Set(areas.map(({ key }) => key))
  for (const theme of themes) if (!known.has(theme.area)) yield `${theme.key} lies in ${theme.area}, which is not an area`
  for (const { key } of areas) if (!themes.some((theme) => theme.area === key)) yield `${key} has no themes`
}

function* criteriaBeyondExpected({ themes, expectedCriteria }: Framework): Generator<string> {
  const held = themes.reduce((sum, theme) => sum + theme.criteria.length, 0)
  if (held > expectedCriteria) yield `${held} criteria are held but only ${expectedCriteria} expected`
}

function* unknownWordings({ themes }: Framework): Generator<string> {
  for (const { key, words, sources } of themes.flatMap((theme) => theme.criteria)) {
    if (!wordings.some((wording) => wording === words)) yield `${key} is in ${words} words, which is none of ${wordings.join(', ')}`
    if (words === 'derived' && sources.length === 0) yield `${key} is derived but names no source`
  }
}

function* unknownSources(framework: Framework): Generator<string> {
  const { status, notice, outcome, stages, themes, areasSource, sources } = framework
  const said = [
    framework.inForceSource,
    framework.expectedCriteriaSource,
    framework.triggersSource,
    ...[status, notice, outcome, framework.scale, ...stages].map(({ source }) => source),
    ...areasSource,
    ...themes.flatMap((theme) => theme.criteria.flatMap((criterion) => criterion.sources)),
  ]
  for (const key of new Set(said)) if (!(key in sources)) yield `source ${key} is not explained`
  for (const key of Object.keys(sources)) if (!said.includes(key)) yield `source ${key} is explained but never used`
}

function* unknownMeasures({ measures }: Framework): Generator<string> {
  const units = ['percent', 'points', 'progress']
  for (const { code, from, unit, better } of measures) {
    if (!['schools', 'lait'].includes(from)) yield `measure ${code} is from ${from}, which is neither schools nor lait`
    if (from === 'schools' && !schoolMeasures.some((measure) => measure === code)) yield `measure ${code} is not one counted from schools`
    if (!units.includes(unit)) yield `measure ${code} has the unit ${unit}, which is none of ${units.join(', ')}`
    if (!['high', 'low'].includes(better)) yield `measure ${code} is better ${better}, which is neither high nor low`
  }
}

function* disorderedLimits({ limits }: Framework): Generator<string> {
  for (const [name, { green, amber }] of Object.entries(limits.by)) {
    if (!(green >= 0 && green < amber)) yield `the limits ${name} are not in order: green ${green}, amber ${amber}`
    if (!((limits.steady[name] ?? -1) >= 0)) yield `the limits ${name} do not say when a line is steady`
  }
  if (limits.weakTrend.years !== 3) yield 'a weak trend is over three years and no other number'
  if (!(limits.redAboveShare >= 0 && limits.redAboveShare < 1)) yield 'the share above which a trigger is red is not between 0 and 1'
  if (!(limits.schoolsKnown > 0 && limits.schoolsKnown <= 1)) yield 'the share of schools to be known is not between 0 and 1'
}

function* triggersWithoutAnswer({ triggers, limits, measures }: Framework): Generator<string> {
  for (const { number, lines, recorded, register, weakTrend } of triggers) {
    const counting = lines.filter((line) => line.beside !== true)
    if (recorded === true && lines.length > 0) yield `trigger ${number} is recorded by the authority and has lines`
    if (recorded !== true && counting.length === 0) yield `trigger ${number} has no lines and is not recorded by the authority`
    if (register !== undefined && recorded !== true) yield `trigger ${number} has a register and is not recorded by the authority`
    if (register !== undefined && !registers.includes(register))
      yield `trigger ${number} has a register "${register}" that is not known`
    if (weakTrend !== true) continue
    for (const { measure } of lines) {
      const unit = measures.find(({ code }) => code === measure)?.unit
      if (unit !== undefined && limits.weakTrend.by[unit] === undefined) yield `trigger ${number} has no weak trend for ${unit}`
    }
  }
}

function* unsoundLines({ triggers, measures, limits }: Framework): Generator<string> {
  for (const { number, lines } of triggers) {
    for (const line of lines) {
      for (const fault of faultsOfLine(line, measures, limits)) yield `trigger ${number}: ${fault}`
    }
  }
}

function* faultsOfLine(line: Line, measures: Framework['measures'], limits: Framework['limits']): Generator<string> {
  const origin = measures.find(({ code }) => code === line.measure)?.from
  if (!lineKinds.some((kind) => kind === line.kind)) yield `a line of the kind ${line.kind} is not known`
  if (origin === undefined) yield `the measure ${line.measure} is not known`
  if (origin !== undefined && (line.kind === 'schools') !== (origin === 'schools'))
    yield `the measure ${line.measure} is not for lines of the kind ${line.kind}`
  if (line.kind === 'distance' && !measures.some(({ code }) => code === line.others)) yield `the measure ${line.others ?? ''} is not known`
  if (limits.by[line.limits] === undefined) yield `the limits ${line.limits} are not known`
}
