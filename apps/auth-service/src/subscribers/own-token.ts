import { type ServiceName, serviceAudience } from '@rollcall/service-kit/tokens'
import type { Auth } from '../sign-in/auth.js'
import { tokenSeconds } from '../sign-in/rules.js'

/**
 * Tokens in which auth-service speaks for itself to another service: it signs them all, so it needs no secret. Kept until
 * 30 s before the end.
 */
export function createOwnTokenSource(auth: Pick<Auth, 'sign'>): (audience: ServiceName) => Promise<string> {
  const kept = new Map<ServiceName, { token: Promise<string>; until: number }>()
  return (audience) => {
    const current = kept.get(audience)
    if (current && current.until > Date.now()) return current.token
    const issuedAt = Math.floor(Date.now() / 1000)
    const token = auth.sign({ kind: 'service', sub: 'auth-service', aud: serviceAudience(audience), iat: issuedAt })
    const next = { token, until: (issuedAt + tokenSeconds - 30) * 1000 }
    kept.set(audience, next)
    token.catch(() => {
      if (kept.get(audience) === next) kept.delete(audience)
    })
    return token
  }
}
