import type { AreaCode } from '../authorities/area.ts'
import { countryOf } from '../authorities/area.ts'
import type { Problem } from '../lib/checked.ts'

interface Choice {
  readonly code: AreaCode
  readonly name: string
}

/** The sign-in page. `first` when nobody has an account yet, so that the page can say where the first comes from. */
export function signInView(model: { to: string; email: string; problems: readonly Problem[]; first: boolean }) {
  return { title: 'Sign in', ...model }
}

/** The page that makes an account, with what was given before if something was wrong with it. Never the password. */
export function newAccountView(model: {
  given: Readonly<Record<string, string>>
  problems: readonly Problem[]
  authorities: readonly Choice[]
}) {
  const { given, problems, authorities } = model
  return {
    title: 'Make your account',
    name: given.name ?? '',
    email: given.email ?? '',
    problems,
    authorities: options(authorities),
    madeUp: areMadeUp(authorities),
    authority: given.authority ?? suggested(authorities),
  }
}

export function options(authorities: readonly Choice[]) {
  return authorities.map(({ code, name }) => ({ value: code, text: name }))
}

/** Whether the authorities there are to choose from are all invented. */
export function areMadeUp(authorities: readonly Choice[]): boolean {
  return authorities.length > 0 && authorities.every(({ code }) => countryOf(code) === 'made-up')
}

/** In the made-up country one authority is as good as another, so the first is offered. A real one is chosen on purpose. */
export function suggested(authorities: readonly Choice[]): string {
  const codes = authorities.map(({ code }) => code).filter((code) => countryOf(code) === 'made-up')
  return codes.sort()[0] ?? ''
}
