import { mayDo } from '../accounts/permission.ts'
import { actionsOf } from '../actions/action.store.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { show, type Page } from '../web/page.ts'
import { dutiesOf } from './duty.store.ts'
import { judgementsInHand, statementsInHand } from './work.store.ts'
import { workView } from './work.view.ts'

export const workPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/my-work',
    may: 'evaluation.write',
    async does({ reads, who, today }) {
      const framework = await frameworkInUse(reads, who.authority)
      const facts = {
        framework,
        duties: await dutiesOf(reads, who.authority, framework.key),
        inHand: await judgementsInHand(reads, who.authority, framework.key),
        statements: await statementsInHand(reads, who.authority, framework.key),
        actions: await actionsOf(reads, who.authority, { owner: who.account, state: 'open' }),
        publishes: mayDo(who.role, 'evaluation.publish'),
      }
      return show('statements/work.njk', workView(facts, who.account, today))
    },
  },
]
