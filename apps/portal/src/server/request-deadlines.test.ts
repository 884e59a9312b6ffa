import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setRequestDeadlines } from './request-deadlines'

let server: Server
let stop: () => void
beforeEach(() => {
  // As Node cuts requests that take too long, only sooner and more often.
  server = createServer({ requestTimeout: 150, headersTimeout: 150, connectionsCheckingInterval: 20 })
})
afterEach(() => {
  stop()
  server.closeAllConnections()
  server.close()
})

async function listen(standstillMs: number) {
  stop = setRequestDeadlines({ wholeMs: 200, fileMs: 60_000, standstillMs })
  server.on('request', (message, response) => {
    if (message.url?.includes('refused')) response.writeHead(401).end()
    else message.resume().on('end', () => response.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

/** Its headers and first bytes are on their way; the rest is to come. */
function begin(path: string) {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const sent = request({ port, host: '127.0.0.1', path, method: 'POST' })
  const answered = once(sent, 'response').then(([answer]) => Number(answer.statusCode))
  const closed = once(sent, 'close')
  for (const promise of [answered, closed]) promise.catch(() => {})
  sent.on('error', () => {})
  sent.write('a')
  return { sent, answered, closed }
}

it('a file that keeps coming outlasts what any other request is given', async () => {
  await listen(60_000)
  const file = begin('/api/users/import?name=a.csv')
  const other = begin('/api/trpc/directory/users.list')
  await expect(other.answered).rejects.toThrow()
  file.sent.end('b')
  expect(await file.answered).toBe(200)
})

it('a file that stands still is ended', async () => {
  await listen(100)
  await expect(begin('/api/users/import').answered).rejects.toThrow()
})

it('a file that was refused is not waited for as long as one that is taken', async () => {
  await listen(60_000)
  const file = begin('/api/users/import?refused')
  expect(await file.answered).toBe(401)
  await file.closed
})
