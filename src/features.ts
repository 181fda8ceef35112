import { accountPages } from './accounts/account.pages.ts'
import { auditPages } from './accounts/audit.pages.ts'
import { settingsPages } from './accounts/settings.pages.ts'
import { homePages } from './authorities/home.pages.ts'
import type { Command } from './cli/command.ts'
import type { Page } from './web/page.ts'

/** Every page of every feature. A feature that is not in this list has none. */
export const pages: readonly Page[] = [...homePages([]), ...auditPages, ...settingsPages, ...accountPages]

/** Every command of every feature, in the order that help lists them. */
export const commands: readonly Command[] = []
