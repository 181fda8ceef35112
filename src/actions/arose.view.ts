import { parseUrn } from '../establishments/urn.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { Arose, Origin } from './action.ts'

/** What each kind of thing an action arises from is called. */
export const originSays: Readonly<Record<Origin, string>> = {
  criterion: 'A gap in a criterion',
  challenge: 'A challenge to a judgement',
  statement: 'A position statement',
  finding: 'What another authority was told',
  weakness: 'A weakness common nationally',
  meeting: 'A meeting of the forum',
  trigger: 'A trigger',
  school: 'A school',
  itself: 'Nothing else: it was entered by itself',
}

type From = Pick<Arose, 'arose_key' | 'framework' | 'theme'>

/** Where each kind of thing is, by its key; nowhere where the key names none. */
const places: Readonly<Record<Origin, (from: From) => string | undefined>> = {
  criterion: ({ arose_key: key, framework }) => key && withQuery(paths.criterionJudgement(key), { framework: framework ?? undefined }),
  challenge: ({ arose_key: key, framework }) => key && withQuery(paths.criterionJudgement(key), { framework: framework ?? undefined }),
  statement: ({ arose_key: key, framework }) => key && withQuery(paths.statement(key), { framework: framework ?? undefined }),
  finding: () => paths.learning(),
  weakness: () => paths.weaknesses(),
  meeting: ({ arose_key: key }) => meetingOf(key),
  trigger: ({ arose_key: key }) => (/^[1-9]\d?$/.test(key) ? paths.trigger(Number(key)) : undefined),
  school: ({ arose_key: key }) => schoolOf(key),
  itself: () => undefined,
}

/** A meeting by its number, and an item of it by the number after the dash: `12-34`. */
function meetingOf(key: string): string | undefined {
  const [, meeting, item] = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(key) ?? []
  if (meeting === undefined) return undefined
  return `${paths.meeting(Number(meeting))}${item === undefined ? '' : `#item-${item}`}`
}

function schoolOf(key: string): string | undefined {
  const urn = parseUrn(key)
  return urn && paths.school(urn)
}

/** What an action arose from in words, what that said, and where it is. */
export function aroseView(arose: Arose) {
  const key = arose.arose === 'trigger' || arose.arose === 'criterion' ? ` ${arose.arose_key}` : ''
  return {
    text: `${originSays[arose.arose]}${key}`,
    says: arose.arose_says,
    href: places[arose.arose](arose) ?? '',
  }
}
