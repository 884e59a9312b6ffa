import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError } from './errors.js'

export const tokenIssuer = 'rollcall-auth'
export const serviceNames = ['auth-service', 'user-service', 'chat-service'] as const
export type ServiceName = (typeof serviceNames)[number]

/** Whom a person's token is for. It names every service that it opens. */
export const personAudience = (service: ServiceName) => `rollcall/${service}`
/** Whom a service's own token is for. It never opens a person's route, nor another service. */
export const serviceAudience = (service: ServiceName) => `rollcall-internal/${service}`

export interface Person {
  kind: 'user'
  userId: string
  tenantId: string
  sessionId: string
  role: string
  mustChangePassword: boolean
  /** The organisation wants a second factor of this person, who has none yet. */
  twoFactorRequired: boolean
  /** The person's organisation is the one whose administrators manage the installation. */
  platform: boolean
}
export interface ServiceCaller {
  kind: 'service'
  service: string
}
export type Caller = Person | ServiceCaller

/** Clocks of two machines differ; a token is good for a minute more on either side. Seconds. */
const clockToleranceSeconds = 60
/** An unknown key makes us ask for the keys again, but not more often than this, whatever is sent to us. */
const keysCooldownMs = 2000

const audiences = z.union([z.string().transform((audience) => [audience]), z.array(z.string())])
const personClaims = z.object({
  kind: z.literal('user'),
  aud: audiences,
  sub: z.uuid(),
  sid: z.uuid(),
  tenantId: z.uuid(),
  role: z.string().min(1),
  mustChangePassword: z.boolean(),
  twoFactorRequired: z.boolean(),
  platform: z.boolean(),
})
const serviceClaims = z.object({ kind: z.literal('service'), aud: audiences, sub: z.string().min(1) })

export type TokenVerifier = (token: string) => Promise<Caller>

/**
 * Verifies ES256 tokens of auth-service that are meant for `service`, against its JWKS (fetched once, and again for an
 * unknown key), or against keys that the caller looks up itself, as auth-service does.
 * @throws AppError UNAUTHENTICATED for anything but a valid token; UNAVAILABLE when the keys can't be fetched
 */
export function createTokenVerifier(
  options: { service: ServiceName } & ({ jwksUrl: string } | { keys: JWTVerifyGetKey }),
): TokenVerifier {
  const { service } = options
  const keys =
    'keys' in options
      ? options.keys
      : createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: keysCooldownMs, timeoutDuration: 3000 })
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: tokenIssuer,
      audience: [personAudience(service), serviceAudience(service)],
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: clockToleranceSeconds,
    }).catch((error: unknown) => {
      throw toAppError(error)
    })
    const person = personClaims.safeParse(payload)
    if (person.success && person.data.aud.includes(personAudience(service))) {
      const { aud: _, sub: userId, sid: sessionId, ...claims } = person.data
      return { ...claims, userId, sessionId }
    }
    const caller = serviceClaims.safeParse(payload)
    if (caller.success && caller.data.aud.includes(serviceAudience(service))) {
      return { kind: 'service', service: caller.data.sub }
    }
    throw new AppError('UNAUTHENTICATED', 'The token is not one of ours. Sign in again.')
  }
}

/** What a person is told whose session has ended, for whatever reason. */
export function sessionEnded(cause?: unknown): AppError {
  return new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.', { cause })
}

const tokenFaults = /^ERR_(JWT_|JWS_|JWK_|JWKS_NO_MATCHING|JWKS_MULTIPLE_MATCHING|JOSE_ALG_|JOSE_NOT_SUPPORTED)/

function toAppError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // These speak of the token; anything else (network, time-out, bad JWKS answer) is not the caller's fault.
  if (tokenFaults.test(code)) return sessionEnded(error)
  return new AppError('UNAVAILABLE', 'The sign-in service does not answer. Try again in a moment.', { cause: error })
}
