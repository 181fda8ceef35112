import type { SignedIn } from '../accounts/person.ts'
import { mayDo, type Permission } from '../accounts/permission.ts'
import { paths } from '../paths.ts'
import type { Assets } from './assets.ts'
import type { Session } from './session.ts'

interface Place {
  readonly text: string
  readonly href: string
  readonly may: Permission
  /** Other addresses that are part of this place. */
  readonly too?: readonly string[]
}

const places: readonly Place[] = [
  { text: 'Home', href: paths.home(), may: 'home.see' },
  {
    text: 'Risk',
    href: paths.risk(),
    may: 'risk.see',
    too: [paths.assessments(), paths.forecast(), paths.complaints(), paths.correspondence()],
  },
  { text: 'Schools', href: paths.schools(), may: 'schools.see' },
  { text: 'Profile', href: paths.profile(), may: 'profile.see' },
  { text: 'Comparisons', href: paths.comparisons(), may: 'comparisons.see' },
  { text: 'Tables', href: paths.tables(), may: 'tables.see' },
  {
    text: 'Self-evaluation',
    href: paths.selfEvaluation(),
    may: 'evaluation.see',
    too: [paths.myWork(), paths.frameworks(), paths.forum()],
  },
  { text: 'Actions', href: paths.actions(), may: 'actions.see' },
  { text: 'Pack', href: paths.pack(), may: 'pack.see' },
  { text: 'Data', href: paths.data(), may: 'data.see' },
  { text: 'Audit', href: paths.audit(), may: 'audit.see' },
  { text: 'Settings', href: paths.settings(), may: 'settings.change' },
]

/** What the layout prints around every page, under the name `site`. */
export interface Site {
  readonly council: string
  readonly madeUp: boolean
  /** Where the name at the top of a page leads: the first page there is for whoever is signed in. */
  readonly home: string
  readonly seesData: boolean
  readonly who: SignedIn | undefined
  readonly navigation: readonly { readonly text: string; readonly href: string; readonly current: false | 'page' | 'true' }[]
  readonly csrf: string
  readonly paths: typeof paths
  readonly styles: string
  readonly script: string
  readonly icon: string
}

export function siteFor(asked: { session: Session | undefined; path: string; csrf: string; assets: Assets }): Site {
  const { session, path, csrf, assets } = asked
  return {
    council: session?.council ?? 'Fiveday',
    madeUp: session?.country === 'made-up',
    home: session && !mayDo(session.who.role, 'home.see') ? paths.review() : paths.home(),
    seesData: mayDo(session?.who.role, 'data.see'),
    who: session?.who,
    navigation: session?.who.authority ? navigation(session.who, path) : [],
    csrf,
    paths,
    styles: assets.styles,
    script: assets.script,
    icon: assets.icon,
  }
}

function navigation(who: SignedIn, path: string) {
  return places
    .filter((place) => mayDo(who.role, place.may))
    .map(({ text, href, too = [] }) => ({ text, href, current: currentness(href, too, path) }))
}

function currentness(href: string, too: readonly string[], path: string): false | 'page' | 'true' {
  if (href === path) return 'page'
  const under = (place: string) => place !== '/' && path.startsWith(`${place}/`)
  return under(href) || too.includes(path) || too.some(under) ? 'true' : false
}
