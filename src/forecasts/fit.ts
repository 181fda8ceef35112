import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { Sparse } from './input.ts'

/** A case to learn from: its inputs, what came of it, how much it counts, and the outcomes it could have had. */
export interface Case {
  readonly inputs: Sparse
  readonly outcome: number
  readonly weight: number
  /** By outcome. Left out where every outcome could have been. */
  readonly possible?: readonly boolean[]
}

export interface Learning {
  readonly outcomes: number
  /** The outcome that the others are set against: its coefficients are all 0. Every case could have had it. */
  readonly against: number
  readonly inputs: number
  /** How strongly coefficients are held towards 0: the weight of the sum of their squares, halved. Not for the first input. */
  readonly ridge: number
}

/** For each outcome, a coefficient for each input; those of the outcome that others are set against are 0. */
export type Coefficients = readonly Float64Array[]

/** The first input is the same for every case: its coefficient is the common level, held back by next to nothing. */
const ridgeOfLevel = 1e-6
const mostSteps = 100
const smallEnough = 1e-9

/**
 * Multinomial logistic regression with a ridge, by Newton's method.
 *
 * The chance of an outcome is its exponential over the sum of all that the case could have had, where an exponent is the sum of
 * inputs times coefficients. The coefficients make the weighted logarithms of the chances of what came about, less the ridge, as
 * large as can be. With a ridge there is one such set; from zero each step solves for it exactly the parabola that touches there,
 * and is halved where that would go too far. Nothing is drawn by chance: the same cases in the same order give the same digits.
 */
export function learn(cases: readonly Case[], learning: Learning): Coefficients {
  const { outcomes, against, inputs } = learning
  const fitted = Array.from({ length: outcomes }, (_, outcome) => outcome).filter((outcome) => outcome !== against)
  const coefficients = Array.from({ length: outcomes }, () => new Float64Array(inputs))
  let reached = objective(cases, coefficients, learning)
  for (let step = 0; step < mostSteps; step++) {
    const { slope, bend } = around(cases, coefficients, learning, fitted)
    const towards = new CholeskyDecomposition(bend).solve(Matrix.columnVector(slope))
    const whole = fitted.map((_, at) => Float64Array.from({ length: inputs }, (__, place) => towards.get(at * inputs + place, 0)))
    let size = 1
    let tried = moved(coefficients, fitted, whole, size)
    let found = objective(cases, tried, learning)
    while (found < reached - 1e-9 * Math.abs(reached) && size > 1e-6) {
      size /= 2
      tried = moved(coefficients, fitted, whole, size)
      found = objective(cases, tried, learning)
    }
    fitted.forEach((outcome) => coefficients[outcome]?.set(tried[outcome] ?? []))
    reached = found
    if (Math.max(...whole.map((of) => of.reduce((most, move) => Math.max(most, Math.abs(move)), 0))) * size < smallEnough)
      return coefficients
  }
  throw new Error(`Fitting did not come to rest in ${mostSteps} steps`)
}

function moved(from: Coefficients, fitted: readonly number[], whole: readonly Float64Array[], size: number): Float64Array[] {
  return from.map((of, outcome) => {
    const move = whole[fitted.indexOf(outcome)]
    return move ? of.map((coefficient, place) => coefficient + size * (move[place] ?? 0)) : of
  })
}

/** The chance of each outcome of a case. One that it cannot have is 0. */
export function chancesOf(inputs: Sparse, coefficients: Coefficients, possible?: readonly boolean[]): number[] {
  const exponents = coefficients.map((of, outcome) => (possible?.[outcome] === false ? -Infinity : sumOf(inputs, of)))
  const most = Math.max(...exponents)
  const shares = exponents.map((exponent) => Math.exp(exponent - most))
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => share / all)
}

function sumOf({ places, values }: Sparse, coefficients: Float64Array): number {
  let sum = 0
  for (let at = 0; at < places.length; at++) sum += (values[at] ?? 0) * (coefficients[places[at] ?? 0] ?? 0)
  return sum
}

const ridgeAt = (place: number, { ridge }: Learning) => (place === 0 ? ridgeOfLevel : ridge)

function objective(cases: readonly Case[], coefficients: Coefficients, learning: Learning): number {
  let sum = 0
  for (const { inputs, outcome, weight, possible } of cases)
    sum += weight * Math.log(Math.max(1e-300, chancesOf(inputs, coefficients, possible)[outcome] ?? 0))
  for (const of of coefficients)
    for (let place = 0; place < of.length; place++) sum -= (ridgeAt(place, learning) / 2) * (of[place] ?? 0) ** 2
  return sum
}

/** The slope of the objective at these coefficients, and how it bends: the matrix of second derivatives, its sign turned. */
function around(cases: readonly Case[], coefficients: Coefficients, learning: Learning, fitted: readonly number[]) {
  const { inputs: width } = learning
  const size = fitted.length * width
  const slope = new Float64Array(size)
  const bend = new Float64Array(size * size)
  for (const one of cases) {
    const chances = chancesOf(one.inputs, coefficients, one.possible)
    fitted.forEach((outcome, row) => {
      const chance = chances[outcome] ?? 0
      addScaled(slope, row * width, one.inputs, one.weight * ((one.outcome === outcome ? 1 : 0) - chance))
      fitted.forEach((other, column) => {
        if (column < row) return
        const scale = one.weight * chance * ((outcome === other ? 1 : 0) - (chances[other] ?? 0))
        if (scale !== 0) addSquare(bend, size, row * width, column * width, one.inputs, scale)
      })
    })
  }
  for (const [row, outcome] of fitted.entries())
    for (let place = 0; place < width; place++) {
      const at = row * width + place
      slope[at] = (slope[at] ?? 0) - ridgeAt(place, learning) * (coefficients[outcome]?.[place] ?? 0)
      bend[at * size + at] = (bend[at * size + at] ?? 0) + ridgeAt(place, learning)
    }
  const matrix = new Matrix(size, size)
  for (let row = 0; row < size; row++)
    for (let column = row; column < size; column++) {
      const value = bend[row * size + column] ?? 0
      matrix.set(row, column, value)
      matrix.set(column, row, value)
    }
  return { slope, bend: matrix }
}

function addScaled(into: Float64Array, from: number, { places, values }: Sparse, scale: number): void {
  for (let at = 0; at < places.length; at++) {
    const place = from + (places[at] ?? 0)
    into[place] = (into[place] ?? 0) + scale * (values[at] ?? 0)
  }
}

function addSquare(into: Float64Array, size: number, row: number, column: number, { places, values }: Sparse, scale: number): void {
  for (let a = 0; a < places.length; a++) {
    const from = (row + (places[a] ?? 0)) * size + column
    const scaled = scale * (values[a] ?? 0)
    for (let b = 0; b < places.length; b++) {
      const at = from + (places[b] ?? 0)
      into[at] = (into[at] ?? 0) + scaled * (values[b] ?? 0)
    }
  }
}
