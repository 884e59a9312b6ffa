import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

export interface Deadlines {
  /** Until a request has to be there as a whole. */
  wholeMs: number
  /** How long a file may stand still on its way; a large one over a slow line takes as long as it takes. */
  standstillMs: number
}
const usual: Deadlines = { wholeMs: 300_000, standstillMs: 120_000 }

/** Ends connections on which a request's body doesn't come: each would be held for as long as somebody likes. */
export function addDeadlines(server: FastifyInstance, { wholeMs, standstillMs }: Deadlines = usual): void {
  server.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (!hasBody(raw)) return
    // Node sets the connection's own limit anew with its next request. One made inside the process has no connection.
    if (routeOptions.config?.takes) raw.socket.setTimeout?.(standstillMs)
    else endUnlessWhole(raw, wholeMs)
  })
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function endUnlessWhole(request: IncomingMessage, wholeMs: number): void {
  const timer = setTimeout(() => request.socket.destroy(), wholeMs).unref()
  request.once('close', () => clearTimeout(timer))
}
