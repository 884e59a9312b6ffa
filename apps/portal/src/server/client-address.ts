import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'

/**
 * Makes `x-forwarded-for` the address the connection really came from, unless a trusted proxy says otherwise:
 * auth-service limits sign-ins by it. Next offers no hook that sees the socket; Node's own channel does.
 */
export function tellClientAddress(trustedProxies: ReadonlySet<string>): void {
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return
    const { request } = message
    if (!(request instanceof IncomingMessage)) return
    const address = request.socket.remoteAddress?.replace(/^::ffff:/, '')
    if (address && !trustedProxies.has(address)) request.headers['x-forwarded-for'] = address
  })
}
