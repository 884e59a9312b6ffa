import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from './support/requests.js'
import type { Service } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
})
afterAll(() => world.close())

type Database = 'auth' | 'user' | 'chat'
/** A table that is not there is what no code foresees; others may still be at work with it, so it is away for a moment. */
async function withoutTable(database: Database, table: string, work: () => Promise<void>): Promise<void> {
  await world.sql(database, `ALTER TABLE ${table} RENAME TO ${table}_away`)
  try {
    await work()
  } finally {
    await world.sql(database, `ALTER TABLE ${table}_away RENAME TO ${table}`)
  }
}

const leaks =
  /_away|relation|column|select |insert |prisma|postgres|sqlstate|42P01|P20\d\d|node_modules|\bat |\.[jt]s\b|\/work|\/srv|stack/i

function expectNothingTold({ status, text, headers }: Reply, table: string): void {
  const { error, ...rest } = Object(JSON.parse(text))
  expect([status, rest]).toEqual([500, {}])
  expect(Object.keys(error).sort()).toEqual(['code', 'data', 'message'])
  expect(error.data).toMatchObject({ httpStatus: 500, appCode: 'INTERNAL', requestId: headers.get('x-request-id') })
  expect(error.message).not.toMatch(leaks)
  expect(text).not.toMatch(leaks)
  expect(text).not.toContain(`${table}`)
}

const breakable: [Database, string, Service, string, object][] = [
  ['user', 'appointment', 'userService', 'appointments.list', {}],
  ['chat', 'conversation', 'chatService', 'conversations.list', {}],
  ['auth', 'replay_run', 'authService', 'sync.replays', {}],
]

it.each(breakable)('without %s’s table %s, %s %s says that it went wrong, and nothing else', async (...row) => {
  const [database, table, service, procedure, input] = row
  const at = () => world.services.post(service, procedure, input, admin.token)
  const through = () => world.console.query(service, procedure, input, admin.cookie)
  expect([(await at()).status, (await through()).status]).toEqual([200, 200])
  await withoutTable(database, table, async () => {
    for (const reply of [await at(), await through()]) expectNothingTold(reply, table)
  })
  expect([(await at()).status, (await through()).status]).toEqual([200, 200])
})

it('a write that breaks half-way leaves nothing of itself', async () => {
  const email = `half-${crypto.randomUUID()}@abuse.test`
  await world.sql('auth', `ALTER TABLE "user" ADD CONSTRAINT abuse_half CHECK (first_name <> 'Half') NOT VALID`)
  try {
    const person = { email, firstName: 'Half', lastName: 'Way', role: 'viewer' }
    const reply = await world.services.post('authService', 'users.create', person, admin.token)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.text).not.toMatch(/abuse_half|constraint|violates|Failing row|Half/)
  } finally {
    await world.sql('auth', 'ALTER TABLE "user" DROP CONSTRAINT abuse_half')
  }
  expect(await world.count('auth', 'SELECT count(*) FROM "user" WHERE email = $1', [email])).toBe(0)
  expect(await world.count('auth', `SELECT count(*) FROM user_event WHERE payload->>'email' = $1`, [email])).toBe(0)
})

it('signing in with a table away lets nobody in and tells nothing', async () => {
  const person = await world.add()
  await withoutTable('auth', 'account', async () => {
    const reply = await world.attempt(person.email)
    expect(reply.cookies).toEqual([])
    expectNothingTold(reply, 'account')
  })
  expect((await world.attempt(person.email)).status).toBe(200)
})

it('what is nowhere is told in the same shape, without a word about the server', async () => {
  for (const service of ['authService', 'userService', 'chatService'] as const) {
    for (const path of [
      '/',
      '/admin',
      '/trpc',
      '/trpc/no.such',
      '/auth/no-such',
      '/..%2f',
      '/trpc/users.list/../../x',
    ]) {
      const reply = await world.services.send(service, path)
      expect([path, reply.status]).toEqual([path, 404])
      expect(Object.keys(Object(JSON.parse(reply.text)))).toEqual(['error'])
      expect(reply.text).not.toMatch(/fastify|trpc|route|cannot get|\bat \//i)
      expect([reply.headers.get('server'), reply.headers.get('x-powered-by')]).toEqual([null, null])
    }
  }
})
