/** Failures the console answers itself, in the shape that tRPC clients of the services already read. */
const failures = {
  BAD_INPUT: { rpc: -32600, trpc: 'BAD_REQUEST', status: 400 },
  UNAUTHENTICATED: { rpc: -32001, trpc: 'UNAUTHORIZED', status: 401 },
  FORBIDDEN: { rpc: -32003, trpc: 'FORBIDDEN', status: 403 },
  NOT_FOUND: { rpc: -32004, trpc: 'NOT_FOUND', status: 404 },
  WRONG_TYPE: { rpc: -32015, trpc: 'UNSUPPORTED_MEDIA_TYPE', status: 415 },
  TOO_LARGE: { rpc: -32013, trpc: 'PAYLOAD_TOO_LARGE', status: 413 },
  UNAVAILABLE: { rpc: -32603, trpc: 'SERVICE_UNAVAILABLE', status: 503 },
} as const
export type FailureCode = keyof typeof failures

export class RequestFailure extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RequestFailure'
    this.code = code
  }
}

/** `calls` is the number of calls in a tRPC batch, each of which expects an answer; 0 when it is no batch. */
export function failureResponse(failure: RequestFailure, requestId: string, calls = 0): Response {
  const { rpc, trpc, status } = failures[failure.code]
  const error = {
    message: failure.message,
    code: rpc,
    data: { code: trpc, httpStatus: status, appCode: failure.code, requestId },
  }
  const body = calls > 0 ? Array.from({ length: calls }, () => ({ error })) : { error }
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-request-id': requestId } })
}
