import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError } from './errors.js'

export const tokenIssuer = 'rollcall-auth'
export const personAudience = 'rollcall'
export const serviceAudience = 'rollcall-service'

export interface Person {
  kind: 'user'
  userId: string
  tenantId: string
  role: string
  mustChangePassword: boolean
  /** The person's organisation is the one whose administrators manage the installation. */
  platform: boolean
}
export interface ServiceCaller {
  kind: 'service'
  service: string
}
export type Caller = Person | ServiceCaller

const personClaims = z.object({
  kind: z.literal('user'),
  aud: z.literal(personAudience),
  sub: z.uuid(),
  tenantId: z.uuid(),
  role: z.string().min(1),
  mustChangePassword: z.boolean(),
  platform: z.boolean().default(false),
})
const serviceClaims = z.object({ kind: z.literal('service'), aud: z.literal(serviceAudience), sub: z.string().min(1) })

export type TokenVerifier = (token: string) => Promise<Caller>

/**
 * Verifies ES256 tokens of auth-service against its JWKS (fetched once, again for an unknown key, at most every 10 s),
 * or against keys that the caller looks up itself, as auth-service does.
 * @throws AppError UNAUTHENTICATED for anything but a valid token; UNAVAILABLE when the keys can't be fetched
 */
export function createTokenVerifier(options: { jwksUrl: string } | { keys: JWTVerifyGetKey }): TokenVerifier {
  const keys =
    'keys' in options
      ? options.keys
      : createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: 10_000, timeoutDuration: 3000 })
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: tokenIssuer,
      audience: [personAudience, serviceAudience],
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      throw toAppError(error)
    })
    const person = personClaims.safeParse(payload)
    if (person.success) {
      const { sub: userId, tenantId, role, mustChangePassword, platform } = person.data
      return { kind: 'user', userId, tenantId, role, mustChangePassword, platform }
    }
    const service = serviceClaims.safeParse(payload)
    if (service.success) return { kind: 'service', service: service.data.sub }
    throw new AppError('UNAUTHENTICATED', 'The token is not one of ours. Sign in again.')
  }
}

function toAppError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // jose's own codes speak of the token; anything else (network, time-out, bad JWKS answer) is not the caller's fault.
  const tokenFault = code.startsWith('ERR_JWT') || code.startsWith('ERR_JWS') || code.startsWith('ERR_JOSE_ALG')
  if (tokenFault || code === 'ERR_JWKS_NO_MATCHING_KEY') {
    return new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.', { cause: error })
  }
  return new AppError('UNAVAILABLE', 'The sign-in service does not answer. Try again in a moment.', { cause: error })
}
