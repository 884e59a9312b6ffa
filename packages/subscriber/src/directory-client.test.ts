import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createDirectoryClient } from './directory-client.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A directory that is told for each question, counted from 1, what becomes of it. */
async function startDirectory(answer: (question: number, ...given: Parameters<RequestListener>) => void) {
  let questions = 0
  const server = createServer((request, response) => {
    questions += 1
    const question = questions
    request.resume().on('end', () => answer(question, request, response))
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const client = createDirectoryClient({ authServiceUrl: `http://127.0.0.1:${port}`, token: async () => 'a token' })
  return { client, questions: () => questions }
}
const nobody = JSON.stringify({ result: { data: { items: [], missing: ['someone'] } } })

it('asks again when a kept connection is closed under a question', async () => {
  const { client, questions } = await startDirectory((question, { socket }, response) => {
    if (question === 2) socket.destroy()
    else response.end(nobody)
  })
  expect(await client.profiles(['someone'])).toMatchObject({ missing: ['someone'] })
  expect(await client.profiles(['someone'])).toMatchObject({ missing: ['someone'] })
  expect(questions()).toBe(3)
})

it('asks no third time', async () => {
  const { client, questions } = await startDirectory((_question, { socket }) => socket.destroy())
  await expect(client.profiles(['someone'])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(questions()).toBe(2)
})

it('gives up a directory that answers a part and falls silent', async () => {
  const { client } = await startDirectory((_question, _request, response) => response.write(nobody.slice(0, 9)))
  await expect(client.profiles(['someone'], { timeoutMs: 100 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})

it('calls an answer that is none, and a refusal, unavailable', async () => {
  const { client } = await startDirectory((question, _request, response) => {
    response.statusCode = question === 1 ? 200 : 403
    response.end('<html>')
  })
  await expect(client.profiles(['someone'])).rejects.toThrow('is not understood')
  await expect(client.profiles(['someone'])).rejects.toThrow('refused profiles (403)')
})
