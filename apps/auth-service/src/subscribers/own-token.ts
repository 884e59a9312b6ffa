import type { ServiceTokenSource } from '@rollcall/service-kit/service-token'
import { serviceAudience } from '@rollcall/service-kit/tokens'
import { type Auth, tokenSeconds } from '../sign-in/auth.js'

/** Tokens in which auth-service speaks for itself: it signs them all, so it needs no secret. Kept until 30 s before the end. */
export function createOwnTokenSource(auth: Pick<Auth, 'sign'>): ServiceTokenSource {
  let current: { token: Promise<string>; until: number } | undefined
  return () => {
    if (current && current.until > Date.now()) return current.token
    const issuedAt = Math.floor(Date.now() / 1000)
    const token = auth.sign({ kind: 'service', sub: 'auth-service', aud: serviceAudience, iat: issuedAt })
    const next = { token, until: (issuedAt + tokenSeconds - 30) * 1000 }
    current = next
    token.catch(() => {
      if (current === next) current = undefined
    })
    return token
  }
}
