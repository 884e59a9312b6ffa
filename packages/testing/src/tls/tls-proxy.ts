import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'

const fileOf = (name: string) => fileURLToPath(new URL(`../../src/tls/${name}`, import.meta.url))

/** The certificate authority of the proxies; whoever trusts it may connect to `localhost`. Committed, for tests only. */
export const testAuthorityFile = fileOf('ca.pem')

export interface TlsProxy {
  /** Where it listens; the certificate is for `localhost`. */
  port: number
  close: () => Promise<void>
}

// PostgreSQL asks in plain whether it may go on in TLS: length 8, then this code (protocol 3.0, SSLRequest).
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** Ends TLS before a server that speaks plain. It refuses who doesn't ask for TLS, so that nobody falls back to plain. */
export async function startTlsProxy(options: {
  protocol: 'postgres' | 'redis'
  upstreamPort: number
}): Promise<TlsProxy> {
  const identity = { cert: readFileSync(fileOf('server.pem')), key: readFileSync(fileOf('server-key.pem')) }
  const sockets = new Set<Socket>()
  const join = (client: Duplex) => {
    const upstream = connect(options.upstreamPort, '127.0.0.1')
    sockets.add(upstream)
    client.pipe(upstream).pipe(client)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  }
  const server =
    options.protocol === 'redis'
      ? createTlsServer(identity, join)
      : createServer((socket) => {
          socket.on('error', () => socket.destroy())
          socket.once('data', (first) => {
            if (!first.equals(sslRequest)) return socket.destroy()
            socket.write('S')
            const secured = new TLSSocket(socket, { isServer: true, ...identity })
            secured.on('error', () => socket.destroy())
            secured.once('secure', () => join(secured))
          })
        })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listen(server)
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
