import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, password } from './support/people.js'
import { services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let other: SignedIn
beforeAll(async () => {
  world = await openWorld()
  other = await world.signIn(await world.add())
})
afterAll(() => world.close())

const personal = { authService: 'users.list', userService: 'users.list', chatService: 'cache.stats' } as const
/** What a token and a cookie open at each service, and at the console. */
const opened = async ({ token, cookie }: SignedIn) => {
  const statuses: number[] = []
  for (const service of services) {
    statuses.push((await world.services.post(service, personal[service], {}, token)).status)
    statuses.push((await world.console.query(service, personal[service], undefined, cookie)).status)
  }
  statuses.push((await world.tokenReply(cookie)).status)
  return statuses
}
const everything = Array(7).fill(200)
const nothing = Array(7).fill(401)

type Deed = (person: Person, session: SignedIn) => Promise<unknown>
const byColleague =
  (procedure: string, input: object = {}): Deed =>
  ({ id }) =>
    world.services.post('authService', procedure, { id, ...input }, other.token)
const bySql =
  (assignment: string): Deed =>
  ({ id }) =>
    world.sql('auth', `UPDATE "user" SET ${assignment} WHERE id = $1`, [id])
const choose = (cookie: string, next: string) =>
  world.post('change-password', { currentPassword: password, newPassword: next }, { cookie })

const deeds: [string, Deed][] = [
  ['the person signed out', (_, { cookie }) => world.post('sign-out', {}, { cookie })],
  [
    'the person signed out everywhere',
    (_, { token }) => world.services.post('authService', 'me.endSessions', {}, token),
  ],
  ['somebody disabled the person', byColleague('users.deactivate')],
  ['somebody gave the person another role', byColleague('users.setRole', { role: 'operator' })],
  ['somebody deleted the person', byColleague('users.remove')],
  ['the person was disabled by SQL', bySql('is_active = false')],
  ['the person was demoted by SQL', bySql(`role = 'viewer'`)],
  ['the session was deleted', ({ id }) => world.sql('auth', 'DELETE FROM session WHERE user_id = $1', [id])],
  [
    'the session ran out',
    ({ id }) =>
      world.sql('auth', `UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [id]),
  ],
  ['the person chose another password', (_, { cookie }) => choose(cookie, 'nine loud geese 77')],
  [
    'the person ended it from elsewhere',
    async (person, { token }) => {
      const second = await world.signIn(person)
      const { data } = await world.services.post('authService', 'me.sessions', {}, second.token)
      const first = Object(data).items.find(({ current }: { current: boolean }) => !current)
      expect((await world.services.post('authService', 'me.endSession', { id: first.id }, second.token)).status).toBe(
        200,
      )
      expect(token).not.toBe(second.token)
    },
  ],
  [
    'the person chose a password by a link',
    async (person) => {
      const { data } = await world.services.post('authService', 'users.sendLink', { id: person.id }, other.token)
      const token = String(Object(data).link).split('#')[1]
      expect((await world.post('reset-password', { token, newPassword: 'nine loud geese 77' })).status).toBe(200)
    },
  ],
]

describe('a session and its token are over at the next request, at all three services, once', () => {
  it.each(deeds)('%s', async (_, deed) => {
    const person = await world.add()
    const session = await world.signIn(person)
    expect(await opened(session)).toEqual(everything)
    await deed(person, session)
    expect(await opened(session)).toEqual(nothing)
    const answer = await world.services.post('authService', 'organisation.update', { name: 'Taken' }, session.token)
    expect(answer.status).toBe(401)
    expect(
      await world.count('auth', `SELECT count(*) FROM organisation WHERE id = $1 AND name = 'Taken'`, [world.clinic]),
    ).toBe(0)
  })

  it('a temporary password was issued: nothing but choosing one is possible', async () => {
    const person = await world.add()
    const session = await world.signIn(person)
    await byColleague('users.issueTemporaryPassword')(person, session)
    for (const status of await opened(session)) expect([401, 403]).toContain(status)
    expect((await world.attempt(person.email)).status).toBe(401)
  })
})

describe('a cookie', () => {
  const sessionValue = ({ cookie }: SignedIn) => decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '')
  const signed = (token: string, secret: string) =>
    `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
  const asCookie = (value: string) => `rollcall.session_token=${encodeURIComponent(value)}`
  const flip = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)

  it.each<[string, (value: string, another: string) => string]>([
    ['of another deployment', (value) => signed(value.split('.')[0] ?? '', 'another-deployment'.padEnd(40, 'x'))],
    ['signed with no secret', (value) => signed(value.split('.')[0] ?? '', '')],
    ['without its signature', (value) => value.split('.')[0] ?? ''],
    ['with an empty signature', (value) => `${value.split('.')[0]}.`],
    ['with another letter in its token', (value) => flip(value, 3)],
    ['with another letter in its signature', (value) => flip(value, value.length - 10)],
    ['with the signature of another one', (value, another) => `${value.split('.')[0]}.${another.split('.')[1]}`],
    ['that is SQL', () => `' OR 1=1 --.x`],
    ['that is a list', (value) => `[${value}]`],
  ])('%s opens nothing', async (_, make) => {
    const session = await world.signIn(await world.add())
    const cookie = asCookie(make(sessionValue(session), sessionValue(other)))
    expect((await world.tokenReply(cookie)).status).toBe(401)
    expect((await world.console.query('authService', 'users.list', {}, cookie)).status).toBe(401)
    const page = await world.console.send('/users', { headers: { cookie } })
    expect(page.text).not.toContain('@abuse.test')
    expect(await opened(session)).toEqual(everything)
  })

  it('is no token, and a token is no cookie', async () => {
    const session = await world.signIn(await world.add())
    const value = sessionValue(session)
    for (const token of [value, value.split('.')[0] ?? '']) {
      expect((await world.services.post('authService', 'users.list', {}, token)).status).toBe(401)
    }
    expect((await world.tokenReply(asCookie(session.token))).status).toBe(401)
  })
})

describe('sessions', () => {
  it('10,000 of one person stop neither the sign-in nor the list, and are cut down to twenty', async () => {
    const person = await world.add()
    await world.sql(
      'auth',
      `INSERT INTO session (id, expires_at, token, created_at, updated_at, user_id)
       SELECT gen_random_uuid(), now() + interval '1 day', gen_random_uuid()::text, now() - interval '1 hour', now(), $1
       FROM generate_series(1, 10000)`,
      [person.id],
    )
    const session = await world.signIn(person)
    expect(await world.count('auth', 'SELECT count(*) FROM session WHERE user_id = $1', [person.id])).toBe(20)
    const { data } = await world.services.post('authService', 'me.sessions', {}, session.token)
    expect(Object(data).items).toHaveLength(20)
    expect(await opened(session)).toEqual(everything)
  })

  it('of others are not one’s own to end', async () => {
    const person = await world.add()
    const theirs = await world.signIn(person)
    const [row] = await world.sql<{ id: string }>('auth', 'SELECT id FROM session WHERE user_id = $1', [person.id])
    const answer = await world.services.post('authService', 'me.endSession', { id: row?.id }, other.token)
    const unknown = await world.services.post('authService', 'me.endSession', { id: crypto.randomUUID() }, other.token)
    expect([answer.status, answer.error?.message]).toEqual([404, unknown.error?.message])
    expect(await opened(theirs)).toEqual(everything)
  })

  it('are told without what would let somebody else in', async () => {
    const session = await world.signIn(await world.add())
    const { text } = await world.services.post('authService', 'me.sessions', {}, session.token)
    expect(text).not.toContain(sessionToken(session))
  })
  const sessionToken = ({ cookie }: SignedIn) => /session_token=([^.;]+)/.exec(cookie)?.[1] ?? 'none'

  it('come from the address that the socket or a trusted proxy tells', async () => {
    const person = await world.add()
    const headers = {
      'x-rollcall-client-address': '203.0.113.66',
      'x-real-ip': '203.0.113.66',
      forwarded: 'for=203.0.113.66',
    }
    const reply = await world.console.send('/api/auth/sign-in/email', {
      headers: {
        ...headers,
        'x-forwarded-for': '203.0.113.66',
        origin: world.console.url,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ email: person.email, password }),
    })
    expect(reply.status).toBe(200)
    await world.attempt(person.email, password, headers)
    const rows = await world.sql<{ ip_address: string }>('auth', 'SELECT ip_address FROM session WHERE user_id = $1', [
      person.id,
    ])
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('203.0.113.66')
  })
})
