import { AppError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Permission } from '@rollcall/service-kit/permissions'
import type { Person, TokenVerifier } from '@rollcall/service-kit/tokens'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { FastifyRequest } from 'fastify'

/** Lets a person in to a plain route through the procedures' own gate: whatever has to be passed there is passed here. */
export function createGate(permission: Permission, deps: { logger: Logger; verifyToken: TokenVerifier }) {
  const gate = router({ person: personProcedure(permission).query(({ ctx }) => ctx.person) })
  return async (request: FastifyRequest): Promise<Person> => {
    const authenticate = async () => {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (!token) throw new AppError('UNAUTHENTICATED', 'Sign in first.')
      return deps.verifyToken(token)
    }
    const context = { requestId: request.id, traceparent: null, logger: deps.logger, authenticate }
    return gate
      .createCaller(context)
      .person()
      .catch((error: unknown) => {
        throw error instanceof Error && error.cause instanceof AppError ? error.cause : error
      })
  }
}
