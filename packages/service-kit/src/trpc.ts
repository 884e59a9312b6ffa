import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { AppError, describeError, type ErrorCode, errorTable, type FieldFault } from './errors.js'
import { refusal } from './http-failure.js'
import type { Logger } from './logger.js'
import { isStream, maskContact, maskStream } from './mask-contact.js'
import { may, type Permission } from './permissions.js'
import { answerInTenant, inTenant } from './tenant-scope.js'
import type { Caller } from './tokens.js'
import { isUnavailable } from './unavailable.js'
import { whileSignedIn } from './while-signed-in.js'

/** What every procedure of every service knows of its request. `authenticate` runs once, and only when asked. */
export interface RequestContext {
  requestId: string
  traceparent: string | null
  logger: Logger
  /** `again`: asks anew whether the session still stands. */
  authenticate: (options?: { again: boolean }) => Promise<Caller>
}

/** Whom a procedure lets in. `anyOf` null: every signed-in person. */
export type Access = { kind: 'person'; anyOf: readonly Permission[] | null } | { kind: 'service' }
export interface ProcedureMeta {
  access: Access
}

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    // A stream ends after five minutes, as its token does; the client reconnects with a new one, if it still may.
    sse: {
      ping: { enabled: true, intervalMs: 5000 },
      client: { reconnectAfterInactivityMs: 15_000 },
      maxDurationMs: 300_000,
    },
    // Errors of the library's own get the same shape as ours; nothing of an unexpected error reaches a client.
    errorFormatter({ shape, error, ctx }) {
      const { cause } = error
      const known = cause instanceof AppError ? cause : undefined
      const faults = cause instanceof ZodError ? fieldFaults(cause) : known?.fields
      const appCode = known?.code ?? codeOfLibrary(error.code, shape.data.httpStatus)
      return {
        ...shape,
        message: clientMessage(error, known, faults, ctx?.requestId),
        data: {
          code: shape.data.code,
          httpStatus: known ? errorTable[known.code].status : shape.data.httpStatus,
          appCode,
          requestId: ctx?.requestId,
          fields: faults,
          current: known?.current,
        },
      }
    },
  })

const libraryMessages: Partial<Record<TRPCError['code'], string>> = {
  NOT_FOUND: 'There is no such procedure.',
  METHOD_NOT_SUPPORTED: 'Send what changes something by POST, and what is streamed by GET.',
  UNSUPPORTED_MEDIA_TYPE: refusal(415).message,
  PAYLOAD_TOO_LARGE: refusal(413).message,
}

// The library's own refusals (no such procedure, wrong method, malformed batch) speak of the request.
function codeOfLibrary(code: TRPCError['code'], status: number): ErrorCode {
  if (code === 'NOT_FOUND') return 'NOT_FOUND'
  return status < 500 ? 'BAD_INPUT' : 'INTERNAL'
}

function clientMessage(error: TRPCError, known: AppError | undefined, faults: FieldFault[] | undefined, id?: string) {
  if (known) return known.message
  if (faults) return faults.map((fault) => `${fault.path || 'input'}: ${fault.message}`).join('; ')
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return `Something went wrong on our side. Try again; if it stays, report the request id ${id ?? ''}.`.trim()
  }
  // The library's own words quote the request.
  return libraryMessages[error.code] ?? refusal(400).message
}

function fieldFaults(error: ZodError): FieldFault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
}

/** Turns an AppError thrown anywhere into the tRPC error of its row; logs what nobody foresaw. */
const translateErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next()
  if (result.ok) return result
  const { error } = result
  if (error.cause instanceof AppError && error.code === 'INTERNAL_SERVER_ERROR') {
    throw new TRPCError({ code: errorTable[error.cause.code].trpc, message: error.cause.message, cause: error.cause })
  }
  if (isUnavailable(error.cause)) {
    ctx.logger.warn(
      { err: describeError(error.cause), path, requestId: ctx.requestId },
      'a procedure met a store that is away',
    )
    const cause = new AppError('UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
      cause: error.cause,
    })
    throw new TRPCError({ code: errorTable.UNAVAILABLE.trpc, message: cause.message, cause })
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.logger.error({ err: error.cause ?? error, path, requestId: ctx.requestId }, 'a procedure failed')
  }
  return result
})

export const router = t.router
const procedure = t.procedure.use(translateErrors)

/**
 * A procedure for a signed-in person who has `permission`, or one of `alternatives`; the tenant is the session's.
 * Everything that it does runs in that tenant's scope: the one place where a request meets an organisation's rows. Whoever
 * may not see contact gets the answer masked, here and nowhere else.
 */
export const personProcedure = (permission: Permission | null, ...alternatives: Permission[]) => {
  const anyOf = permission && [permission, ...alternatives]
  return procedure.meta({ access: { kind: 'person', anyOf } }).use(async ({ ctx, next }) => {
    const caller = await ctx.authenticate()
    if (caller.kind !== 'user') throw new AppError('FORBIDDEN', 'This is for people; a service token does not open it.')
    if (caller.mustChangePassword) {
      throw new AppError('PASSWORD_CHANGE_REQUIRED', 'Choose a new password before you go on.')
    }
    if (caller.twoFactorRequired) {
      throw new AppError(
        'TWO_FACTOR_REQUIRED',
        'Your organisation asks for a second factor. Set it up before you go on.',
      )
    }
    if (anyOf && !anyOf.some((needed) => may(caller, needed))) {
      throw new AppError('FORBIDDEN', `Your role (${caller.role}) may not do this. Ask an administrator.`)
    }
    const { tenantId } = caller
    const result = await inTenant(tenantId, () => next({ ctx: { ...ctx, person: caller } }))
    if (!result.ok) return result
    const answer = answerInTenant(tenantId, result.data)
    const data = isStream(answer) ? whileSignedIn(answer, () => ctx.authenticate({ again: true })) : answer
    if (may(caller, 'users.contact')) return { ...result, data }
    return { ...result, data: isStream(data) ? maskStream(data, caller.userId) : maskContact(data, caller.userId) }
  })
}

/** A procedure for other services of the installation, across tenants. */
export const serviceProcedure = procedure.meta({ access: { kind: 'service' } }).use(async ({ ctx, next }) => {
  const caller = await ctx.authenticate()
  if (caller.kind !== 'service') throw new AppError('FORBIDDEN', 'This is for services; a person has other ways.')
  return next({ ctx: { ...ctx, service: caller.service } })
})
