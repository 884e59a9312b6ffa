import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createTokenVerifier, type TokenVerifier } from '@rollcall/service-kit/tokens'
import { findActiveUser } from './active-user.js'
import { createKeyLookup } from './key-lookup.js'

/**
 * A token is good for five minutes; the directory knows better. So a person's token counts only while the user is active
 * in the role it names: whoever was disabled is out at the next request.
 */
export function createCallerVerifier(pool: Pool): TokenVerifier {
  const verifyToken = createTokenVerifier({ keys: createKeyLookup(pool) })
  return async (token) => {
    const caller = await verifyToken(token)
    if (caller.kind === 'service') return caller
    const user = await findActiveUser(pool, caller.userId)
    if (!user || user.tenantId !== caller.tenantId || user.role !== caller.role) {
      throw new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
    }
    return { ...caller, mustChangePassword: user.mustChangePassword, platform: user.platform }
  }
}
