import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startThreeServices, type ThreeServices } from '../road/three-services.js'
import { type ServiceName, services as serviceNames } from './access-table.js'
import { call, type Reply, urlOf } from './call.js'
import { type Ids, idTable, plantThings, unknownIds } from './foreign-ids.js'
import { demoTenantId, otherTenantId, signInEverybody } from './people.js'

let services: ThreeServices
let tokens: Map<string, string>
/** The things of each organisation. */
let demo: Ids
let other: Ids
beforeAll(async () => {
  services = await startThreeServices({ joined: true })
  tokens = await signInEverybody(services)
  const everyone = await count('auth', 'SELECT count(*) FROM "user"')
  const arrived = () => count('user', 'SELECT count(*) FROM directory_user')
  await vi.waitFor(async () => expect(await arrived()).toBe(everyone), { timeout: 30_000 })
  demo = await plantThings(services, demoTenantId)
  other = await plantThings(services, otherTenantId)
}, 90_000)
afterAll(() => services.stop(), 60_000)

const count = async (database: 'auth' | 'user', sql: string) =>
  Number((await services.databases[database].pool.query(sql)).rows[0].count)

const rows = serviceNames.flatMap((service) =>
  idTable[service].map(([procedure, input]) => ({ service, procedure, input })),
)
const onlooker = {
  platform: () => other,
  admin: () => demo,
  operator: () => demo,
  viewer: () => demo,
  doctor: () => demo,
}

/** With a reason, or without one where none is asked for. */
async function ask(target: { service: ServiceName; procedure: string }, token: string | undefined, input: object) {
  const reply = await call(services, target, token, input)
  if (!reply.text.includes('unknown field reason')) return reply
  return call(services, target, token, { ...input, reason: undefined })
}

/** An answer but for the request's id and the ids that were asked for. */
function withoutIds({ status, text }: Reply, ids: Ids): string {
  const plain = Object.values(ids).reduce((rest, id) => rest.replaceAll(id, '<id>'), text)
  return `${status} ${plain.replace(/"requestId":"[^"]*"/g, '"requestId":""')}`
}

it.each(Object.entries(onlooker))(
  '%s can’t tell another organisation’s ids from unknown ones',
  async (actor, theirs) => {
    const token = tokens.get(actor)
    const unknown = unknownIds()
    const faults: string[] = []
    for (const { service, procedure, input } of rows) {
      const foreign = await ask({ service, procedure }, token, input(theirs()))
      const nobody = await ask({ service, procedure }, token, input(unknown))
      if (foreign.status === 400) faults.push(`${procedure} did not get past its input: ${foreign.text}`)
      const [answer, expected] = [withoutIds(foreign, theirs()), withoutIds(nobody, unknown)]
      if (answer !== expected) faults.push(`${service} ${procedure}: ${answer} is not ${expected}`)
    }
    expect(faults).toEqual([])
  },
)

it('and none of them was touched', async () => {
  expect(await count('auth', 'SELECT count(*) FROM "user" WHERE version > 1 OR must_change_password')).toBe(0)
  expect(await count('auth', `SELECT count(*) FROM hold WHERE state <> 'waiting'`)).toBe(0)
  expect(await count('auth', 'SELECT count(*) FROM replay_run')).toBe(0)
  expect(await count('auth', `SELECT count(*) FROM import_run WHERE state <> 'checked'`)).toBe(0)
  expect(await count('user', 'SELECT count(*) FROM appointment WHERE cancelled_at IS NULL')).toBe(2)
  expect(await count('user', `SELECT count(*) FROM parked_event WHERE state = 'parked'`)).toBe(2)
  expect((await services.redis.cache.client.hgetall(`user:profile:${demo.user}`)).version).toBe('1')
})

const lists: [ServiceName, string][] = [
  ...(['users.list', 'sync.overview', 'sync.deadLetters', 'sync.held', 'sync.replays'] as const).map(
    (name): [ServiceName, string] => ['auth-service', name],
  ),
  ...(['clinicians.list', 'users.list', 'appointments.list', 'sync.reconciles'] as const).map(
    (name): [ServiceName, string] => ['user-service', name],
  ),
  ...(['conversations.list', 'cache.prewarm.runs'] as const).map((name): [ServiceName, string] => [
    'chat-service',
    name,
  ]),
]

it.each(lists)(
  '%s %s lists one’s own organisation alone, and contact to whoever may see it',
  async (service, procedure) => {
    const theirs: Record<string, Ids> = { platform: other, admin: demo, viewer: demo, operator: demo }
    for (const [actor, ids] of Object.entries(theirs)) {
      const { text, status } = await call(services, { service, procedure }, tokens.get(actor))
      expect([actor, Object.values(ids).filter((id) => text.includes(`"${id}"`))]).toEqual([actor, []])
      expect(text).not.toContain(actor === 'platform' ? '@elsewhere.test' : '@rollcall.test')
      if (actor === 'viewer' || actor === 'operator') {
        // Their own at most.
        const others = (text.match(/[\w.]+@elsewhere/g) ?? []).filter(
          (address) => address !== `other.${actor}@elsewhere`,
        )
        expect([others, (text.match(/\+225/g) ?? []).length < 2]).toEqual([[], true])
      }
      if (procedure === 'users.list') expect([status, text.includes('@')]).toEqual([200, true])
    }
  },
)

it('an operator finds a dead letter’s and a history’s changes masked', async () => {
  const { pool } = services.databases.user
  const changes = {
    email: { from: 'was@elsewhere.test', to: 'is@elsewhere.test' },
    phoneNumber: { from: null, to: '+22507' },
  }
  await pool.query('UPDATE parked_event SET event = $2, error = $3 WHERE id = $1', [
    ...[other.letter, JSON.stringify({ changes }), 'Key (email)=(is@elsewhere.test) exists'],
  ])
  const letters = (actor: string) =>
    call(services, { service: 'auth-service', procedure: 'sync.deadLetters' }, tokens.get(actor))
  const masked = (await letters('operator')).text
  expect(masked).toContain('Key (email)=(•••@elsewhere.test) exists')
  expect(masked).not.toMatch(/was@|is@|22507/)
  expect((await letters('admin')).text).toMatch(/"to":"is@elsewhere.test".*"to":"\+22507"/)
})

it.each(serviceNames)('the live stream of %s tells of one’s own organisation alone', async (service) => {
  const leave = new AbortController()
  const response = await fetch(`${urlOf(services, service)}/trpc/sync.watch`, {
    headers: { authorization: `Bearer ${tokens.get('admin')}`, accept: 'text/event-stream' },
    signal: leave.signal,
  })
  const { pool } = services.databases.auth
  const change = (id: string) => pool.query('UPDATE "user" SET ministere = gen_random_uuid()::text WHERE id = $1', [id])
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader?.read())?.value ?? ''
  // Theirs has been everywhere before ours begins.
  await change(demo.user)
  await expect.poll(() => hasArrived(demo.user), { timeout: 15_000 }).toBe(true)
  await change(other.user)
  while (!text.includes(other.user)) text += (await reader?.read())?.value ?? ''
  leave.abort()
  expect(text).not.toContain(demo.user)
})

async function hasArrived(id: string): Promise<boolean> {
  const [written, kept, cached] = await Promise.all([
    services.databases.auth.pool.query<{ version: number }>('SELECT version FROM "user" WHERE id = $1', [id]),
    services.databases.user.pool.query<{ version: number }>(
      'SELECT user_version AS version FROM directory_user WHERE id = $1',
      [id],
    ),
    services.redis.cache.client.hget(`user:profile:${id}`, 'version'),
  ])
  const version = written.rows[0]?.version
  return kept.rows[0]?.version === version && cached === String(version)
}
