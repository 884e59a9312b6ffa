import { once } from 'node:events'
import { request } from 'node:http'
import { type FastifyInstance, fastify } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDeadlines } from './http-deadlines.js'

let server: FastifyInstance
beforeEach(async () => {
  server = fastify()
  server.addContentTypeParser('text/csv', (_, payload, done) => done(null, payload))
})
afterEach(() => server.close())

async function listen(wholeMs: number, standstillMs: number) {
  addDeadlines(server, { wholeMs, standstillMs })
  server.post('/words', async () => ({ taken: true }))
  server.post<{ Body: AsyncIterable<Buffer> }>('/file', { config: { takes: 'text/csv' } }, async ({ body }) => {
    let bytes = 0
    for await (const chunk of body) bytes += chunk.length
    return { bytes }
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
}

/** Its headers and first bytes are on their way; the rest is to come. */
function begin(path: string, type: string) {
  const [address] = server.addresses()
  const port = typeof address === 'object' ? address.port : 0
  const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers: { 'content-type': type } })
  const answered = once(sent, 'response').then(([answer]) => Number(answer.statusCode))
  answered.catch(() => {})
  sent.write('[')
  return { sent, answered }
}

it('ends a request whose body does not come, while a file that keeps coming outlasts it', async () => {
  await listen(100, 60_000)
  const file = begin('/file', 'text/csv')
  const slow = begin('/words', 'application/json')
  await expect(slow.answered).rejects.toThrow()
  file.sent.end('rest')
  expect(await file.answered).toBe(200)
})

it('ends a file that stands still', async () => {
  await listen(60_000, 100)
  await expect(begin('/file', 'text/csv').answered).rejects.toThrow()
})

it('leaves alone what is there in time', async () => {
  await listen(60_000, 60_000)
  const words = begin('/words', 'application/json')
  words.sent.end(']')
  expect(await words.answered).toBe(200)
})
