import type { AreaCode } from '../authorities/area.ts'
import { complaintsCounted } from '../complaints/complaint.store.ts'
import { complaintsSay, complaintsSayOutside } from '../complaints/complaints-say.ts'
import { correspondence } from '../correspondence/correspondence.store.ts'
import { correspondenceSays } from '../correspondence/correspondence-says.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework, Register } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { Calendar } from '../terms/term.ts'
import type { RegisterSays } from './register-says.ts'

/** Whose registers, on which day, and whether what is said stays with officers. */
export interface RegistersAsked {
  readonly authority: AreaCode
  /** The day asked for. What is told is never of a day to come, nor, outside officers, of a year that is not over today. */
  readonly on: Day
  readonly today: Day
  readonly calendar: Calendar
  readonly officer: boolean
}

/**
 * What the registers say of the triggers that have one, in the order of the framework. Outside officers complaints are told of
 * academic years that are over alone, small counts withheld. No register decides a light: the authority records it.
 */
export async function registersSay(
  reads: Reads,
  { triggers }: Pick<Framework, 'triggers'>,
  asked: RegistersAsked,
): Promise<RegisterSays[]> {
  const has = (register: Register) => triggers.some((trigger) => trigger.register === register)
  const { authority, today, calendar, officer } = asked
  const on = asked.on < today ? asked.on : today
  const complaints = has('complaints') ? await complaintsCounted(reads, authority) : []
  const letters = has('correspondence') ? await correspondence(reads, authority) : []
  const says: Readonly<Record<Register, () => readonly string[]>> = {
    complaints: () => (officer ? complaintsSay(complaints, on, calendar) : complaintsSayOutside(complaints, on)),
    correspondence: () => correspondenceSays(letters, { on, calendar, officer }),
  }
  return triggers.flatMap(({ number, register }) => (register === undefined ? [] : [{ trigger: number, register, says: says[register]() }]))
}
