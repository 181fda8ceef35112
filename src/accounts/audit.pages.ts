import { parsePage } from '../lib/paging.ts'
import { show, type Page } from '../web/page.ts'
import { auditCount, auditEntries } from './audit.store.ts'
import { auditView, entriesOnAPage } from './audit.view.ts'

/** Who changed what, when. */
export const auditPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/audit',
    may: 'audit.see',
    async does({ reads, query }) {
      const words = (query.words ?? '').slice(0, 100)
      const page = parsePage(query.page)
      const count = await auditCount(reads, words)
      const entries = await auditEntries(reads, { words, limit: entriesOnAPage, offset: (page - 1) * entriesOnAPage })
      return show('accounts/audit.njk', auditView({ words, page, count, entries }))
    },
  },
]
