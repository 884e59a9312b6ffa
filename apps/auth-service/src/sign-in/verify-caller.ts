import type { Pool } from '@rollcall/service-kit/postgres'
import { createTokenVerifier, type ServiceCaller, sessionEnded, type TokenVerifier } from '@rollcall/service-kit/tokens'
import { LRUCache } from 'lru-cache'
import { findActiveUser } from './active-user.js'
import { createKeyLookup } from './key-lookup.js'

/** A service asks hundreds of times a second with one token, whose signature costs more than many of the answers. */
const rememberMs = 10_000
const maxRemembered = 50

/**
 * A token is good for five minutes; the directory knows better. So a person's token counts only while its session is
 * open and the user active in the role it names: whoever was disabled is out at the next request. A service's token has
 * nothing behind it that could end before it does: it is verified once in ten seconds.
 */
export function createCallerVerifier(pool: Pool): TokenVerifier {
  const verifyToken = createTokenVerifier({ service: 'auth-service', keys: createKeyLookup(pool) })
  // Services by the very tokens that were verified a moment ago.
  const services = new LRUCache<string, ServiceCaller>({ max: maxRemembered, ttl: rememberMs })
  return async (token) => {
    const known = services.get(token)
    if (known) return known
    const caller = await verifyToken(token)
    if (caller.kind === 'service') {
      services.set(token, caller)
      return caller
    }
    const user = await findActiveUser(pool, caller.userId, caller.sessionId)
    if (!user || user.tenantId !== caller.tenantId || user.role !== caller.role) throw sessionEnded()
    return { ...caller, ...user }
  }
}
