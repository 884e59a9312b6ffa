import { TRPCClientError } from '@trpc/client'
import { isRecord } from '@/read/is-record'

interface FailureBody {
  error: { message: string; code: number; data: unknown }
}

const isFailureBody = (body: unknown): body is FailureBody =>
  isRecord(body) &&
  isRecord(body.error) &&
  typeof body.error.message === 'string' &&
  typeof body.error.code === 'number'

/** What a plain route answered as an error, as a procedure's would be; `UNREACHABLE` for anything else. */
export const toClientError = (body: unknown): Error =>
  TRPCClientError.from(isFailureBody(body) ? body : new Error('no answer'))
