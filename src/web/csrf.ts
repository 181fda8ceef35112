import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The token that a form of this browser must carry back, so that another site cannot send the form for it.
 *
 * It comes from the browser's own cookie, which another site cannot read. It looks different on every page, so that
 * compressing a page gives nothing away about it.
 */
export function formToken(cookie: string): string {
  const mask = randomBytes(32)
  return Buffer.concat([mask, mixed(mask, tokenOf(cookie))]).toString('base64url')
}

/** Whether a form came from a page that we gave to this browser. */
export function isOurForm(cookie: string, token: string): boolean {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 64) return false
  return timingSafeEqual(mixed(bytes.subarray(0, 32), bytes.subarray(32)), tokenOf(cookie))
}

function tokenOf(cookie: string): Buffer {
  return createHmac('sha256', cookie).update('form').digest()
}

function mixed(mask: Buffer, bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, i) => byte ^ (mask[i] ?? 0)))
}
