import type { Checked, Problem } from '../lib/checked.ts'
import type { Bin, Compared, Judged, HowWrong, Scores, TimingCompared } from './score.ts'
import { phases } from './standing.ts'

type Fields = Readonly<Record<string, unknown>>

/** The scores as a file and a program read them. */
export const writtenScores = (scores: Scores): string => `${JSON.stringify(scores, null, 2)}\n`

/** Reads a file of scores, or says everything that is wrong with it. Whether the method beats the rates is worked out again. */
export function readScores(text: string): Checked<Scores> {
  const problems: Problem[] = []
  const read = reader((field) => problems.push({ field, text: `${field} is not a number` }))
  const data = fieldsOf(parsed(text))
  const timing = fieldsOf(data.timing)
  const value: Scores = {
    heldOut: read.judged(data.heldOut, 'held out'),
    throughTime: read.judged(data.throughTime, 'through time'),
    timing: { graded: read.timing(timing.graded, 'timing of graded'), any: read.timing(timing.any, 'timing of any') },
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

function reader(wrong: (field: string) => void) {
  function number(value: unknown, what: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    wrong(what)
    return Number.NaN
  }

  function score(value: unknown, what: string): HowWrong {
    const { brier, logLoss } = fieldsOf(value)
    return { brier: number(brier, `${what}: Brier score`), logLoss: number(logLoss, `${what}: log loss`) }
  }

  function compared(value: unknown, what: string): Compared {
    const data = fieldsOf(value)
    const method = score(data.method, `${what}: method`)
    const nationalRate = score(data.nationalRate, `${what}: national rate`)
    const rateByGrade = score(data.rateByGrade, `${what}: rate by grade`)
    const beats = [nationalRate, rateByGrade].every((other) => method.brier < other.brier && method.logLoss < other.logLoss)
    return { episodes: number(data.episodes, `${what}: episodes`), method, nationalRate, rateByGrade, beats }
  }

  function judged(value: unknown, what: string): Judged {
    const data = fieldsOf(value)
    const [byPhase, byGrade] = [fieldsOf(data.byPhase), fieldsOf(data.byGrade)]
    return {
      outcome: compared(data.outcome, `${what}: outcome`),
      category: compared(data.category, `${what}: category`),
      byPhase: Object.fromEntries(
        phases.flatMap((phase) => (phase in byPhase ? [[phase, compared(byPhase[phase], `${what}: ${phase}`)]] : [])),
      ),
      byGrade: Object.fromEntries(['1', '2', '3', '4'].map((grade) => [grade, compared(byGrade[grade], `${what}: grade ${grade}`)])),
      calibration: (Array.isArray(data.calibration) ? data.calibration : []).flatMap((bin) => bins(bin, what)),
    }
  }

  function bins(value: unknown, what: string): Bin[] {
    const { of, from, to, schools, foretold, cameAbout } = fieldsOf(value)
    const known = (['worse', 'same', 'better', 'category'] as const).find((name) => name === of)
    if (!known) return []
    const at = (part: unknown) => number(part, `${what}: calibration of ${known}`)
    return [{ of: known, from: at(from), to: at(to), schools: at(schools), foretold: at(foretold), cameAbout: at(cameAbout) }]
  }

  function timing(value: unknown, what: string) {
    const { heldOut, throughTime } = fieldsOf(value)
    return { heldOut: timed(heldOut, `${what}: held out`), throughTime: timed(throughTime, `${what}: through time`) }
  }

  function timed(value: unknown, what: string): TimingCompared {
    const { expected, came } = fieldsOf(value)
    return { ...compared(value, what), expected: number(expected, `${what}: expected`), came: number(came, `${what}: came`) }
  }

  return { timing, judged }
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
