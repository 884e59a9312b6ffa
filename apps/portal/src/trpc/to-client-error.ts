import { TRPCClientError } from '@trpc/client'

interface FailureBody {
  error: { message: string; code: number; data: unknown }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isFailureBody = (body: unknown): body is FailureBody =>
  isObject(body) &&
  isObject(body.error) &&
  typeof body.error.message === 'string' &&
  typeof body.error.code === 'number'

/** What a plain route answered as an error, as a procedure's would be; `UNREACHABLE` for anything else. */
export const toClientError = (body: unknown): Error =>
  TRPCClientError.from(isFailureBody(body) ? body : new Error('no answer'))
