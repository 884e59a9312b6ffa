import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { safeMessage } from './serialize-error.js'

/** Every way a request can fail. A code without a row in `errorTable` does not compile. */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'PASSWORD_CHANGE_REQUIRED'
  | 'TWO_FACTOR_REQUIRED'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'STALE_VERSION'
  | 'TOO_MANY'
  | 'UNAVAILABLE'
  | 'INTERNAL'

/** From code to tRPC code, HTTP status, and whether the same call may succeed later. */
export const errorTable: Record<ErrorCode, { trpc: TRPC_ERROR_CODE_KEY; status: number; retry: boolean }> = {
  BAD_INPUT: { trpc: 'BAD_REQUEST', status: 400, retry: false },
  UNAUTHENTICATED: { trpc: 'UNAUTHORIZED', status: 401, retry: false },
  FORBIDDEN: { trpc: 'FORBIDDEN', status: 403, retry: false },
  PASSWORD_CHANGE_REQUIRED: { trpc: 'FORBIDDEN', status: 403, retry: false },
  TWO_FACTOR_REQUIRED: { trpc: 'FORBIDDEN', status: 403, retry: false },
  NOT_FOUND: { trpc: 'NOT_FOUND', status: 404, retry: false },
  CONFLICT: { trpc: 'CONFLICT', status: 409, retry: false },
  STALE_VERSION: { trpc: 'CONFLICT', status: 409, retry: false },
  TOO_MANY: { trpc: 'TOO_MANY_REQUESTS', status: 429, retry: true },
  UNAVAILABLE: { trpc: 'SERVICE_UNAVAILABLE', status: 503, retry: true },
  INTERNAL: { trpc: 'INTERNAL_SERVER_ERROR', status: 500, retry: false },
}

export interface FieldFault {
  path: string
  message: string
}

export interface AppErrorDetails {
  cause?: unknown
  fields?: FieldFault[]
  /** With STALE_VERSION: the value as it now is, so that a form can show both. */
  current?: unknown
}

/** The only error that is meant for a client: its message is a sentence that names the fault and the fix. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldFault[] | undefined
  readonly current: unknown

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.fields = details.fields
    this.current = details.current
  }
}

/** An unknown user, in the words of seed 000. */
export function userNotFound(id: string): AppError {
  return new AppError('NOT_FOUND', `User with ID ${id} not found`)
}

/** A short text of any thrown value, for logs and stored errors; never for clients. Quotes no value of a row. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describeError(error.errors[0])
  return error instanceof Error ? safeMessage(error) || error.name : String(error)
}
