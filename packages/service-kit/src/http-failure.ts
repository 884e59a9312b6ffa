import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, errorTable } from './errors.js'
import { isUnavailable } from './unavailable.js'

type TrpcCode = keyof typeof TRPC_ERROR_CODES_BY_KEY
export interface HttpFailure {
  status: number
  message: string
  appCode: ErrorCode
  code: TrpcCode
}

// What the server's own libraries refuse is told in our words: theirs quote the request or name the library.
const refusals: Record<number, Pick<HttpFailure, 'message' | 'code'>> = {
  400: { code: 'BAD_REQUEST', message: 'The request could not be read. Check its address, headers and JSON.' },
  403: { code: 'FORBIDDEN', message: 'This is not allowed.' },
  404: { code: 'NOT_FOUND', message: 'There is nothing at this address.' },
  405: { code: 'METHOD_NOT_SUPPORTED', message: 'This address does not take this method.' },
  408: { code: 'TIMEOUT', message: 'The request did not arrive in time. Send it again.' },
  413: {
    code: 'PAYLOAD_TOO_LARGE',
    message: 'The request is larger than is taken here (1 MB at most). Send less at a time.',
  },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send JSON, with the content type application/json.' },
  431: {
    code: 'BAD_REQUEST',
    message: 'The headers of the request are too large. Shorten the address or the cookies.',
  },
}
const awayMessage = 'A part of the system does not answer. Try again in a moment.'
const unforeseenMessage = 'Something went wrong on our side. Try again.'

/** What a client is told of an error: a code, a sentence, and nothing of where it came from. */
export function describeFailure(error: unknown): HttpFailure {
  if (error instanceof AppError) {
    const { status, trpc } = errorTable[error.code]
    return { status, message: error.message, appCode: error.code, code: trpc }
  }
  if (isUnavailable(error)) {
    return { status: 503, message: awayMessage, appCode: 'UNAVAILABLE', code: 'SERVICE_UNAVAILABLE' }
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500 ? refusal(status) : internalFailure
}

const internalFailure: HttpFailure = {
  ...{ status: 500, message: unforeseenMessage, appCode: 'INTERNAL', code: 'INTERNAL_SERVER_ERROR' },
}

export function refusal(status: number): HttpFailure {
  const known = refusals[status]
  const appCode = status === 404 ? 'NOT_FOUND' : status === 403 ? 'FORBIDDEN' : 'BAD_INPUT'
  return { status, appCode, ...(known ?? { code: 'BAD_REQUEST', message: 'The request was refused.' }) }
}

/** The one shape of an error, which tRPC's clients read too. */
export function failureBody({ status, message, appCode, code }: HttpFailure, requestId: string) {
  return {
    error: {
      message,
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: { code, httpStatus: status, appCode, requestId },
    },
  }
}

export function sendFailure(failure: HttpFailure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(failure.status)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(failureBody(failure, request.id))
}

/** What Node's parser refuses never becomes a request; it is answered on the bare connection. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const requestId = randomUUID()
  const body = JSON.stringify(failureBody(refusal(status), requestId))
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json; charset=utf-8\r\nx-request-id: ${requestId}\r\n` +
      `cache-control: no-store\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
