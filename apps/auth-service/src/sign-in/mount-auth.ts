import { AppError } from '@rollcall/service-kit/errors'
import { parseJson } from '@rollcall/service-kit/parse-json'
import { type Pool, postgresCheck } from '@rollcall/service-kit/postgres'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FirstRun } from '../setup/first-run.js'
import type { Auth } from './auth.js'
import { createClientAddress } from './client-address.js'
import { clientAddressHeader } from './rules.js'
import { createServiceTokenIssuer, type ServiceSecrets } from './service-token.js'

export interface MountOptions {
  auth: Auth
  pool: Pool
  secrets: ServiceSecrets
  firstRun: FirstRun
  trustedProxies: readonly string[]
}

// Named one by one: better-auth has some thirty more, and several of them would change a user.
const routes = [
  ['POST', '/auth/sign-in/email'],
  ['POST', '/auth/sign-out'],
  ['POST', '/auth/change-password'],
  ['POST', '/auth/request-password-reset'],
  ['POST', '/auth/reset-password'],
  ['POST', '/auth/two-factor/enable'],
  ['POST', '/auth/two-factor/disable'],
  ['POST', '/auth/two-factor/verify-totp'],
  ['POST', '/auth/two-factor/verify-backup-code'],
  ['POST', '/auth/two-factor/generate-backup-codes'],
  ['GET', '/auth/get-session'],
  ['GET', '/auth/token'],
  ['GET', '/auth/jwks'],
] as const
const maxBodyBytes = 32 * 1024

/** Puts sign-in and the service tokens on a server, under /auth. */
export async function mountAuth(server: FastifyInstance, options: MountOptions): Promise<void> {
  const issueServiceToken = createServiceTokenIssuer(options.auth, options.secrets)
  const clientAddress = createClientAddress(options.trustedProxies)
  await server.register(async (scope) => {
    // better-auth reads the body itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: maxBodyBytes }, (_, body, done) => done(null, body))
    scope.post('/auth/service-token', (request) =>
      issueServiceToken(typeof request.body === 'string' ? parseJson(request.body) : undefined),
    )
    scope.get('/auth/setup', async () => ({ open: await options.firstRun.isOpen() }))
    scope.post('/auth/setup', async (request) => {
      const address = clientAddress(request.socket.remoteAddress ?? '', header(request, 'x-forwarded-for'))
      return options.firstRun.run(typeof request.body === 'string' ? parseJson(request.body) : undefined, {
        ...{ requestId: request.id, address, userAgent: header(request, 'user-agent') ?? '' },
      })
    })
    for (const [method, url] of routes) {
      scope.route({
        method,
        url,
        handler: async (request, reply) => {
          const address = clientAddress(request.socket.remoteAddress ?? '', header(request, 'x-forwarded-for'))
          const response = await options.auth.handle(toWebRequest(request, address)).catch(async (error: unknown) => {
            await refuseWhenAway(options.pool, 500)
            throw error
          })
          await refuseWhenAway(options.pool, response.status)
          return sendWebResponse(reply, response)
        },
      })
    }
  })
}

/** better-auth takes a database that is away for a missing session, or fails in words of its own. */
async function refuseWhenAway(pool: Pool, status: number): Promise<void> {
  if (status !== 401 && status < 500) return
  await postgresCheck(pool)
    .check()
    .catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'Signing in is not possible right now. Try again in a moment.', { cause })
    })
}

function toWebRequest(request: FastifyRequest, address: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value)
  }
  // Node's fetch names its mode as browsers do, and nothing else that they do; better-auth would ask it for an Origin.
  if (!headers.has('sec-fetch-site')) headers.delete('sec-fetch-mode')
  headers.set('x-request-id', request.id)
  headers.set(clientAddressHeader, address)
  const body = typeof request.body === 'string' && request.method !== 'GET' ? request.body : null
  return new Request(new URL(request.url, 'http://auth-service'), { method: request.method, headers, body })
}

async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.code(response.status).send(await response.text())
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}
