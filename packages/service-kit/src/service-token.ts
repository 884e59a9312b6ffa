import { z } from 'zod'
import { AppError } from './errors.js'
import type { ServiceName } from './tokens.js'

const answerSchema = z.object({ token: z.string().min(1), expiresIn: z.number().positive() })

export type ServiceTokenSource = () => Promise<string>

/** A service's own token for another one (OAuth 2.0 client credentials, RFC 6749 §4.4), kept until 30 s before it ends. */
export function createServiceTokenSource(options: {
  authServiceUrl: string
  clientId: string
  clientSecret: string
  /** Whom it will be shown to; auth-service unless told. */
  audience?: ServiceName
}): ServiceTokenSource {
  let current: { token: string; until: number } | undefined
  let pending: Promise<string> | undefined

  const request = async () => {
    const response = await fetch(`${options.authServiceUrl}/auth/service-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: options.clientId,
        client_secret: options.clientSecret,
        audience: options.audience,
      }),
      signal: AbortSignal.timeout(3000),
    }).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'auth-service does not answer.', { cause })
    })
    if (!response.ok) throw new AppError('UNAVAILABLE', `auth-service refused a service token (${response.status}).`)
    const { token, expiresIn } = answerSchema.parse(await response.json())
    current = { token, until: Date.now() + (expiresIn - 30) * 1000 }
    return token
  }

  return async () => {
    if (current && current.until > Date.now()) return current.token
    pending ??= request().finally(() => {
      pending = undefined
    })
    return pending
  }
}
