import { csv } from './file.ts'
import { allSchools } from './schools.ts'

/** What each academy was before, as the register links establishments: stated from both sides. */
export function links(): string {
  const rows = allSchools().flatMap(({ urn, name, before, opened }) => {
    if (!before || opened === undefined) return []
    const on = opened.split('-').toReversed().join('-')
    return [
      [urn, before.urn, name, 'Predecessor', on],
      [before.urn, urn, name, 'Successor', on],
    ]
  })
  return csv([['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'], ...rows], '\r\n')
}
