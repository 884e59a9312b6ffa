import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '@rollcall/service-kit/errors'
import { serviceAudience, serviceNames } from '@rollcall/service-kit/tokens'
import { z } from 'zod'
import type { Auth } from './auth.js'
import { tokenSeconds } from './rules.js'

export type ServiceSecrets = ReadonlyMap<string, string>

const requestSchema = z.strictObject({
  client_id: z.string().max(100),
  client_secret: z.string().max(1000),
  audience: z.enum(serviceNames).default('auth-service'),
})

/**
 * Client credentials (RFC 6749 §4.4) for the installation's own services.
 * @throws AppError BAD_INPUT, or UNAUTHENTICATED without saying whether it was the name or the secret
 */
export function createServiceTokenIssuer(auth: Auth, secrets: ServiceSecrets) {
  return async (body: unknown): Promise<{ token: string; expiresIn: number }> => {
    const request = requestSchema.safeParse(body)
    if (!request.success) {
      throw new AppError(
        'BAD_INPUT',
        'Send JSON with client_id, client_secret and the audience (a service), and nothing else.',
      )
    }
    const { client_id: service, client_secret: given, audience } = request.data
    const expected = secrets.get(service)
    const matches = timingSafeEqual(digest(given), digest(expected ?? ''))
    if (!matches || expected === undefined)
      throw new AppError('UNAUTHENTICATED', 'client_id or client_secret is wrong.')
    const issuedAt = Math.floor(Date.now() / 1000)
    const token = await auth.sign({ kind: 'service', sub: service, aud: serviceAudience(audience), iat: issuedAt })
    return { token, expiresIn: tokenSeconds }
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
