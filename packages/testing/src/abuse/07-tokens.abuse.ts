import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitFor } from '../faults/wait-for.js'
import { type Claims, claimsOf, headerOf, newKey, plantKey, unsigned, withHmac, withKey } from './support/forge.js'
import type { Person } from './support/people.js'
import { send } from './support/requests.js'
import { bearer, type Service, services } from './support/services.js'
import { openWorld, type World } from './support/world.js'

let world: World
let key: Awaited<ReturnType<typeof plantKey>>
let admin: Person
let viewer: Person
let real: string
let claims: Claims
let attacker: Server
let attackerUrl: string
let visits = 0
const own = newKey()
const jwk = own.publicKey.export({ format: 'jwk' })
beforeAll(async () => {
  world = await openWorld()
  admin = await world.add()
  viewer = await world.add({ role: 'viewer' })
  real = (await world.signIn(admin)).token
  claims = claimsOf(real)
  key = await plantKey(world.pools.auth)
  attacker = createServer((_, answer) => {
    visits += 1
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify({ keys: [{ ...jwk, kid: 'evil', alg: 'ES256' }] }))
  })
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  const address = attacker.address()
  attackerUrl = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/jwks`
  // Each service has to learn of the key first.
  for (const service of services) {
    await waitFor(`${service} knows the planted key`, async () => (await ask(service, key.sign(claims))).status === 200)
  }
})
afterAll(async () => {
  await key.remove()
  attacker.close()
  await world.close()
})

/** What an administrator may read at each service. */
const personal = { authService: 'users.list', userService: 'users.list', chatService: 'cache.stats' } as const
const ask = (service: Service, token: string) => world.services.post(service, personal[service], {}, token)

async function expectShut(token: string): Promise<void> {
  for (const service of services) {
    const answer = await ask(service, token)
    expect([service, answer.status, answer.error?.appCode]).toEqual([service, 401, 'UNAUTHENTICATED'])
    expect(answer.text).not.toMatch(/jose|JWS|JWT|kid|signature|audience/i)
    const write = await world.services.post('authService', 'users.deactivate', { id: viewer.id }, token)
    expect(write.status).toBe(401)
  }
  expect(await world.versionOf(viewer.id)).toBe(1)
}

const now = () => Math.floor(Date.now() / 1000)

describe('a token that is wrong in one thing', () => {
  it.each<[string, () => Claims]>([
    ['expired', () => ({ iat: now() - 600, exp: now() - 90 })],
    ['without an end', () => ({ exp: undefined })],
    ['of the day after tomorrow', () => ({ nbf: now() + 172_800, exp: now() + 180_000 })],
    ['of another issuer', () => ({ iss: 'somebody' })],
    ['without an issuer', () => ({ iss: undefined })],
    ['for nobody', () => ({ aud: [] })],
    ['for another audience', () => ({ aud: 'rollcall' })],
    ['for the services’ own routes', () => ({ aud: services.map((name) => `rollcall-internal/${name}`) })],
    ['of a service, it says', () => ({ kind: 'service' })],
    ['of no kind', () => ({ kind: undefined })],
    ['of nobody', () => ({ sub: undefined })],
    ['of a wildcard', () => ({ sub: '*' })],
    ['of somebody else, with this session', () => ({ sub: viewer.id, role: 'viewer' })],
    ['without a session', () => ({ sid: undefined })],
    ['of a session that never was', () => ({ sid: '0192f000-0000-7000-8000-0000000000cc' })],
    ['of another organisation', () => ({ tenantId: world.elsewhere })],
    ['of another role', () => ({ role: 'operator' })],
  ])('%s opens nothing, though a key of ours signed it', async (_, changes) => {
    await expectShut(key.sign({ ...claims, ...changes() }))
  })

  it('a viewer who writes “admin” into it stays outside', async () => {
    const { token } = await world.signIn(viewer)
    await expectShut(key.sign({ ...claimsOf(token), role: 'admin', platform: true }))
  })

  it.each(services)('for %s alone, it opens no other service', async (service) => {
    const token = key.sign({ ...claims, aud: [`rollcall/${service.replace('Service', '-service')}`] })
    for (const other of services) {
      expect([other, (await ask(other, token)).status]).toEqual([other, other === service ? 200 : 401])
    }
  })

  it('clocks may differ by half a minute, and not by a minute and a half', async () => {
    const slow = { ...claims, iat: now() + 30, nbf: now() + 30, exp: now() + 300 }
    for (const service of services) {
      expect((await ask(service, key.sign({ ...claims, exp: now() - 30 }))).status).toBe(200)
      expect((await ask(service, key.sign(slow))).status).toBe(200)
    }
    await expectShut(key.sign({ ...claims, exp: now() - 90 }))
    await expectShut(key.sign({ ...slow, nbf: now() + 90 }))
  })
})

describe('a signature that is none of ours', () => {
  const withPublicKey = async (format: 'pem' | 'der' | 'jwk') => {
    const { keys } = Object(JSON.parse((await world.services.send('authService', '/auth/jwks')).text))
    const published = Object(keys.find(({ kid }: { kid: string }) => kid === headerOf(real).kid))
    const text = createPublicKey({ key: published, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
    const secret = { pem: text, der: text.split('\n').slice(1, -2).join(''), jwk: JSON.stringify(published) }[format]
    return withHmac(headerOf(real), claims, secret)
  }
  it.each<[string, () => string | Promise<string>]>([
    ['alg none', () => `${unsigned({ alg: 'none' }, claims)}.`],
    ['alg None, with the real signature', () => `${unsigned({ alg: 'None' }, claims)}.${real.split('.')[2]}`],
    ['no alg', () => `${unsigned({}, claims)}.`],
    ['an empty signature', () => `${unsigned(headerOf(real), claims)}.`],
    ['a signature of zeros', () => `${unsigned(headerOf(real), claims)}.${Buffer.alloc(64).toString('base64url')}`],
    ['HS256 with the public key (PEM)', () => withPublicKey('pem')],
    ['HS256 with the public key (base64)', () => withPublicKey('der')],
    ['HS256 with the public key (JWK)', () => withPublicKey('jwk')],
    ['HS256 with an empty secret', () => withHmac(headerOf(real), claims, '')],
    ['another key under the real id', () => withKey(own.privateKey, headerOf(real), claims)],
    ['an embedded key', () => withKey(own.privateKey, { kid: headerOf(real).kid, jwk }, claims)],
    ['an embedded key alone', () => withKey(own.privateKey, { jwk }, claims)],
    ['a key to be fetched (jku)', () => withKey(own.privateKey, { kid: 'evil', jku: attackerUrl }, claims)],
    ['a certificate to be fetched (x5u)', () => withKey(own.privateKey, { kid: 'evil', x5u: attackerUrl }, claims)],
    ['an id that is an address', () => withKey(own.privateKey, { kid: attackerUrl }, claims)],
    ['an id that climbs', () => withHmac({ kid: '../../../../../../dev/null' }, claims, '')],
    ['an id that is SQL', () => withKey(own.privateKey, { kid: "x' UNION SELECT '{}' --" }, claims)],
    ['an id with NUL', () => withKey(own.privateKey, { kid: '\0' }, claims)],
    ['no id', () => withKey(own.privateKey, {}, claims)],
    ['a header that demands the unknown', () => key.sign(claims, { crit: ['evil'], evil: true })],
    ['a detached payload', () => key.sign(claims, { crit: ['b64'], b64: false })],
    [
      'the real one with other claims',
      () =>
        `${real.split('.')[0]}.${unsigned({}, { ...claims, exp: now() + 86_400 }).split('.')[1]}.${real.split('.')[2]}`,
    ],
    ['the real one, and a fourth part', () => `${real}.x`],
    ['text', () => 'hello'],
    ['64 KB of dots', () => '.'.repeat(8000)],
  ])('%s opens nothing', async (_, make) => {
    await expectShut(await make())
    expect(visits).toBe(0)
  })

  it('a token counts in the Authorization header alone', async () => {
    for (const service of services) {
      for (const path of [`?token=${real}`, `?access_token=${real}`, `?authorization=Bearer%20${real}`]) {
        const reply = await world.services.send(service, `/trpc/${personal[service]}${path}`, {
          headers: { cookie: `token=${real}; authorization=Bearer ${real}`, 'x-authorization': `Bearer ${real}` },
        })
        expect([service, reply.status]).toEqual([service, 401])
      }
    }
  })
})

describe('tokens of services', () => {
  const serviceToken = async (audience: string) => {
    const secrets = Object(JSON.parse(await readFile(join(world.dataDir, 'secrets.json'), 'utf8')))
    const body = { client_id: 'user-service', client_secret: secrets.userServiceSecret, audience }
    return Object(JSON.parse((await world.post('service-token', body)).text)).token
  }

  it('open no person’s route, wherever they are for', async () => {
    for (const service of services) {
      const token = await serviceToken(service.replace('Service', '-service'))
      const refused = await ask(service, token)
      expect([service, refused.status, refused.error?.appCode]).toEqual([service, 403, 'FORBIDDEN'])
      const write = await world.services.post('authService', 'users.deactivate', { id: viewer.id }, token)
      expect(write.status).toBe(service === 'authService' ? 403 : 401)
      for (const other of services.filter((name) => name !== service)) {
        expect([other, (await ask(other, token)).status]).toEqual([other, 401])
      }
    }
    expect(await world.versionOf(viewer.id)).toBe(1)
  })

  it('are the only ones that open the services’ routes', async () => {
    const opened = await world.services.post('authService', 'directory.digest', {}, await serviceToken('auth-service'))
    expect(opened.status).toBe(200)
    for (const [service, procedure] of [
      ['authService', 'directory.digest'],
      ['authService', 'directory.versions'],
      ['authService', 'directory.snapshot'],
      ['authService', 'directory.find'],
      ['userService', 'subscriber.parkedList'],
      ['userService', 'subscriber.trip'],
      ['chatService', 'subscriber.parkedDiscard'],
    ] as const) {
      const answer = await world.services.post(service, procedure, {}, real)
      expect([procedure, answer.status, answer.text.includes('"result"')]).toEqual([procedure, 403, false])
    }
  })

  it.each([
    { client_id: 'user-service', client_secret: '' },
    { client_id: 'user-service', client_secret: 'x'.repeat(43) },
    { client_id: 'nobody', client_secret: '' },
    { client_id: '__proto__', client_secret: '' },
    { client_id: 'user-service', client_secret: null },
    { client_id: ['user-service'], client_secret: {} },
    { client_id: 'user-service', client_secret: 'x', audience: '*' },
    { client_id: 'user-service', client_secret: 'x', sub: 'auth-service' },
  ])('nobody gets one for %j', async (body) => {
    const reply = await world.post('service-token', body)
    expect([[400, 401].includes(reply.status), reply.text.includes('"token"')]).toEqual([true, false])
  })

  it('the keys that are published hold no private part', async () => {
    const { text } = await send(`${world.stack.authService.url}/auth/jwks`, { headers: bearer(real) })
    expect(text).toContain('"keys"')
    expect(text).not.toMatch(/"d":|private/i)
  })
})
