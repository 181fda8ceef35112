import type { Register } from '../frameworks/framework.ts'

/** What the register beside a recorded trigger says, a sentence each. */
export interface RegisterSays {
  readonly trigger: number
  readonly register: Register
  readonly says: readonly string[]
}
