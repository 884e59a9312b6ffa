import { APIError } from 'better-auth/api'

/** What each address takes. better-auth itself passes over whatever else is sent, as if it had been granted. */
const known: Readonly<Record<string, readonly string[]>> = {
  '/sign-in/email': ['email', 'password'],
  '/sign-out': [],
  '/change-password': ['currentPassword', 'newPassword', 'revokeOtherSessions'],
  '/request-password-reset': ['email'],
  '/reset-password': ['token', 'newPassword'],
  '/two-factor/enable': ['password'],
  '/two-factor/disable': ['password'],
  '/two-factor/generate-backup-codes': ['password'],
  '/two-factor/verify-totp': ['code', 'trustDevice'],
  '/two-factor/verify-backup-code': ['code', 'trustDevice'],
}

/** @throws APIError BAD_INPUT that names the field, as the procedures' strict inputs do */
export function refuseUnknownFields(path: string, body: unknown): void {
  const fields = known[path]
  if (!fields || typeof body !== 'object' || body === null) return
  const unknown = Object.keys(body).filter((field) => !fields.includes(field))
  if (unknown.length === 0) return
  const message = `unknown field ${unknown.join(', ').slice(0, 200)}; leave it out`
  throw new APIError('BAD_REQUEST', { code: 'BAD_INPUT', message })
}
