import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ids, idTable, unknownIds } from '../roles/foreign-ids.js'
import { plantThings } from './support/foreign-things.js'
import { addOrganisation } from './support/people.js'
import { send } from './support/requests.js'
import { type Answer, bearer, type Service, services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
/** Of a third organisation, where nobody has done or tried anything. */
let bystander: SignedIn
let theirs: Ids & { session: string }
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  bystander = await world.signIn(await world.add({}, await addOrganisation(world.pools.auth, 'Bystanders')))
  theirs = await plantThings(world, world.elsewhere)
})
afterAll(() => world.close())

const folders = { authService: 'auth-service', userService: 'user-service', chatService: 'chat-service' } as const
/** What takes an id and is not in the table of the roles. */
const more: [Service, string, (ids: Ids & { session: string }) => object][] = [
  ['authService', 'users.sendLink', ({ user }) => ({ id: user })],
  ['authService', 'users.erase', ({ user }) => ({ id: user, reason: 'r' })],
  ['authService', 'me.endSession', ({ session }) => ({ id: session })],
  ['authService', 'audit.list', ({ user }) => ({ targetId: user })],
  ['authService', 'audit.list', ({ user }) => ({ actorId: user })],
  ['authService', 'users.list', ({ user }) => ({ search: user })],
]
const rows = [
  ...services.flatMap((service) =>
    idTable[folders[service]].map(([procedure, input]): [Service, string, (typeof more)[number][2]] => [
      service,
      procedure,
      input,
    ]),
  ),
  ...more,
]

/** Byte for byte, but for the ids that were asked for and the request's own. */
function plain({ status, text, headers }: Pick<Answer, 'status' | 'text' | 'headers'>, ids: object): string {
  const withoutIds = Object.values(ids).reduce((rest: string, id) => rest.replaceAll(String(id), '<id>'), text)
  const requestId = headers.get('x-request-id') ?? 'none'
  return `${status} ${headers.get('content-type')} ${withoutIds.replaceAll(requestId, '<request>')}`
}

describe('another organisation’s id is answered as an unknown one', () => {
  it.each(rows)('%s %s', async (service, procedure, input) => {
    const unknown = { ...unknownIds(), session: crypto.randomUUID() }
    // One's own trail names what one tried to reach.
    const { token, cookie } = procedure === 'audit.list' ? bystander : admin
    const ways = [
      (ids: typeof theirs) => world.services.post(service, procedure, input(ids), token),
      (ids: typeof theirs) => world.console.mutate(service, procedure, input(ids), cookie),
    ]
    for (const ask of ways) {
      const foreign = await ask(theirs)
      expect(foreign.status, foreign.text).not.toBe(400)
      expect(foreign.status).toBeLessThan(500)
      expect(plain(foreign, theirs)).toBe(plain(await ask(unknown), unknown))
    }
  })

  it('in a batch, among one’s own', async () => {
    const own = await world.add({ role: 'doctor' })
    const unknown = unknownIds()
    const batch = async (ids: Ids) => {
      const inputs = { 0: { id: own.id }, 1: { id: ids.user }, 2: { id: ids.user } }
      const path = `/trpc/users.byId,users.byId,users.history?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`
      return send(world.services.url('authService', path), { headers: bearer(admin.token) })
    }
    const foreign = await batch(theirs)
    expect(foreign.text).toContain(own.email)
    expect(plain(foreign, theirs)).toBe(plain(await batch(unknown), unknown))
  })

  it('in the export of the trail', async () => {
    const unknown = crypto.randomUUID()
    const ask = (id: string) =>
      send(world.services.url('authService', `/audit/export?targetId=${id}`), { headers: bearer(bystander.token) })
    expect(plain(await ask(theirs.user), theirs)).toBe(plain(await ask(unknown), { unknown }))
  })

  it('in the same time, or near it', async () => {
    const fastestMs = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    const unknown = unknownIds()
    for (let round = 0; round < 15; round++) {
      for (const [index, { user }] of [theirs, unknown].entries()) {
        const startedAt = performance.now()
        await world.services.query('authService', 'users.byId', { id: user }, admin.token)
        fastestMs[index] = Math.min(fastestMs[index] ?? 0, performance.now() - startedAt)
      }
    }
    const [foreign = 0, nobody = 0] = fastestMs
    expect(foreign / nobody).toBeGreaterThan(0.25)
    expect(foreign / nobody).toBeLessThan(4)
  })
})

it('and nothing of theirs was touched', async () => {
  const [user] = await world.sql(
    'auth',
    'SELECT version, is_active, deleted_at, must_change_password, role FROM "user" WHERE id = $1',
    [theirs.user],
  )
  expect(user).toEqual({ version: 1, is_active: true, deleted_at: null, must_change_password: false, role: 'doctor' })
  expect(
    await world.count('auth', `SELECT count(*) FROM hold WHERE id = $1 AND state = 'waiting'`, [theirs.hold]),
  ).toBe(1)
  expect(await world.count('auth', 'SELECT count(*) FROM session WHERE id = $1', [theirs.session])).toBe(1)
  expect(await world.count('auth', 'SELECT count(*) FROM replay_run WHERE tenant_id = $1', [world.elsewhere])).toBe(0)
  expect(await world.count('auth', 'SELECT count(*) FROM verification WHERE value = $1', [theirs.user])).toBe(0)
  expect(
    await world.count('user', 'SELECT count(*) FROM appointment WHERE id = $1 AND cancelled_at IS NULL', [
      theirs.appointment,
    ]),
  ).toBe(1)
  expect(await world.count('user', 'SELECT count(*) FROM appointment WHERE clinician_id = $1', [theirs.user])).toBe(1)
  expect(
    await world.count('user', `SELECT count(*) FROM parked_event WHERE id = $1 AND state = 'parked'`, [theirs.letter]),
  ).toBe(1)
  expect(await world.cache.hget(`user:profile:${theirs.user}`, 'version')).toBe('1')
  expect(
    await world.count('auth', 'SELECT count(*) FROM audit_entry WHERE tenant_id = $1', [world.elsewhere]),
  ).toBeLessThan(3)
})

const lists: [Service, string][] = [
  ['authService', 'users.list'],
  ['authService', 'sync.overview'],
  ['authService', 'sync.deadLetters'],
  ['authService', 'sync.held'],
  ['authService', 'sync.replays'],
  ['authService', 'audit.list'],
  ['userService', 'users.list'],
  ['userService', 'clinicians.list'],
  ['userService', 'appointments.list'],
  ['userService', 'sync.status'],
  ['userService', 'sync.reconciles'],
  ['chatService', 'conversations.list'],
  ['chatService', 'cache.topMisses'],
  ['chatService', 'cache.prewarm.runs'],
  ['chatService', 'sync.status'],
]
it.each(lists)('%s %s lists one’s own organisation alone', async (service, procedure) => {
  const input = procedure === 'sync.status' || procedure === 'sync.overview' ? undefined : {}
  // Whoever has looked for an id has it in the own trail.
  const newcomer = await world.signIn(await world.add({}, await addOrganisation(world.pools.auth, 'Newcomers')))
  const { status, text } = await world.services.query(service, procedure, input, newcomer.token)
  expect(status).toBe(200)
  for (const id of [...Object.values(theirs), world.elsewhere]) expect(text).not.toContain(`"${id}"`)
  expect(text).not.toContain('Faraway')
})
