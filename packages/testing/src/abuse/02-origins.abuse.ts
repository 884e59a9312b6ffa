import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from './support/people.js'
import { json, rawRequest, sendRaw } from './support/requests.js'
import { bearer, consoleNames, services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let victim: Person
const foreign = [
  'https://evil.example',
  'null',
  'http://localhost',
  'http://localhost.evil.example',
  'https://localhost:28500',
  'file://',
]
/** What a page of somebody else's can send without asking first. */
const forms: [string, string, string][] = [
  ['a form', 'application/x-www-form-urlencoded', 'id='],
  ['text', 'text/plain', '{"id":""}'],
  ['text that mentions JSON', 'text/plain; application/json', '{"id":""}'],
  [
    'a multipart form',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n\r\n--x--\r\n',
  ],
  ['an empty multipart form', 'multipart/form-data; boundary=x', ''],
]
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  victim = await world.add({ role: 'doctor' })
})
afterAll(() => world.close())

beforeEach(() => untouched())
const untouched = async () => expect(await world.versionOf(victim.id)).toBe(1)
const sessionsOf = (person: Person) =>
  world.count('auth', 'SELECT count(*) FROM session WHERE user_id = $1', [person.id])

describe('at the console', () => {
  it.each(foreign)('a write from %s is refused and does nothing', async (origin) => {
    for (const procedure of ['users.deactivate', 'users.remove', 'users.issueTemporaryPassword']) {
      const answer = await world.console.mutate('authService', procedure, { id: victim.id }, admin.cookie, { origin })
      expect([answer.status, answer.error?.appCode]).toEqual([403, 'FORBIDDEN'])
    }
    await untouched()
  })

  it('a write without an origin is refused', async () => {
    const reply = await world.console.send('/api/trpc/directory/users.remove', {
      method: 'POST',
      headers: { ...json, cookie: admin.cookie },
      body: JSON.stringify({ id: victim.id }),
    })
    expect(reply.status).toBe(403)
    await untouched()
  })

  it.each(forms)('%s is refused, wherever it says that it is from', async (_, type, body) => {
    for (const origin of [world.console.url, 'https://evil.example']) {
      for (const path of ['/api/trpc/directory/users.remove', '/api/trpc/directory/me.endSessions']) {
        const headers = { 'content-type': type, cookie: admin.cookie, origin }
        const reply = await world.console.send(path, {
          method: 'POST',
          headers,
          body: body.replace('id=', `id=${victim.id}`),
        })
        expect([403, 415]).toContain(reply.status)
      }
    }
    await untouched()
    expect((await world.tokenReply(admin.cookie)).status).toBe(200)
  })

  it.each(['https://evil.example', 'null', ''])('nobody is signed in or out from %j', async (origin) => {
    const person = await world.add()
    const { cookie } = await world.signIn(person)
    for (const [path, body] of [
      ['sign-out', {}],
      ['sign-in/email', { email: person.email, password: 'seven quiet herons 42' }],
      ['change-password', { currentPassword: 'seven quiet herons 42', newPassword: 'nine loud geese 77' }],
      ['two-factor/enable', { password: 'seven quiet herons 42' }],
    ] as const) {
      const reply = await world.console.send(`/api/auth/${path}`, {
        method: 'POST',
        headers: { ...json, cookie, ...(origin ? { origin } : {}) },
        body: JSON.stringify(body),
      })
      expect([path, [403, 404].includes(reply.status), reply.cookies]).toEqual([path, true, []])
    }
    expect(await sessionsOf(person)).toBe(1)
    expect((await world.attempt(person.email)).status).toBe(200)
  })
})

describe('at the services', () => {
  it.each(foreign)('a write from %s is refused, though its token is good', async (origin) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const reply = await world.services.send('authService', '/trpc/users.remove', {
        method,
        headers: { ...json, ...bearer(admin.token), origin },
        body: JSON.stringify({ id: victim.id }),
      })
      expect([method, reply.status]).toEqual([method, 403])
    }
    await untouched()
  })

  it.each(foreign.slice(0, 2))('no session begins or changes from %s', async (origin) => {
    const person = await world.add()
    const reply = await world.attempt(person.email, undefined, { origin })
    expect([reply.status, reply.cookies, await sessionsOf(person)]).toEqual([403, [], 0])
    const { cookie } = await world.signIn(person)
    const body = { currentPassword: 'seven quiet herons 42', newPassword: 'nine loud geese 77' }
    expect((await world.post('change-password', body, { origin, cookie })).status).toBe(403)
    expect((await world.attempt(person.email)).status).toBe(200)
  })

  it('a script, which sends no origin, may write', async () => {
    const person = await world.add({ role: 'doctor' })
    const answer = await world.services.post('authService', 'users.deactivate', { id: person.id }, admin.token)
    expect([answer.status, await world.versionOf(person.id)]).toEqual([200, 2])
  })

  it.each(forms)('%s is refused by each of them', async (_, type, body) => {
    for (const [service, procedure] of [
      ['authService', 'users.remove'],
      ['authService', 'me.endSessions'],
      ['userService', 'sync.stopReconcile'],
      ['chatService', 'sync.stopReconcile'],
    ] as const) {
      const headers = { 'content-type': type, ...bearer(admin.token) }
      const reply = await world.services.send(service, `/trpc/${procedure}`, { method: 'POST', headers, body })
      expect([service, procedure, reply.status]).toEqual([service, procedure, 415])
    }
    await untouched()
    expect((await world.tokenReply(admin.cookie)).status).toBe(200)
  })
})

describe('by another method', () => {
  const writes = [
    ['authService', 'users.remove'],
    ['authService', 'users.deactivate'],
    ['authService', 'me.endSessions'],
    ['userService', 'sync.reconcile'],
    ['chatService', 'cache.invalidate'],
  ] as const

  it.each(writes)('%s %s by GET or HEAD does nothing', async (service, procedure) => {
    const path = `${procedure}?input=${encodeURIComponent(JSON.stringify({ id: victim.id, reason: 'r' }))}`
    for (const method of ['GET', 'HEAD']) {
      const at = await world.services.send(service, `/trpc/${path}`, { method, headers: bearer(admin.token) })
      const through = await world.console.send(`/api/trpc/${consoleNames[service]}/${path}`, {
        method,
        headers: { cookie: admin.cookie },
      })
      // HEAD has no body to say it in, and is not run either.
      const expected = method === 'GET' ? 405 : expect.toSatisfy((status: number) => status === 204 || status === 405)
      expect([method, at.status, through.status]).toEqual([method, expected, expected])
    }
    await untouched()
    expect((await world.tokenReply(admin.cookie)).status).toBe(200)
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'BREW'])('%s is not taken', async (method) => {
    const body = JSON.stringify({ id: victim.id })
    for (const service of services) {
      const headers = { ...json, ...bearer(admin.token) }
      const { status, text } = await sendRaw(
        world.stack[service].url,
        rawRequest(`${method} /trpc/users.remove`, headers, body),
      )
      expect([service, status === 0 || (status >= 400 && status < 500)]).toEqual([service, true])
      // A TRACE that is echoed would show what a browser hides from scripts.
      expect(text).not.toContain(admin.token)
    }
    const headers = { ...json, Origin: world.console.url, Cookie: admin.cookie }
    const { status, text } = await sendRaw(
      world.console.url,
      rawRequest(`${method} /api/trpc/directory/users.remove`, headers, body),
    )
    expect([status === 0 || status >= 400, text.includes(admin.cookie)]).toEqual([true, false])
    await untouched()
  })
})
