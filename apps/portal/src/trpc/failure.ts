import { TRPCClientError } from '@trpc/client'
import * as z from 'zod/mini'

const dataSchema = z.object({
  appCode: z.string(),
  httpStatus: z.number(),
  requestId: z.optional(z.string()),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  current: z.optional(z.unknown()),
})

/** What went wrong, as the services tell it. `UNREACHABLE`: no answer came at all. */
export interface Failure {
  code: string
  message: string
  httpStatus: number | null
  requestId: string | null
  fields: { path: string; message: string }[]
  current: unknown
}

/** Reads any error of a query or mutation; what isn't in the services' shape counts as no answer. */
export function readFailure(error: unknown): Failure {
  const parsed = error instanceof TRPCClientError ? dataSchema.safeParse(error.data) : undefined
  const message = error instanceof Error ? error.message : String(error)
  if (!parsed?.success) {
    return { code: 'UNREACHABLE', message, httpStatus: null, requestId: null, fields: [], current: undefined }
  }
  const { appCode, httpStatus, requestId, fields, current } = parsed.data
  return { code: appCode, message, httpStatus, requestId: requestId ?? null, fields: fields ?? [], current }
}
