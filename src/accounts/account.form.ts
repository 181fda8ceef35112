import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import type { NewAccount } from './account.ts'
import { whyUnfit } from './password.ts'

type Body = Readonly<Record<string, string>>

/** Reads the form that makes an account. `authorities` are those it lets choose from; empty when it does not ask. */
export function readNewAccount(body: Body, authorities: readonly { readonly code: AreaCode }[]): Checked<NewAccount> {
  const problems: Problem[] = []
  const name = (body.name ?? '').trim().replaceAll(/\s+/g, ' ')
  const email = readEmail(body.email)
  const password = body.password ?? ''
  const authority = parseAreaCode(body.authority ?? '')
  const offered = authority !== undefined && authorities.some(({ code }) => code === authority)

  if (name === '') problems.push({ field: 'name', text: 'Enter your name' })
  else if (name.length > 100) problems.push({ field: 'name', text: 'Name must be 100 characters or fewer' })
  if (email === undefined) problems.push({ field: 'email', text: 'Enter an e-mail address, like name@council.gov.uk' })
  const unfit = whyUnfit(password, { email: email ?? '', name })
  if (unfit !== undefined) problems.push({ field: 'password', text: unfit })
  if (authorities.length > 0 && !offered) problems.push({ field: 'authority', text: 'Choose your authority' })

  if (problems.length > 0 || email === undefined) return { ok: false, problems }
  return { ok: true, value: { name, email, password, authority: offered ? authority : null } }
}

/** Reads the sign-in form. It says only that something is missing: whether it is right is for the store. */
export function readSignIn(body: Body): Checked<{ readonly email: string; readonly password: string }> {
  const problems: Problem[] = []
  const email = readEmail(body.email)
  const password = body.password ?? ''
  if (email === undefined) problems.push({ field: 'email', text: 'Enter your e-mail address' })
  if (password === '') problems.push({ field: 'password', text: 'Enter your password' })
  if (email === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { email, password: Array.from(password).slice(0, 200).join('') } }
}

function readEmail(text: string | undefined): string | undefined {
  const email = (text ?? '').trim().toLowerCase()
  return email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? email : undefined
}
