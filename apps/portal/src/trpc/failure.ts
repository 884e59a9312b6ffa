import { TRPCClientError } from '@trpc/client'
import { isRecord } from '@/read/is-record'
import { isText } from '@/read/is-text'
import { translateServiceWords } from '@/service-words/service-words'

interface FieldFault {
  path: string
  message: string
}
/** What the services put beside an error's words. */
interface FailureData {
  appCode: string
  httpStatus: number
  requestId?: string
  fields?: FieldFault[]
  current?: unknown
}

const isFieldFault = (value: unknown) => isRecord(value) && isText(value.path) && isText(value.message)

function isFailureData(value: unknown): value is FailureData {
  if (!isRecord(value)) return false
  const { appCode, httpStatus, requestId, fields } = value
  return (
    isText(appCode) &&
    typeof httpStatus === 'number' &&
    (requestId === undefined || isText(requestId)) &&
    (fields === undefined || (Array.isArray(fields) && fields.every(isFieldFault)))
  )
}

/** What went wrong, as the services tell it. `UNREACHABLE`: no answer came at all. */
export interface Failure {
  code: string
  /** A sentence in the viewer's language where it is known, otherwise the service's own. */
  message: string
  /** Whether `message` is in English though the viewer reads another language. */
  isForeign: boolean
  httpStatus: number | null
  requestId: string | null
  fields: FieldFault[]
  current: unknown
  /** With `TOO_MANY`: how long to wait, as far as it was said. */
  waitSeconds: number | null
}

/** Reads any error of a query or mutation; what isn't in the services' shape counts as no answer. */
export function readFailure(error: unknown): Failure {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined
  const said = error instanceof Error ? error.message : String(error)
  const message = translateServiceWords(said)
  const words = { message: message ?? said, isForeign: message === null }
  const nothing = { httpStatus: null, requestId: null, fields: [], current: undefined, waitSeconds: null }
  if (!isFailureData(data)) return { ...words, ...nothing, code: 'UNREACHABLE' }
  const { appCode, httpStatus, requestId, fields, current } = data
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
