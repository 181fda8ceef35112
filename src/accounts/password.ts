import { hash, verify } from '@node-rs/argon2'

/** How a password is kept: argon2id, at the cost OWASP recommends. About a twentieth of a second each. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashOf(password: string): Promise<string> {
  return hash(password, cost)
}

let nobodys: Promise<string> | undefined

/**
 * Whether this is the password that was kept.
 *
 * Where no account has the e-mail address, a hash of nobody's password is checked instead, so that the answer takes as
 * long and the clock does not tell which addresses have accounts.
 */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashOf('the password of nobody')
  const right = await verify(kept ?? (await nobodys), password)
  return kept !== undefined && right
}

const commonest = /^(?:(?:password|passw0rd|qwerty\w*|letmein|welcome|changeme|iloveyou|ofsted|fiveday|administrator|abcdef\w*)[\d!.@]*)+$/i

/**
 * Why a password may not be used, or undefined.
 *
 * - At least 12 characters, at most 200; any characters will do.
 * - Not the e-mail address or the name, nor the part of the address before the @ with little added.
 * - Not a password everybody tries first, nor fewer than five different characters.
 *
 * From the National Cyber Security Centre: length counts; demands for figures and capitals do not help.
 */
export function whyUnfit(password: string, account: { readonly email: string; readonly name: string }): string | undefined {
  const { length } = Array.from(password)
  if (length === 0) return 'Enter a password'
  if (length < 12) return 'Password must be 12 characters or more'
  if (length > 200) return 'Password must be 200 characters or fewer'
  const plain = password.toLowerCase()
  const mailbox = account.email.split('@', 1)[0] ?? ''
  const own = [account.email, account.name.toLowerCase(), mailbox]
  if (own.some((text) => text !== '' && plain.replace(text, '').length < 4)) return 'Password must not be your name or e-mail address'
  if (commonest.test(password) || new Set(plain).size < 5 || isRun(plain)) return 'Password must be harder to guess'
  return undefined
}

/** `123456789012`, `abcdefghijkl`: each character follows the one before. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const following = codes.filter((code, i) => [1, -9].includes(code - (codes[i - 1] ?? 0)))
  return following.length >= codes.length - 2
}
