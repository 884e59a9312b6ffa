import { createTokenVerifier, type ServiceName, sessionEnded, type TokenVerifier } from '@rollcall/service-kit/tokens'
import type { DirectoryClient } from './directory-client.js'

/** After a question without an answer, requests don't wait for the next one. */
const quietMs = 2000

/**
 * Verifies a token, and asks the directory whether its session still stands: whoever was disabled, demoted or signed out
 * is out at the next request. While the directory is away a token is believed until its end, five minutes at most:
 * nobody can be disabled meanwhile, and receptions go on.
 */
export function createCallerVerifier(options: {
  service: ServiceName
  authServiceUrl: string
  directory: Pick<DirectoryClient, 'standing'>
}): TokenVerifier {
  const { service, authServiceUrl, directory } = options
  const verifyToken = createTokenVerifier({ service, jwksUrl: `${authServiceUrl}/auth/jwks` })
  let quietUntil = 0

  return async (token) => {
    const caller = await verifyToken(token)
    if (caller.kind === 'service' || Date.now() < quietUntil) return caller
    const standing = await directory.standing(caller).catch(() => undefined)
    if (standing === undefined) {
      quietUntil = Date.now() + quietMs
      return caller
    }
    if (standing?.tenantId !== caller.tenantId || standing.role !== caller.role) throw sessionEnded()
    return { ...caller, ...standing }
  }
}
