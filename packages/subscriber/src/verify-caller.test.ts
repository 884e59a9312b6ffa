import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { AppError } from '@rollcall/service-kit/errors'
import { personAudience, serviceAudience, serviceNames, tokenIssuer } from '@rollcall/service-kit/tokens'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { DirectoryClient } from './directory-client.js'
import { createCallerVerifier } from './verify-caller.js'

type Standing = NonNullable<Awaited<ReturnType<DirectoryClient['standing']>>>

const tenantId = randomUUID()
const sound: Standing = {
  ...{ tenantId, role: 'doctor', mustChangePassword: false, twoFactorRequired: false, platform: false },
}
const pair = await generateKeyPair('ES256')
let keysAnswer: 'keys' | 'hangs up' = 'keys'
let keyRequests = 0
let standing: Standing | null | 'away' = sound
let asked = 0

const server = createServer(async (_, response) => {
  keyRequests += 1
  if (keysAnswer === 'hangs up') return response.destroy()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }] }))
})
let authServiceUrl = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  authServiceUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  keysAnswer = 'keys'
  keyRequests = 0
  standing = sound
  asked = 0
})

const verifier = () =>
  createCallerVerifier({
    service: 'user-service',
    authServiceUrl,
    directory: {
      standing: async () => {
        asked += 1
        if (standing === 'away') throw new AppError('UNAVAILABLE', 'away')
        return standing
      },
    },
  })

function sign(claims: Record<string, unknown> = {}, kid = 'one'): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    ...{ kind: 'user', sub: randomUUID(), sid: randomUUID(), ...sound, iss: tokenIssuer },
    ...{ aud: serviceNames.map(personAudience), iat: now, exp: now + 300 },
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(pair.privateKey)
}
const codeOf = (verifying: Promise<unknown>) =>
  verifying.then(
    () => 'accepted',
    (error: unknown) => (error instanceof AppError ? error.code : 'unforeseen'),
  )

it('a person is believed while the directory says that the session stands', async () => {
  const verify = verifier()
  const token = await sign()
  expect(await verify(token)).toMatchObject({ kind: 'user', tenantId, role: 'doctor' })
  standing = null
  expect(await codeOf(verify(token))).toBe('UNAUTHENTICATED')
})

it.each([
  ['another role', { ...sound, role: 'viewer' }],
  ['another organisation', { ...sound, tenantId: randomUUID() }],
])('a token that tells of %s than the directory is refused', async (_, now) => {
  standing = now
  expect(await codeOf(verifier()(await sign()))).toBe('UNAUTHENTICATED')
})

it('a duty that came up after the token was signed counts at once', async () => {
  standing = { ...sound, mustChangePassword: true, twoFactorRequired: true }
  expect(await verifier()(await sign())).toMatchObject({ mustChangePassword: true, twoFactorRequired: true })
})

it('while the directory is away a sound token is believed, and the directory is left in peace for a moment', async () => {
  const verify = verifier()
  standing = 'away'
  for (let round = 0; round < 5; round++) expect(await verify(await sign())).toMatchObject({ role: 'doctor' })
  expect(asked).toBe(1)
})

it('without the keys nobody gets in', async () => {
  keysAnswer = 'hangs up'
  expect(await codeOf(verifier()(await sign()))).toBe('UNAVAILABLE')
  expect(asked).toBe(0)
})

it.each([
  ['for another service', { aud: personAudience('chat-service') }],
  ['for a service’s routes', { aud: serviceAudience('user-service') }],
  ['without an audience', { aud: undefined }],
  ['of another issuer', { iss: 'someone' }],
  ['without a session', { sid: undefined }],
])('a person’s token %s is refused', async (_, claims) => {
  expect(await codeOf(verifier()(await sign(claims)))).toBe('UNAUTHENTICATED')
})

it('a service’s token opens the service that it names, and no other', async () => {
  const claims = { kind: 'service', sub: 'auth-service' }
  const own = await sign({ ...claims, aud: serviceAudience('user-service') })
  expect(await verifier()(own)).toEqual({ kind: 'service', service: 'auth-service' })
  for (const aud of [serviceAudience('chat-service'), serviceNames.map(personAudience)]) {
    expect(await codeOf(verifier()(await sign({ ...claims, aud })))).toBe('UNAUTHENTICATED')
  }
  expect(asked).toBe(0)
})

it('a thousand unknown keys cost a few looks at the key set', async () => {
  const verify = verifier()
  await verify(await sign())
  const startedAt = performance.now()
  for (let number = 0; number < 1000; number++) {
    expect(await codeOf(verify(await sign({}, `forged-${number}`)))).toBe('UNAUTHENTICATED')
  }
  expect(keyRequests).toBeLessThanOrEqual(3 + (performance.now() - startedAt) / 2000)
})
