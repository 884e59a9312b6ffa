import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, password } from './support/people.js'
import type { Service } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let me: Person
let colleague: Person
let theirs: Person
beforeAll(async () => {
  world = await openWorld()
  me = await world.add()
  colleague = await world.add({ role: 'doctor' })
  theirs = await world.add({ role: 'doctor' }, world.elsewhere)
  await world.add({ role: 'doctor' }, world.elsewhere)
  admin = await world.signIn(me)
  await world.arrival(theirs.id)
})
afterAll(() => world.close())

const post = (procedure: string, input: unknown, service: Service = 'authService') =>
  world.services.post(service, procedure, input, admin.token)
const present = () =>
  world.count('auth', 'SELECT count(*) FROM "user" WHERE tenant_id = ANY ($1) AND deleted_at IS NULL', [
    [world.clinic, world.elsewhere],
  ])

/** What nobody may set, under every name that it might go by. */
const extras: [string, unknown][] = [
  ['emailVerified', true],
  ['email_verified', true],
  ['version', 99],
  ['id', '0192f000-0000-7000-8000-0000000000aa'],
  ['twoFactorEnabled', true],
  ['two_factor_enabled', true],
  ['mustChangePassword', false],
  ['deletedAt', null],
  ['passwordHash', 'x'],
  ['password', password],
  ['isPlatform', true],
  ['is_platform', true],
  ['platform', true],
  ['permissions', ['users.erase']],
  ['tenantId', '0192f000-0000-7000-8000-0000000000bb'],
  ['tenant_id', '0192f000-0000-7000-8000-0000000000bb'],
]

describe.each(extras)('%s: %j', (field, value) => {
  it('is refused where people are written, by name, and nothing is written', async () => {
    const before = await present()
    const person = { email: 'extra@abuse.test', firstName: 'A', lastName: 'B', role: 'viewer' }
    const inputs = [
      ['users.create', { ...person, [field]: value }],
      ['users.update', { id: colleague.id, expectedVersion: 1, changes: { lastName: 'Taken', [field]: value } }],
      ['users.setRole', { id: colleague.id, role: 'viewer', id2: 1, [field === 'id' ? 'ids' : field]: value }],
      ['organisation.update', { name: 'Taken', [field]: value }],
      ['users.list', { [field]: value }],
      ['me.get', { [field]: value }],
    ] as const
    for (const [procedure, input] of inputs) {
      const answer = await post(procedure, input)
      expect([procedure, answer.status, answer.text.includes('unknown field')]).toEqual([procedure, 400, true])
    }
    expect([await present(), await world.versionOf(colleague.id)]).toEqual([before, 1])
    const [organisation] = await world.sql('auth', 'SELECT name, is_platform FROM organisation WHERE id = $1', [
      world.clinic,
    ])
    expect(organisation).toEqual({ name: 'Clinic', is_platform: false })
  })

  it('makes nobody more than before by signing in, choosing a password or setting up', async () => {
    const viewer = await world.add({ role: 'viewer' })
    const bodies = [
      ['sign-in/email', { email: viewer.email, password, [field]: value }],
      ['request-password-reset', { email: viewer.email, [field]: value }],
      ['two-factor/verify-totp', { code: '000000', [field]: value }],
      ['setup', { token: 'x', email: 'setup@abuse.test', [field]: value }],
    ] as const
    for (const [path, body] of bodies) {
      // The password is what signing in is about.
      if (field === 'password' && path === 'sign-in/email') continue
      const reply = await world.post(path, body)
      expect([path, reply.status >= 400 && reply.status < 500, reply.cookies]).toEqual([path, true, []])
    }
    expect(await world.versionOf(viewer.id)).toBe(1)
    const rows = await world.sql('auth', 'SELECT role, email_verified, two_factor_enabled FROM "user" WHERE id = $1', [
      viewer.id,
    ])
    expect(rows).toEqual([{ role: 'viewer', email_verified: false, two_factor_enabled: false }])
    expect(await world.count('auth', 'SELECT count(*) FROM session WHERE user_id = $1', [viewer.id])).toBe(0)
  })
})

it('whose rows are meant is the session’s to say, and nothing else in a request', async () => {
  const claims = { 'x-tenant-id': world.elsewhere, 'x-organisation-id': world.elsewhere, tenantid: world.elsewhere }
  const headers = { ...claims, authorization: `Bearer ${admin.token}`, cookie: `tenantId=${world.elsewhere}` }
  for (const [service, procedure] of [
    ['authService', 'users.list'],
    ['userService', 'clinicians.list'],
    ['userService', 'users.list'],
    ['chatService', 'conversations.list'],
  ] as const) {
    const path = `/trpc/${procedure}?tenantId=${world.elsewhere}&tenant_id=${world.elsewhere}`
    const reply = await world.services.send(service, path, { headers })
    expect([procedure, reply.status, reply.text.includes(theirs.id)]).toEqual([procedure, 200, false])
  }
})

const invalidIds: unknown[] = [
  {},
  null,
  [],
  '',
  0,
  { id: null },
  { id: '' },
  { id: [] },
  { id: {} },
  { ids: [] },
  { id: '*' },
  { id: '%' },
]
describe.each(['users.remove', 'users.deactivate', 'users.restore', 'users.issueTemporaryPassword', 'users.sendLink'])(
  '%s',
  (procedure) => {
    it.each(invalidIds)('of %j touches nobody', async (input) => {
      const before = await present()
      const answer = await post(procedure, input)
      expect([answer.status, answer.error?.appCode]).toEqual([400, 'BAD_INPUT'])
      expect([await present(), await world.versionOf(colleague.id)]).toEqual([before, 1])
    })

    it('without any input touches nobody', async () => {
      const before = await present()
      expect((await post(procedure, undefined)).status).toBe(400)
      expect(await present()).toBe(before)
    })
  },
)

const lists: [Service, string][] = [
  ['authService', 'users.list'],
  ['authService', 'sync.deadLetters'],
  ['authService', 'audit.list'],
  ['userService', 'users.list'],
  ['userService', 'clinicians.list'],
  ['userService', 'appointments.list'],
  ['userService', 'sync.reconciles'],
  ['chatService', 'conversations.list'],
]

describe.each(lists)('%s %s', (service, procedure) => {
  it.each([[1e9], [1e308], [-1], [0], [1.5], ['10'], [null], [[]], [{ gt: 1 }], [Number.MAX_SAFE_INTEGER]])(
    'takes no limit of %j',
    async (limit) => {
      const answer = await post(procedure, { limit }, service)
      expect([answer.status, answer.text.length < 2000]).toEqual([400, true])
    },
  )

  it.each(['passwordHash', 'password', 'u.password', 'email; DROP TABLE "user"', '1', [['name']], { name: 1 }, null])(
    'takes no order by %j',
    async (sort) => {
      for (const input of [{ sort }, { orderBy: sort }, { order: sort }]) {
        const answer = await post(procedure, input, service)
        expect([answer.status, answer.text.includes('hash')]).toEqual([400, false])
      }
    },
  )

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  it.each([
    'x',
    '%00',
    '\0',
    'null',
    encoded(null),
    encoded([]),
    encoded(['name', 'asc']),
    encoded(['name', 'asc', "' OR 1=1 --", 'x', 'not-a-uuid']),
    encoded(['a\0', 'b', '0192f000-0000-7000-8000-0000000000aa']),
    encoded({ at: '2026-13-99T99:99:99Z', kind: 'change', position: '1' }),
    encoded(['2026-11-21T00:00:00.000Z', "0192f000'--"]),
    'x'.repeat(5000),
  ])('takes no cursor %j', async (cursor) => {
    if (procedure === 'sync.reconciles') return
    const answer = await post(procedure, { cursor }, service)
    expect([answer.status, answer.error?.appCode]).toEqual([400, 'BAD_INPUT'])
  })
})

it('a cursor of another organisation, or of another list, shows nobody of theirs', async () => {
  const stranger = await world.signIn(await world.add({}, world.elsewhere))
  const cursors: unknown[] = []
  for (const [service, procedure] of lists.slice(0, 1).concat(lists.slice(3, 5))) {
    const { data } = await world.services.post(service, procedure, { limit: 1 }, stranger.token)
    cursors.push(Object(data).nextCursor)
  }
  expect(cursors.every((cursor) => typeof cursor === 'string')).toBe(true)
  for (const [service, procedure] of lists) {
    for (const cursor of cursors) {
      const answer = await post(procedure, { cursor }, service)
      expect([200, 400]).toContain(answer.status)
      expect(answer.text).not.toContain(theirs.id)
    }
  }
})
