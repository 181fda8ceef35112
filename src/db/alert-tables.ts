import type { Generated, GeneratedAlways } from 'kysely'
import type { Alert, Following, MailKind, MailState } from '../alerts/alert.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/** The tables of alerts, and of the e-mails that tell them, as the migrations leave them. */
export interface AlertTables {
  told_picture: { authority: AreaCode; picture: string; imports: string; told_at: Date }
  alert: {
    id: GeneratedAlways<number>
    authority: AreaCode
    kind: Alert['kind']
    trigger: number | null
    urn: Urn | null
    name: string
    was: string | null
    became: string | null
    because: string
    was_as_at: Day | null
    as_at: Day
    cause: string
    run: number | null
    raised_at: Date
  }
  following: {
    account: number
    authority: AreaCode
    lights: Following['lights']
    triggers: Generated<string>
    schools: boolean
    mail: Following['mail']
    mail_since: Date | null
    changed_at: Date
  }
  alert_seen: { account: number; alert: number; authority: AreaCode; seen_at: Date }
  mail: {
    id: GeneratedAlways<number>
    authority: AreaCode
    account: number | null
    to_address: string | null
    kind: MailKind
    reference: Generated<string>
    state: Generated<MailState>
    tries: Generated<number>
    next_at: Date | null
    problem: string | null
    made_at: Date
    changed_at: Date
  }
  mail_alert: { account: number; alert: number; mail: number; authority: AreaCode }
  mail_wording: { authority: AreaCode; names_schools: boolean }
}
