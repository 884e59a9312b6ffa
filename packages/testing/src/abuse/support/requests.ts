import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'

export interface Reply {
  status: number
  headers: Headers
  text: string
  cookies: string[]
}

export interface Sending {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | FormData
}

/** One request, never redirected. */
export async function send(url: string, { method, headers = {}, body }: Sending = {}): Promise<Reply> {
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, cookies: answer.headers.getSetCookie() }
}

/** Bytes on a bare connection, for what fetch is too polite to send; answers all that came back until it closed. */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  // A server that has refused closes without reading the rest.
  socket.on('error', () => socket.destroy())
  socket.setTimeout(10_000, () => socket.destroy())
  socket.write(bytes)
  const text = await readText(socket).catch(() => '')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text }
}

/** The lines of a request that asks to close. */
export const rawRequest = (line: string, headers: Record<string, string> = {}, body = ''): string =>
  [
    `${line} HTTP/1.1`,
    ...Object.entries({ Host: 'localhost', Connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    ...(body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    '',
    body,
  ].join('\r\n')

export const json = { 'content-type': 'application/json' }

/** Cookies as a browser would send them back. */
export const cookieHeader = (cookies: readonly string[]): string =>
  cookies
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ')
