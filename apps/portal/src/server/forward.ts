import { closingSignal } from './closing-signal'
import { RequestFailure } from './failure'
import { type ServiceName, serviceUrl } from './services'

// A service that hangs must read as unreachable before people wonder.
const answerTimeoutMs = 8000
// Comparing every cached profile with the directory takes as long as there are profiles, and writing down whom a change
// of many means as long as there are people: given up early, it would be begun twice.
const patientPaths = new Set(['/trpc/cache.verify', '/trpc/users.bulk.start', '/trpc/users.bulk.undo'])
const patientTimeoutMs = 120_000

// Hop-by-hop headers (RFC 9110, 7.6.1), what fetch has already undone, and what is set apart below.
const droppedFromAnswer = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-encoding',
  'content-length',
  'date',
  'set-cookie',
  'x-request-id',
])

export interface ForwardOptions {
  service: ServiceName
  /** Path and query at the service. */
  path: string
  method: string
  headers: Headers
  body?: Uint8Array<ArrayBuffer>
  /** Ends when the browser has gone, so that a stream ends at the service too. */
  signal: AbortSignal
}

/** Asks a service. The time limit holds until it answers; a stream may then last. */
export async function askService(options: ForwardOptions): Promise<Response> {
  const { service, path, method, headers, body, signal } = options
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), timeoutOf(path))
  try {
    return await fetch(`${serviceUrl(service)}${path}`, {
      method,
      headers,
      ...(body ? { body } : {}),
      signal: AbortSignal.any([signal, patience.signal]),
      cache: 'no-store',
      redirect: 'manual',
    })
  } catch (cause) {
    throw new RequestFailure('UNAVAILABLE', `The ${service} service does not answer. Try again in a moment.`, { cause })
  } finally {
    clearTimeout(timer)
  }
}

const timeoutOf = (path: string) =>
  patientPaths.has(path.split('?', 1)[0] ?? path) ? patientTimeoutMs : answerTimeoutMs

/** The headers of the browser's request that a service may see. */
export function pickHeaders(from: Headers, names: readonly string[], requestId: string): Headers {
  const headers = new Headers({ 'x-request-id': requestId })
  for (const name of names) {
    const value = from.get(name)
    if (value !== null) headers.set(name, value)
  }
  return headers
}

/** The service's answer, streamed on as it comes. With `cookies`, these are set instead of the answer's own. */
export function passOn(answer: Response, requestId: string, cookies?: string[]): Response {
  const headers = new Headers({ 'x-request-id': requestId })
  answer.headers.forEach((value, name) => {
    if (!droppedFromAnswer.has(name)) headers.append(name, value)
  })
  for (const cookie of cookies ?? answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  // `no-transform` and the nginx hint keep proxies from holding back a stream.
  headers.set('cache-control', 'no-store, no-transform')
  headers.set('x-accel-buffering', 'no')
  const endless = answer.headers.get('content-type')?.startsWith('text/event-stream')
  const body = endless ? answer.body?.pipeThrough(new TransformStream(), { signal: closingSignal() }) : answer.body
  return new Response(body, { status: answer.status, headers })
}
