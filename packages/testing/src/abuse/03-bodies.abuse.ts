import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { json, rawRequest, send, sendRaw } from './support/requests.js'
import { bearer, services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let peopleBefore: number
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  peopleBefore = await people()
})
afterAll(() => world.close())

const people = () => world.count('auth', 'SELECT count(*) FROM "user" WHERE tenant_id = $1', [world.clinic])
/** Nobody was created, and everybody still answers. */
afterEach(async () => {
  expect(await people()).toBe(peopleBefore)
  for (const service of services) expect((await world.services.send(service, '/healthz')).status).toBe(200)
  expect((await world.console.send('/healthz')).status).toBe(200)
})

/** Each way in: the services with a token, and the console with a cookie. */
const doors = () => [
  ...services.map((service) => ({
    url: `${world.stack[service].url}/trpc`,
    headers: { ...json, ...bearer(admin.token) },
  })),
  {
    url: `${world.console.url}/api/trpc/directory`,
    headers: { ...json, cookie: admin.cookie, origin: world.console.url },
  },
]
const newUser = (email: string) => ({ email, firstName: 'Ada', lastName: 'Moyo', role: 'viewer' })
const refused = (status: number) => status >= 400 && status < 500

describe('what is too much', () => {
  it.each([21, 300, 5000])('a batch of %i calls does none of them, and says little', async (calls) => {
    for (const { url, headers } of doors()) {
      const path = `${url}/${Array(calls).fill('users.create').join(',')}?batch=1`
      const inputs = Object.fromEntries(
        Array.from({ length: calls }, (_, call) => [call, newUser(`b${call}@abuse.test`)]),
      )
      const reply = await send(path, { method: 'POST', headers, body: JSON.stringify(inputs) })
      expect([refused(reply.status), reply.text.length < 20_000]).toEqual([true, true])
      const read = await send(`${url}/${Array(calls).fill('me.get').join(',')}?batch=1`, { headers })
      expect([refused(read.status), read.text.includes('"result"')]).toEqual([true, false])
    }
  })

  it('10 MB are refused, whether their length is told or not', async () => {
    const body = JSON.stringify(newUser('x'.repeat(10 * 1024 * 1024)))
    for (const { url, headers } of doors()) {
      const told = await send(`${url}/users.create`, { method: 'POST', headers, body }).catch(() => undefined)
      // A server may also close the connection on somebody who goes on sending.
      expect([413, undefined]).toContain(told?.status)
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
      const head = rawRequest(`POST ${new URL(`${url}/users.create`).pathname}`, {
        ...headers,
        'Transfer-Encoding': 'chunked',
      })
      const { status } = await sendRaw(url, `${head}${chunk.repeat(40)}0\r\n\r\n`)
      expect([413, 0]).toContain(status)
    }
    const signIn = await world.post('sign-in/email', { email: 'a@abuse.test', password: 'x'.repeat(2 * 1024 * 1024) })
    expect(signIn.status).toBe(413)
  })

  it.each([100_000, 400_000])('JSON nested %i deep is refused without being walked', async (levels) => {
    const shapes = ['['.repeat(levels), '['.repeat(levels) + ']'.repeat(levels), '{"a":'.repeat(levels)]
    for (const { url, headers } of doors()) {
      for (const body of shapes) {
        for (const text of [body, `{"email":${body}}`]) {
          const reply = await send(`${url}/users.create`, { method: 'POST', headers, body: text })
          expect([refused(reply.status), reply.text.length < 5000]).toEqual([true, true])
        }
      }
    }
    for (const path of ['sign-in/email', 'service-token', 'setup', 'reset-password']) {
      const reply = await send(`${world.stack.authService.url}/auth/${path}`, {
        headers: json,
        body: `{"email":${'['.repeat(Math.min(levels, 15_000))}`,
      })
      expect([path, refused(reply.status)]).toEqual([path, true])
    }
  })

  it('a long address and a flood of headers are refused', async () => {
    for (const { url } of doors()) {
      const long = await sendRaw(url, rawRequest(`GET /${'a'.repeat(100_000)}`))
      const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`X-Flood-${index}`, 'x'.repeat(20)]))
      const flooded = await sendRaw(url, rawRequest('GET /healthz', many))
      for (const { status } of [long, flooded]) expect(status === 0 || refused(status)).toBe(true)
    }
  })

  it.each(['\u0301', '\u200d', '\u{1F468}\u200d'])('a name of endless %j is refused, and soon', async (mark) => {
    const name = `a${mark.repeat(Math.floor(900_000 / Buffer.byteLength(JSON.stringify(mark))))}`
    const input = { ...newUser('marks@abuse.test'), firstName: name }
    const answer = await world.services.post('authService', 'users.create', input, admin.token)
    expect([answer.status, answer.error?.fields[0]?.path, answer.text.length < 1000]).toEqual([400, 'firstName', true])
    const search = await world.services.post('userService', 'clinicians.list', { search: name }, admin.token)
    expect(refused(search.status)).toBe(true)
  })
})

describe('what is not as it should be', () => {
  it.each([
    ['an unclosed object', '{"email"'],
    ['two values', '{}{}'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['a number too large', '1e999'],
    ['a byte order mark', '\ufeff{}'],
    ['NUL', '\0'],
    ['half a surrogate', '{"email":"\\ud800@abuse.test","firstName":"\\udfff","lastName":"x","role":"viewer"}'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ])('%s is no input', async (_, body) => {
    for (const { url, headers } of doors().slice(0, 1).concat(doors().slice(-1))) {
      const reply = await send(`${url}/users.create`, { method: 'POST', headers, body })
      expect(reply.status).toBe(400)
      expect(reply.text).not.toMatch(/\bat \/|node_modules|SyntaxError|root:/)
    }
  })

  it.each([
    '{"__proto__":{"role":"admin","isPlatform":true},"email":"p@abuse.test","firstName":"P","lastName":"Q","role":"viewer"}',
    '{"constructor":{"prototype":{"role":"admin"}},"email":"p@abuse.test","firstName":"P","lastName":"Q","role":"viewer"}',
    '{"email":"p@abuse.test","firstName":{"__proto__":{"role":"admin"}},"lastName":"Q","role":"viewer"}',
  ])('%s teaches no object a new property', async (body) => {
    const viewer = await world.add({ role: 'viewer' })
    peopleBefore += 1
    for (const { url, headers } of doors()) {
      const reply = await send(`${url}/users.create`, { method: 'POST', headers, body })
      expect(refused(reply.status)).toBe(true)
    }
    const { token } = await world.signIn(viewer)
    const answer = await world.services.post('authService', 'users.create', newUser('q@abuse.test'), token)
    expect(answer.status).toBe(403)
  })

  it.each([
    'toString',
    '__proto__',
    'constructor',
    'users.__proto__',
    'users.constructor',
    'hasOwnProperty.call',
    'users',
  ])('%s is no procedure', async (procedure) => {
    for (const service of services) {
      const answer = await world.services.post(service, procedure, {}, admin.token)
      expect([service, answer.status]).toEqual([service, 404])
    }
  })

  it('a request that is two requests to somebody is refused', async () => {
    const smuggled = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'
    for (const { url } of doors()) {
      const doubtful: Record<string, string>[] = [
        { 'Content-Length': '4', 'Transfer-Encoding': 'chunked' },
        { 'Transfer-Encoding': 'chunked, identity' },
        { 'Content-Length': '0\r\nContent-Length: 60' },
        { 'Transfer-Encoding ': 'chunked' },
      ]
      for (const headers of doubtful) {
        const { status, text } = await sendRaw(url, `${rawRequest('POST /trpc/me.get', headers)}0\r\n\r\n${smuggled}`)
        expect([status === 0 || refused(status), text.includes('process_cpu')]).toEqual([true, false])
      }
    }
  })
})

describe('the request’s id and trace', () => {
  it.each([
    'short',
    'x'.repeat(65),
    'abc"}\\n{"level":"fatal"}',
    '<script>alert(1)</script>',
    'ünïcödé-long',
    '../../etc',
    "'; DROP TABLE x --",
  ])('%j is not taken over', async (given) => {
    const headers = { 'x-request-id': Buffer.from(given).toString('latin1'), traceparent: 'x'.repeat(55) }
    const person = await world.add({ role: 'viewer' })
    peopleBefore += 1
    const through = await send(`${world.console.url}/api/trpc/directory/users.deactivate`, {
      headers: { ...json, ...headers, cookie: admin.cookie, origin: world.console.url },
      body: JSON.stringify({ id: person.id }),
    })
    const at = await send(`${world.stack.authService.url}/trpc/users.activate`, {
      headers: { ...json, ...headers, ...bearer(admin.token) },
      body: JSON.stringify({ id: person.id }),
    })
    expect([through.status, at.status]).toEqual([200, 200])
    for (const reply of [through, at]) expect(reply.headers.get('x-request-id')).toMatch(/^(console-)?[\da-f-]{36}$/)
    const events = await world.sql<{ correlation_id: string; traceparent: string | null }>(
      'auth',
      'SELECT correlation_id, traceparent FROM user_event WHERE user_id = $1 AND user_version > 1',
      [person.id],
    )
    expect(events).toHaveLength(2)
    for (const event of events) {
      expect(event.correlation_id).toMatch(/^(console-)?[\da-f-]{36}$/)
      expect(event.traceparent ?? '').not.toContain('xx')
    }
  })

  it('a header can’t be smuggled into an answer', async () => {
    const { text } = await sendRaw(
      world.stack.authService.url,
      rawRequest('GET /healthz', { 'X-Request-Id': 'aaaaaaaa\rSet-Cookie: evil=1' }),
    )
    expect(text).not.toMatch(/set-cookie/i)
    const { text: page } = await sendRaw(world.console.url, rawRequest('GET /users?x=%0d%0aSet-Cookie:%20evil=1'))
    expect(page.split('\r\n\r\n')[0]).not.toMatch(/^set-cookie: evil/im)
  })
})
