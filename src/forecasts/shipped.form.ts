import type { Checked, Problem } from '../lib/checked.ts'
import { parseDay, type Day } from '../lib/day.ts'
import { countryLines, type CountryAhead } from './country-ahead.ts'
import type { DeclineAhead, LearntCounts, LearntFrom, ShippedMethod } from './forecast.ts'
import { inputs } from './input.ts'
import type { Chances, NextGrade } from './method.ts'
import { outcomes } from './standing.ts'
import { timingInputs } from './timing.ts'
import { termKeys } from '../terms/term.ts'

type Fields = Readonly<Record<string, unknown>>

/** Coefficients are kept to so many places: what lies beyond them changes no chance that anybody could print. */
const places = 9

const kept = (value: number): number => Number(value.toFixed(places)) + 0

const plain = (chances: Chances) => ({
  worse: kept(chances.worse),
  same: kept(chances.same),
  better: kept(chances.better),
  category: kept(chances.category),
})

/** The method as a file holds it: every coefficient by the name of its input. */
export function writtenMethod({ learntFrom, method, country, ahead }: ShippedMethod): string {
  const named = (keys: readonly string[], of: Float64Array | undefined) =>
    Object.fromEntries(keys.map((key, at) => [key, kept(of?.[at] ?? 0)]))
  const keys = inputs.map(({ key }) => key)
  const timingKeys = timingInputs.map(({ key }) => key)
  const data = {
    'learnt-from': learntFrom,
    outcome: Object.fromEntries(
      outcomes.flatMap((outcome, at) => (outcome === 'same' ? [] : [[outcome, named(keys, method.outcome[at])]])),
    ),
    category: named(keys, method.category[1]),
    timing: { graded: named(timingKeys, method.timing.graded[1]), any: named(timingKeys, method.timing.any[1]) },
    next: Object.fromEntries(method.next.map((of, at) => [at + 1, of.map(kept)])),
    rates: Object.fromEntries(method.rates.map((of, at) => [at + 1, plain(of)])),
    country: { ...country, worse: kept(country.worse), twoGrades: kept(country.twoGrades) },
    ahead: {
      on: ahead.on,
      terms: ahead.terms.map(({ key, year }) => `${year}-${key}`),
      lines: Object.fromEntries(
        ahead.lines.map(({ measure, phase, expected }) => [
          `${measure} ${phase}`,
          expected.map(({ mean, deviation }) => [kept(mean), kept(deviation)]),
        ]),
      ),
    },
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

/** Reads a file of coefficients, or says everything that is wrong with it. */
export function readMethod(text: string): Checked<ShippedMethod> {
  const problems: Problem[] = []
  const data = fieldsOf(parsed(text))
  const wrong = (field: string, words: string) => problems.push({ field, text: words })
  const coefficients = (field: string, of: unknown, keys: readonly string[]) => {
    const given = fieldsOf(of)
    const strange = Object.keys(given).filter((key) => !keys.includes(key))
    if (strange.length > 0) wrong(field, `${field} has coefficients of unknown inputs: ${strange.join(', ')}`)
    return Float64Array.from(keys, (key) => number(given[key], `${field}: ${key}`))
  }
  const number = (value: unknown, what: string): number => {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    wrong(what, `${what} is not a number`)
    return 0
  }
  const day = (value: unknown, what: string): Day | undefined => {
    const found = typeof value === 'string' ? parseDay(value) : undefined
    if (!found) wrong(what, `${what} is not a day`)
    return found
  }
  const keys = inputs.map(({ key }) => key)
  const outcome = fieldsOf(data.outcome)
  const none = new Float64Array(keys.length)
  const timingKeys = timingInputs.map(({ key }) => key)
  const next = [1, 2, 3, 4].map((grade): NextGrade => {
    const of = fieldsOf(data.next)[grade]
    const [a, b, c, d] = [0, 1, 2, 3].map((at) => number(Array.isArray(of) ? of[at] : undefined, `next of grade ${grade}`))
    return [a ?? 0, b ?? 0, c ?? 0, d ?? 0]
  })
  const rates = [1, 2, 3, 4].map((grade): Chances => {
    const of = fieldsOf(fieldsOf(data.rates)[grade])
    const rate = (name: string) => number(of[name], `rate of ${name} of grade ${grade}`)
    return { worse: rate('worse'), same: rate('same'), better: rate('better'), category: rate('category') }
  })
  const learntFrom = learntFromIn(fieldsOf(data['learnt-from']), { number, day })
  const countryData = fieldsOf(data.country)
  const on = day(countryData.on, 'country: on')
  const ofCountry = (name: 'schools' | 'worse' | 'twoGrades') => number(countryData[name], `country: ${name}`)
  const country: DeclineAhead | undefined = on && {
    on,
    schools: ofCountry('schools'),
    worse: ofCountry('worse'),
    twoGrades: ofCountry('twoGrades'),
  }
  const ahead = aheadIn(fieldsOf(data.ahead), { number, day })
  const timing = (of: 'graded' | 'any') => [
    new Float64Array(timingKeys.length),
    coefficients(`timing ${of}`, fieldsOf(data.timing)[of], timingKeys),
  ]
  const method = {
    outcome: outcomes.map((name) => (name === 'same' ? none : coefficients(`outcome ${name}`, outcome[name], keys))),
    category: [none, coefficients('category', data.category, keys)],
    timing: { graded: timing('graded'), any: timing('any') },
    next,
    rates,
  }
  if (learntFrom === undefined || country === undefined || ahead === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { learntFrom, method, country, ahead } }
}

interface Reads {
  readonly number: (value: unknown, what: string) => number
  readonly day: (value: unknown, what: string) => Day | undefined
}

function aheadIn(data: Fields, { number, day }: Reads): CountryAhead | undefined {
  const on = day(data.on, 'ahead: on')
  const lines = fieldsOf(data.lines)
  const terms = listOf(data.terms).flatMap((name) => {
    const [year = '', key] = textOf(name).split('-')
    const known = termKeys.find((one) => one === key)
    return known ? [{ key: known, year: number(Number(year), `ahead: term ${year}`) }] : []
  })
  return (
    on && {
      on,
      terms,
      lines: countryLines.map((line) => {
        const name = `${line.measure} ${line.phase}`
        const pairs = listOf(lines[name]).map(listOf)
        return { ...line, expected: pairs.map(([mean, deviation]) => ({ mean: number(mean, `ahead: ${name}`), deviation: number(deviation, `ahead: ${name}`) })) } // prettier-ignore
      }),
    }
  )
}

function learntFromIn(data: Fields, { number, day }: Reads): LearntFrom | undefined {
  const [from, until] = [day(data.from, 'learnt from'), day(data.until, 'learnt until')]
  const settings = fieldsOf(data.settings)
  const counts = fieldsOf(data.counts)
  const [firstPublished, lastPublished] = [day(counts.firstPublished, 'first published'), day(counts.lastPublished, 'last published')]
  if (!from || !until || !firstPublished || !lastPublished) return undefined
  const counted = (name: Exclude<keyof LearntCounts, 'firstPublished' | 'lastPublished'>) => number(counts[name], `count of ${name}`)
  return {
    from,
    until,
    files: listOf(data.files).map((file) => {
      const { source, file: name, sha256 } = fieldsOf(file)
      return { source: textOf(source), file: textOf(name), sha256: textOf(sha256) }
    }),
    settings: {
      ridge: number(settings.ridge, 'ridge'),
      timingRidge: number(settings.timingRidge, 'ridge of timing'),
      halfLife: number(settings.halfLife, 'half-life'),
    },
    counts: {
      graded: counted('graded'),
      notJudged: counted('notJudged'),
      stillWaiting: counted('stillWaiting'),
      again: counted('again'),
      withoutStart: counted('withoutStart'),
      inCategory: counted('inCategory'),
      firstPublished,
      lastPublished,
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
