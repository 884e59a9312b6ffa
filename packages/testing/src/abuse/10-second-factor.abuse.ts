import { afterAll, beforeAll, expect, it } from 'vitest'
import { secretIn, totpOf } from '../totp.js'
import { type Person, password } from './support/people.js'
import { cookieHeader, type Reply } from './support/requests.js'
import { services } from './support/services.js'
import { openWorld, type World } from './support/world.js'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const verify = (code: string, cookie: string) => world.post('two-factor/verify-totp', { code }, { cookie })
const sessionsOf = ({ id }: Person) => world.count('auth', 'SELECT count(*) FROM session WHERE user_id = $1', [id])
const hasSession = ({ cookies }: Reply) => cookies.some((line) => /session_token=[^;]/.test(line))
const answerOf = ({ text }: Reply) => Object(JSON.parse(text))
/** Never the right one, whatever the time. */
const wrongCode = (uri: string) => String((Number(totpOf(secretIn(uri))) + 500_000) % 1_000_000).padStart(6, '0')

/** Somebody with a second factor and no session. */
async function enrolled(): Promise<{ person: Person; uri: string; recoveryCodes: string[] }> {
  const person = await world.add()
  const { cookie } = await world.signIn(person)
  const { totpURI, backupCodes } = answerOf(await world.post('two-factor/enable', { password }, { cookie }))
  expect((await verify(totpOf(secretIn(totpURI)), cookie)).status).toBe(200)
  await world.sql('auth', 'DELETE FROM session WHERE user_id = $1', [person.id])
  return { person, uri: totpURI, recoveryCodes: backupCodes }
}
/** What the right password alone gives. */
async function challenge({ email }: Person): Promise<string> {
  const reply = await world.attempt(email)
  expect([reply.status, answerOf(reply).twoFactorRedirect, hasSession(reply)]).toEqual([200, true, false])
  return cookieHeader(reply.cookies)
}

it('the password alone opens nothing, at no service and not at the console', async () => {
  const { person } = await enrolled()
  const cookie = await challenge(person)
  expect((await world.tokenReply(cookie)).status).toBe(401)
  for (const service of services) {
    expect((await world.console.query(service, 'users.list', {}, cookie)).status).toBe(401)
  }
  const session = await world.services.send('authService', '/auth/get-session', { headers: { cookie } })
  expect([session.text, await sessionsOf(person)]).toEqual(['null', 0])
  for (const path of ['two-factor/disable', 'two-factor/generate-backup-codes', 'two-factor/enable']) {
    expect((await world.post(path, { password }, { cookie })).status).toBe(401)
  }
  expect(
    (await world.post('change-password', { currentPassword: password, newPassword: 'nine loud geese 77' }, { cookie }))
      .status,
  ).toBe(401)
  expect((await world.attempt(person.email)).status).toBe(200)
})

it('wrong codes are few: then the right one is refused too, on this challenge and on the next', async () => {
  const { person, uri } = await enrolled()
  for (let round = 0; round < 2; round++) {
    const cookie = await challenge(person)
    for (let attempt = 0; attempt < 6; attempt++) {
      expect((await verify(wrongCode(uri), cookie)).status).toBeGreaterThanOrEqual(400)
    }
    const late = await verify(totpOf(secretIn(uri)), cookie)
    expect([late.status >= 400, hasSession(late)]).toEqual([true, false])
  }
  const again = await verify(totpOf(secretIn(uri)), await challenge(person))
  expect([again.status >= 400, hasSession(again), await sessionsOf(person)]).toEqual([true, false, 0])
  const [row] = await world.sql<{ locked: boolean }>(
    'auth',
    'SELECT locked_until > now() AS locked FROM two_factor WHERE user_id = $1',
    [person.id],
  )
  expect(row?.locked).toBe(true)
})

it.each([
  '',
  '0',
  '00000a',
  '０００００００',
  '1e5',
  "' OR 1=1",
  '\0\0\0\0\0\0',
  null,
  123456,
  { $ne: '' },
  'x'.repeat(5000),
])('the code %j lets nobody in', async (code) => {
  const { person } = await enrolled()
  const cookie = await challenge(person)
  for (const path of ['two-factor/verify-totp', 'two-factor/verify-backup-code']) {
    const reply = await world.post(path, { code }, { cookie })
    expect([path, reply.status >= 400 && reply.status < 500, hasSession(reply)]).toEqual([path, true, false])
  }
  expect(await sessionsOf(person)).toBe(0)
})

it('a code counts for its owner’s challenge alone', async () => {
  const [one, other] = [await enrolled(), await enrolled()]
  const reply = await verify(totpOf(secretIn(other.uri)), await challenge(one.person))
  expect([reply.status >= 400, await sessionsOf(one.person), await sessionsOf(other.person)]).toEqual([true, 0, 0])
})

it('a code signs in once, also when it comes several times at the same moment', async () => {
  const { person, uri } = await enrolled()
  const challenges = [await challenge(person), await challenge(person), await challenge(person)]
  const code = totpOf(secretIn(uri))
  const replies = await Promise.all(challenges.map((cookie) => verify(code, cookie)))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  const late = await verify(code, await challenge(person))
  expect([late.status, hasSession(late), await sessionsOf(person)]).toEqual([401, false, 1])
})

it('whoever is disabled between the password and the code stays outside', async () => {
  const { person, uri } = await enrolled()
  const cookie = await challenge(person)
  await world.sql('auth', 'UPDATE "user" SET is_active = false WHERE id = $1', [person.id])
  const reply = await verify(totpOf(secretIn(uri)), cookie)
  expect([reply.status >= 400, hasSession(reply), await sessionsOf(person)]).toEqual([true, false, 0])
})

it('a recovery code lets in once, also when it comes several times at the same moment', async () => {
  const { person, recoveryCodes } = await enrolled()
  const code = recoveryCodes[0] ?? ''
  const challenges = [await challenge(person), await challenge(person), await challenge(person)]
  const replies = await Promise.all(
    challenges.map((cookie) => world.post('two-factor/verify-backup-code', { code }, { cookie })),
  )
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(
    (await world.post('two-factor/verify-backup-code', { code }, { cookie: await challenge(person) })).status,
  ).toBe(401)
})

it('no answer shows the secret or the recovery codes again', async () => {
  const { person, uri, recoveryCodes } = await enrolled()
  const reply = await verify(totpOf(secretIn(uri)), await challenge(person))
  const cookie = cookieHeader(reply.cookies)
  const token = await world.tokenOf(cookie)
  const seen = [
    reply.text,
    (await world.services.send('authService', '/auth/get-session', { headers: { cookie } })).text,
    (await world.services.post('authService', 'me.get', {}, token)).text,
    (await world.services.post('authService', 'users.byId', { id: person.id }, token)).text,
    JSON.stringify(
      await world.sql('auth', 'SELECT secret, backup_codes FROM two_factor WHERE user_id = $1', [person.id]),
    ),
  ].join()
  for (const secret of [new URL(uri).searchParams.get('secret') ?? 'none', ...recoveryCodes]) {
    expect(seen).not.toContain(secret)
  }
})

it('where an organisation asks it of administrators, nothing answers them before they have it', async () => {
  const [admin, doctor] = [await world.add({}, world.elsewhere), await world.add({ role: 'doctor' }, world.elsewhere)]
  const [theirs, doctors] = [await world.signIn(admin), await world.signIn(doctor)]
  await world.sql('auth', 'UPDATE organisation SET require_two_factor = true WHERE id = $1', [world.elsewhere])
  for (const [service, procedure, input] of [
    ['authService', 'users.list', {}],
    ['authService', 'users.deactivate', { id: doctor.id }],
    ['authService', 'organisation.update', { requireTwoFactor: false }],
    ['authService', 'me.sessions', {}],
    ['userService', 'clinicians.list', {}],
    ['chatService', 'conversations.list', {}],
  ] as const) {
    const answer = await world.services.post(service, procedure, input, theirs.token)
    expect([procedure, answer.status, answer.error?.appCode]).toEqual([procedure, 403, 'TWO_FACTOR_REQUIRED'])
  }
  expect(await world.versionOf(doctor.id)).toBe(1)
  expect((await world.services.post('authService', 'me.get', {}, doctors.token)).status).toBe(200)
  await world.sql('auth', 'UPDATE organisation SET require_two_factor = false WHERE id = $1', [world.elsewhere])
})
