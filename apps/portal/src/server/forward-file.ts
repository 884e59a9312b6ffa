import { RequestFailure } from './failure'
import { serviceUrl } from './services'

// A file that stands still for so long is not going to arrive; the service stages rows meanwhile.
const standstillMs = 60_000

export interface FileOptions {
  /** Path and query at the directory service. */
  path: string
  headers: Headers
  body: ReadableStream<Uint8Array>
  signal: AbortSignal
}

/** Hands a file on to the directory service as it comes: neither side ever holds it. */
export async function forwardFile({ path, headers, body, signal }: FileOptions): Promise<Response> {
  const patience = new AbortController()
  let timer = setTimeout(() => patience.abort(), standstillMs)
  const watched = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        clearTimeout(timer)
        timer = setTimeout(() => patience.abort(), standstillMs)
        controller.enqueue(chunk)
      },
    }),
  )
  // `duplex` is missing from the DOM's types, and Node demands it for streams.
  const init: RequestInit & { duplex: 'half' } = {
    ...{ method: 'POST', headers, body: watched, duplex: 'half', cache: 'no-store', redirect: 'manual' },
    signal: AbortSignal.any([signal, patience.signal]),
  }
  try {
    return await fetch(`${serviceUrl('directory')}${path}`, init)
  } catch (cause) {
    throw new RequestFailure('UNAVAILABLE', 'The directory service does not answer. Try again in a moment.', { cause })
  } finally {
    clearTimeout(timer)
  }
}
