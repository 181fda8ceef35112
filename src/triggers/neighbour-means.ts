import type { AreaCode } from '../authorities/area.ts'
import type { Trigger } from '../frameworks/framework.ts'
import { neighbourMean } from '../measures/neighbour-mean.ts'
import { measured, type Asked } from './measured.ts'

/**
 * The simple mean of the statistical neighbours' figures for each line of a trigger, leaving out those that have none for the
 * period of our own. Null where none of them has. It is shown beside a line and does not count in its light.
 */
export function neighbourMeans(asked: Asked, trigger: Trigger, neighbours: readonly AreaCode[]): (number | null)[] {
  return trigger.lines.map((line) => {
    const { period } = measured(asked, line)
    return neighbourMean(
      neighbours.map((authority) => {
        const theirs = measured({ ...asked, authority }, line)
        return theirs.known && theirs.period === period ? theirs.local : null
      }),
    )
  })
}
