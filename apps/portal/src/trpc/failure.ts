import { TRPCClientError } from '@trpc/client'
import * as z from 'zod/mini'
import { translateServiceWords } from '@/service-words/service-words'

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
  /** A sentence in the viewer's language where it is known, otherwise the service's own. */
  message: string
  /** Whether `message` is in English though the viewer reads another language. */
  isForeign: boolean
  httpStatus: number | null
  requestId: string | null
  fields: { path: string; message: string }[]
  current: unknown
  /** With `TOO_MANY`: how long to wait, as far as it was said. */
  waitSeconds: number | null
}

/** Reads any error of a query or mutation; what isn't in the services' shape counts as no answer. */
export function readFailure(error: unknown): Failure {
  const parsed = error instanceof TRPCClientError ? dataSchema.safeParse(error.data) : undefined
  const said = error instanceof Error ? error.message : String(error)
  const message = translateServiceWords(said)
  const words = { message: message ?? said, isForeign: message === null }
  const nothing = { httpStatus: null, requestId: null, fields: [], current: undefined, waitSeconds: null }
  if (!parsed?.success) return { ...words, ...nothing, code: 'UNREACHABLE' }
  const { appCode, httpStatus, requestId, fields, current } = parsed.data
  const wait = appCode === 'TOO_MANY' ? /in (\d+) seconds/.exec(said)?.[1] : undefined
  return {
    ...words,
    code: appCode,
    httpStatus,
    requestId: requestId ?? null,
    fields: (fields ?? []).map(({ path, message }) => ({ path, message: translateServiceWords(message) ?? message })),
    current,
    waitSeconds: wait === undefined ? null : Number(wait),
  }
}
