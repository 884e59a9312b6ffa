import { request as sendRaw } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHttpServer } from './http.js'
import { createLogger } from './logger.js'
import { createMetrics } from './metrics.js'
import { personProcedure, router } from './trpc.js'

const caller = {
  ...{ kind: 'user' as const, userId: '0192f000-0000-7000-8000-000000000002', role: 'doctor' },
  ...{ tenantId: '0192f000-0000-7000-8000-000000000001', sessionId: '0192f000-0000-7000-8000-000000000003' },
  ...{ mustChangePassword: false, twoFactorRequired: false, platform: false },
}
const secret = 'relation "user" at /srv/rollcall/secret.ts'
let worked = 0
const work = () => {
  worked += 1
  return worked
}
let url: string
let port: number
let close: () => Promise<unknown>

beforeAll(async () => {
  const server = await createHttpServer({
    appRouter: router({
      read: personProcedure(null).input(z.unknown()).query(work),
      write: personProcedure(null).input(z.unknown()).mutation(work),
      fail: personProcedure(null).query(() => {
        throw new Error(secret)
      }),
    }),
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    lifecycle: { onClose: () => {}, isClosing: () => false, close: async () => {} },
    portalUrls: ['https://console.test/', 'http://localhost:3100'],
    verifyToken: async () => caller,
    readiness: [],
  })
  server.get('/fail', async () => {
    throw new Error(secret)
  })
  url = await server.listen({ host: '127.0.0.1', port: 0 })
  port = Number(new URL(url).port)
  close = () => server.close()
})
afterAll(() => close())
beforeEach(() => {
  worked = 0
})

const json = { 'content-type': 'application/json', authorization: 'Bearer token' }
const post = (body: string | FormData | null, headers: Record<string, string> = {}, path = '/trpc/write') =>
  fetch(`${url}${path}`, { method: 'POST', headers: { ...json, ...headers }, body })
const get = (path: string) => fetch(`${url}${path}`, { headers: { authorization: 'Bearer token' } })
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** One shape: a sentence, a code and the request id, which is in the header too. */
async function expectRefused(answer: Response, status: number, words: RegExp) {
  const text = await answer.text()
  expect([answer.status, text]).toEqual([status, expect.stringMatching(words)])
  expect(answer.headers.get('content-type')).toContain('application/json')
  const body: unknown = JSON.parse(text)
  for (const { error, ...rest } of Array.isArray(body) ? body : [body]) {
    expect(rest).toEqual({})
    expect(Object.keys(error).sort()).toEqual(['code', 'data', 'message'])
    const { code, httpStatus, appCode, requestId, ...others } = error.data
    expect(others).toEqual({})
    expect(httpStatus).toBe(status)
    expect([code, appCode]).toEqual([expect.stringMatching(/^[A-Z_]+$/), expect.stringMatching(/^[A-Z_]+$/)])
    expect(requestId).toBe(answer.headers.get('x-request-id'))
  }
  expect(text).not.toMatch(/FST_|fastify|SyntaxError|Unexpected|position \d|node_modules|\bat \/|TRPCError|secret/i)
  expect(worked).toBe(0)
}

describe('where a write comes from', () => {
  it.each(['https://evil.test', 'null', 'https://console.test.evil.test', 'http://console.test', ''])(
    'origin %j may not write, by whatever method or address',
    async (origin) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        for (const path of ['/trpc/write', '/trpc/read', '/%74rpc/write', '/elsewhere']) {
          const answer = await fetch(`${url}${path}`, { method, headers: { ...json, origin }, body: '1' })
          await expectRefused(answer, 403, /did not come from the console/)
        }
      }
    },
  )

  it.each(['https://console.test', 'http://localhost:3100'])(
    'the console at %s may, and so may a service',
    async (origin) => {
      expect((await post('1', { origin })).status).toBe(200)
      expect((await post('1')).status).toBe(200)
      expect(worked).toBe(2)
    },
  )

  it('a mutation by GET or HEAD does nothing', async () => {
    await expectRefused(await get('/trpc/write?input=1'), 405, /by POST/)
    await fetch(`${url}/trpc/write?input=1`, { method: 'HEAD', headers: json })
    expect(worked).toBe(0)
  })
})

describe('what a write carries', () => {
  it.each([
    ['a form', 'a=b', 'application/x-www-form-urlencoded'],
    ['text', '{}', 'text/plain;charset=UTF-8'],
    ['text that mentions JSON', '{}', 'text/plain; application/json'],
    ['a type of its own', '{}', 'application/jsonp'],
    ['no type', '{}', ''],
    ['bytes', '{}', 'application/octet-stream'],
  ])('%s is refused', async (_, body, type) => {
    await expectRefused(await post(body, { 'content-type': type }), 415, /Send JSON/)
  })

  it('a multipart form is refused, also one without an input', async () => {
    const form = new FormData()
    form.set('input', '1')
    const headers = { authorization: 'Bearer token' }
    await expectRefused(await fetch(`${url}/trpc/write`, { method: 'POST', headers, body: form }), 415, /Send JSON/)
    const empty = { ...headers, 'content-type': 'multipart/form-data; boundary=x' }
    await expectRefused(await fetch(`${url}/trpc/write`, { method: 'POST', headers: empty }), 415, /Send JSON/)
  })

  it('JSON with a charset is taken', async () => {
    expect((await post('1', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200)
  })

  it('what is larger than 1 MB is refused, whether its length was told or not', async () => {
    const large = JSON.stringify('x'.repeat(1024 * 1024))
    await expectRefused(await post(large), 413, /1 MB/)
    const status = await new Promise((resolve, reject) => {
      const headers = { ...json, 'transfer-encoding': 'chunked' }
      const sent = sendRaw(`${url}/trpc/write`, { method: 'POST', headers }, (answer) => resolve(answer.statusCode))
      sent.on('error', reject)
      for (let part = 0; part < 20; part++) sent.write('x'.repeat(65_536))
      sent.end()
    })
    expect([status, worked]).toEqual([413, 0])
  })

  it('nesting deeper than 32 levels is refused, in the body and in the address', async () => {
    await expectRefused(await post(nested(33)), 400, /32 levels/)
    await expectRefused(await post('['.repeat(900_000)), 400, /32 levels/)
    await expectRefused(await get(`/trpc/read?input=${encodeURIComponent(nested(33))}`), 400, /32 levels/)
    await expectRefused(await get(`/trpc/read?input=1&input=${encodeURIComponent(nested(33))}`), 400, /32 levels/)
    await expectRefused(await get(`/trpc/read?a=?&input=${encodeURIComponent(nested(33))}`), 400, /32 levels/)
    expect((await post(nested(32))).status).toBe(200)
    expect((await get(`/trpc/read?input=${encodeURIComponent(nested(32))}`)).status).toBe(200)
  })

  it('a batch of more than 20 calls does none of them', async () => {
    for (const comma of [',', '%2C']) {
      const path = `/trpc/${Array(21).fill('read').join(comma)}?batch=1`
      await expectRefused(await get(path), 400, /at most 20 calls/)
      await expectRefused(await post('{}', {}, path), 400, /at most 20 calls/)
    }
    const huge = await get(`/trpc/${Array(2500).fill('read').join(',')}?batch=1`)
    expect([huge.status >= 400, worked]).toEqual([true, 0])
    expect((await get(`/trpc/${Array(20).fill('read').join(',')}?batch=1`)).status).toBe(200)
    expect(worked).toBe(20)
  })

  it.each(['{"half', '\u0000', '{"a":1}{"b":2}', '<xml/>'])(
    'malformed JSON %j is told in our own words',
    async (body) => {
      await expectRefused(await post(body), 400, /could not be read/)
      await expectRefused(await get(`/trpc/read?input=${encodeURIComponent(body)}`), 400, /could not be read/)
      await expectRefused(await post(body, {}, '/trpc/write?batch=1'), 400, /could not be read/)
    },
  )
})

describe('addresses', () => {
  it.each(['/nothing', '/trpc', '/trpc/', '/trpc/a/b', '/healthz/x', '/%2e%2e/etc/passwd'])(
    '%s holds nothing',
    async (path) => {
      await expectRefused(await get(path), 404, /nothing at this address|no such procedure/i)
    },
  )
  it('an unknown procedure is not repeated in the answer', async () => {
    await expectRefused(await get('/trpc/users.<script>'), 404, /no such procedure/)
  })
  it('a wrong method is refused', async () => {
    await expectRefused(await fetch(`${url}/healthz`, { method: 'POST' }), 404, /nothing at this address/)
  })
  it('an address that is no URL is refused', async () => {
    const text = await sendBytes(`GET /trpc/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(errorOf(text)).toMatchObject({ message: expect.stringContaining('could not be read') })
  })
})

describe('faults of our own', () => {
  it.each(['/fail', '/trpc/fail'])('%s tells a request id and nothing of where it went wrong', async (path) => {
    await expectRefused(await get(path), 500, /went wrong on our side/)
  })
})

describe('what is no HTTP', () => {
  it('headers of 64 kB are refused with a sentence', async () => {
    const text = await sendBytes(`GET /healthz HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(65_536)}\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 431 /)
    expect(errorOf(text)).toMatchObject({ message: expect.stringContaining('headers'), data: { httpStatus: 431 } })
  })
  it('garbage is refused with a sentence', async () => {
    const text = await sendBytes('\u0016\u0003\u0001 hello\r\n\r\n')
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(errorOf(text)).toMatchObject({
      data: { appCode: 'BAD_INPUT', requestId: expect.stringMatching(/^[\w-]{36}$/) },
    })
  })
})

describe('request ids', () => {
  it.each(['short', 'a b c d e f g h', 'x'.repeat(65), 'id<script>alert'])(
    '%j of a client is replaced',
    async (given) => {
      const id = (await post('1', { 'x-request-id': given })).headers.get('x-request-id')
      expect(id).toMatch(/^[\da-f-]{36}$/)
    },
  )
  it('one that is fit for a log line is kept', async () => {
    expect((await post('1', { 'x-request-id': 'console-12345678' })).headers.get('x-request-id')).toBe(
      'console-12345678',
    )
  })
})

function sendBytes(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
}
const errorOf = (text: string): unknown => JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)).error
