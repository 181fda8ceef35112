import type { MailKind, MailState } from './alert.ts'

/** An e-mail that did not go: it waits to be tried again, or was given up. */
export interface TroubledMail {
  readonly id: number
  readonly kind: MailKind
  readonly state: MailState
  readonly tries: number
  readonly next_at: Date | null
  readonly problem: string | null
  readonly made_at: Date
  /** The name of who it is for, or the address that was to be tried. */
  readonly to: string | null
}

/** Where the e-mails of an authority stand. */
export interface Outbox {
  readonly waiting: number
  readonly sent: number
  readonly givenUp: number
  readonly lastSent: Date | null
  /** The newest first. */
  readonly troubled: readonly TroubledMail[]
}
