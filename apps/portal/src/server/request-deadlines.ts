import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, Server, ServerResponse } from 'node:http'

export interface RequestDeadlines {
  /** Until a request has to be there as a whole. */
  wholeMs: number
  /** The same for a file: the largest that is taken, at 100 kbit a second. */
  fileMs: number
  /** How long a file may stand still on its way. */
  standstillMs: number
}
const usual: RequestDeadlines = { wholeMs: 300_000, fileMs: 6 * 3_600_000, standstillMs: 120_000 }
const channel = 'http.server.request.start'

const takesFile = ({ method, url }: IncomingMessage) => method === 'POST' && url?.split('?')[0] === '/api/users/import'
const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Node ends every request that takes longer than five minutes to arrive, a large file over a slow line too. Files are
 * given longer, as long as they keep coming; everything else keeps what it had, and so do headers. Next offers no hook
 * that sees the server; Node's own channel does. Answers how to stop.
 */
export function setRequestDeadlines({ wholeMs, fileMs, standstillMs }: RequestDeadlines = usual): () => void {
  const onRequest = (message: unknown) => {
    if (typeof message !== 'object' || message === null) return
    if (!('request' in message && 'response' in message && 'server' in message)) return
    const { request, response, server } = message
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse && server instanceof Server)) return
    server.requestTimeout = fileMs
    if (!hasBody(request)) return
    if (!takesFile(request)) return endUnlessWhole(request, wholeMs)
    request.socket.setTimeout(standstillMs)
    // Refused: it may still come to its end, but for no longer than anything else.
    response.once('finish', () => endUnlessWhole(request, wholeMs))
  }
  subscribe(channel, onRequest)
  return () => unsubscribe(channel, onRequest)
}

function endUnlessWhole(request: IncomingMessage, wholeMs: number): void {
  if (request.complete) return
  const timer = setTimeout(() => request.socket.destroy(), wholeMs).unref()
  request.once('close', () => clearTimeout(timer))
}
