import type { Pool } from '@rollcall/service-kit/postgres'
import { createTokenVerifier, sessionEnded, type TokenVerifier } from '@rollcall/service-kit/tokens'
import { findActiveUser } from './active-user.js'
import { createKeyLookup } from './key-lookup.js'

/**
 * A token is good for five minutes; the directory knows better. So a person's token counts only while its session is
 * open and the user active in the role it names: whoever was disabled is out at the next request.
 */
export function createCallerVerifier(pool: Pool): TokenVerifier {
  const verifyToken = createTokenVerifier({ service: 'auth-service', keys: createKeyLookup(pool) })
  return async (token) => {
    const caller = await verifyToken(token)
    if (caller.kind === 'service') return caller
    const user = await findActiveUser(pool, caller.userId, caller.sessionId)
    if (!user || user.tenantId !== caller.tenantId || user.role !== caller.role) throw sessionEnded()
    return { ...caller, ...user }
  }
}
