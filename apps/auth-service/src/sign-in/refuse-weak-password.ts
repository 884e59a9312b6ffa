import { APIError } from 'better-auth/api'
import { passwordLength } from './rules.js'
import { isWeakPassword } from './weak-password.js'

/** @throws APIError COMMON_PASSWORD; too short and too long ones are better-auth's to refuse, before any hashing */
export function refuseWeakPassword(password: string, person: { email: string; name: string } | undefined): void {
  if (password.length < passwordLength.min || password.length > passwordLength.max) return
  const own = person ? [...person.email.split('@'), ...person.name.split(/\s+/)] : []
  if (!isWeakPassword(password, own)) return
  throw new APIError('BAD_REQUEST', {
    code: 'COMMON_PASSWORD',
    message: 'newPassword: this is easy to guess; choose several unrelated words, or let your browser choose.',
  })
}
