import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: TestUser
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube' })
  token = await service.tokenOf(admin)
})
afterAll(() => service.close())

const mutate = (path: string, input: unknown) => service.mutate(path, input, token)
const sql = (text: string, values: unknown[] = []) => service.db.pool.query(text, values)

describe('every write leaves exactly one event in its own transaction', () => {
  it('by plain SQL, in the name of the database role', async () => {
    const user = await service.addUser()
    await sql(`UPDATE "user" SET first_name = 'Grace' WHERE id = $1`, [user.id])
    const [created, updated, ...more] = await service.eventsOf(user.id)
    expect(more).toEqual([])
    expect(created).toMatchObject({ type: 'user.created', version: 1, actor: 'service:auth-service' })
    expect(updated).toMatchObject({
      type: 'user.updated',
      version: 2,
      actor: expect.stringMatching(/^sql:\w+/),
      changes: { firstName: { from: 'Ada', to: 'Grace' } },
    })
  })

  it('by the API, in the name of the person', async () => {
    const created = await mutate('users.create', {
      email: 'New.Person@Example.org ',
      firstName: ' Rudo ',
      lastName: 'Sibanda',
      role: 'nurse',
      phoneNumber: '+263 77 123 4567',
    })
    expect(created.data).toMatchObject({
      email: 'new.person@example.org',
      firstName: 'Rudo',
      phoneNumber: '+263771234567',
      version: 1,
      deletedAt: null,
    })
    const { id } = created.data
    await mutate('users.setRole', { id, role: 'doctor' })
    await mutate('users.deactivate', { id, expectedVersion: 2 })
    await mutate('users.activate', { id })
    await mutate('users.remove', { id })
    await mutate('users.restore', { id })
    const updated = await mutate('users.update', {
      id,
      expectedVersion: 6,
      changes: { lastName: 'Dube', sexe: 'F', matricule: null },
    })
    expect(updated.data).toMatchObject({ lastName: 'Dube', sexe: 'F', version: 7 })
    const events = await service.eventsOf(id)
    expect(events.map(({ type }) => type)).toEqual([
      'user.created',
      'user.role.changed',
      'user.deactivated',
      'user.activated',
      'user.deleted',
      'user.restored',
      'user.updated',
    ])
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([`user:${admin.id}`]))
    const history = await service.query('users.history', { id, limit: 3 }, token)
    expect(history.data).toMatchObject({ total: 7, nextCursor: '5' })
    expect(history.data.items[0]).toMatchObject({
      eventType: 'user.updated',
      userVersion: 7,
      actor: { id: admin.id, kind: 'user', name: 'Farai Ncube' },
      changes: { lastName: { from: 'Sibanda', to: 'Dube' }, sexe: { from: null, to: 'F' } },
    })
    const rest = await service.query('users.history', { id, cursor: '5', limit: 10 }, token)
    expect(rest.data.items.map((entry: { userVersion: number }) => entry.userVersion)).toEqual([4, 3, 2, 1])
  })

  it('and none for a write that changes nothing', async () => {
    const user = await service.addUser()
    const answer = await mutate('users.update', { id: user.id, expectedVersion: 1, changes: { firstName: 'Ada' } })
    expect(answer.data).toMatchObject({ id: user.id, version: 1 })
    expect((await mutate('users.activate', { id: user.id })).data.version).toBe(1)
    expect((await mutate('users.restore', { id: user.id })).data.version).toBe(1)
    expect(await service.eventsOf(user.id)).toHaveLength(1)
  })

  it('and the request is found again by its id', async () => {
    const user = await service.addUser()
    await service.post(
      '/trpc/users.setRole',
      { id: user.id, role: 'nurse' },
      { authorization: `Bearer ${token}`, 'x-request-id': 'request-0001' },
    )
    const { rows } = await sql('SELECT correlation_id AS id FROM user_event WHERE user_id = $1 AND user_version = 2', [
      user.id,
    ])
    expect(rows).toEqual([{ id: 'request-0001' }])
  })
})

describe('plain SQL', () => {
  it('cannot remove a user: DELETE is a soft delete with its event', async () => {
    const user = await service.addUser()
    await sql('DELETE FROM "user" WHERE id = $1', [user.id])
    const { rows } = await sql('SELECT deleted_at IS NOT NULL AS deleted, version FROM "user" WHERE id = $1', [user.id])
    expect(rows).toEqual([{ deleted: true, version: 2 }])
    expect((await service.eventsOf(user.id)).map(({ type }) => type)).toEqual(['user.created', 'user.deleted'])
    await expect(sql('TRUNCATE "user" CASCADE')).rejects.toThrow('cannot be truncated')
  })

  it('of more than 50 users travels in the bulk lane, and of fewer in the interactive one', async () => {
    const insert = (prefix: string, count: number) =>
      sql(
        `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
         SELECT $1, $2 || n || '@example.org', 'B', 'Ulk', 'staff' FROM generate_series(1, $3) n`,
        [elsewhere, prefix, count],
      )
    await insert('few', 50)
    await insert('many', 51)
    const { rows } = await sql(
      `SELECT o.lane, count(*)::int AS n FROM outbox o JOIN user_event e USING (position)
       WHERE e.payload->>'lastName' = 'Ulk' GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { lane: 'bulk', n: 51 },
      { lane: 'interactive', n: 50 },
    ])
  })

  it('cannot set a version or lie about the time of creation', async () => {
    const user = await service.addUser()
    await sql(`UPDATE "user" SET version = 99, created_at = '2000-01-01', first_name = 'X' WHERE id = $1`, [user.id])
    const { rows } = await sql(`SELECT version, created_at > '2001-01-01' AS kept FROM "user" WHERE id = $1`, [user.id])
    expect(rows).toEqual([{ version: 2, kept: true }])
  })
})

describe('versions', () => {
  it('a stale one is refused with the user as it now is, and nothing is written', async () => {
    const user = await service.addUser()
    await mutate('users.update', { id: user.id, expectedVersion: 1, changes: { firstName: 'First' } })
    const stale = await mutate('users.update', { id: user.id, expectedVersion: 1, changes: { firstName: 'Second' } })
    expect([stale.status, stale.error.data.appCode]).toEqual([409, 'STALE_VERSION'])
    expect(stale.error.data.current).toMatchObject({ id: user.id, firstName: 'First', version: 2 })
    expect(await service.eventsOf(user.id)).toHaveLength(2)
  })

  it('of twenty edits at the same moment one wins', async () => {
    const user = await service.addUser()
    const edits = Array.from({ length: 20 }, (_, index) =>
      mutate('users.update', { id: user.id, expectedVersion: 1, changes: { firstName: `N${index}` } }),
    )
    const statuses = (await Promise.all(edits)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(19)
    expect(await service.eventsOf(user.id)).toHaveLength(2)
  })

  it('a deleted user has to be restored before an edit', async () => {
    const user = await service.addUser()
    await mutate('users.remove', { id: user.id })
    const answer = await mutate('users.update', { id: user.id, expectedVersion: 2, changes: { firstName: 'X' } })
    expect([answer.status, answer.error.data.appCode]).toEqual([409, 'CONFLICT'])
    expect(answer.error.message).toContain('Restore')
  })
})

describe('refusals', () => {
  it('an email in use, here or elsewhere, is refused in the same words that name nobody', async () => {
    const here = await service.addUser()
    const there = await service.addUser({ tenantId: elsewhere })
    const target = await service.addUser()
    const fields = { firstName: 'A', lastName: 'B', role: 'staff' }
    const answers = [
      await mutate('users.create', { ...fields, email: here.email.toUpperCase() }),
      await mutate('users.create', { ...fields, email: there.email }),
      await mutate('users.update', { id: target.id, expectedVersion: 1, changes: { email: there.email } }),
    ]
    for (const { status, error } of answers) {
      expect([status, error.data.appCode, error.message]).toEqual([409, 'CONFLICT', answers[0]?.error.message])
      expect(error.data.fields).toEqual([{ path: 'email', message: expect.any(String) }])
    }
  })

  it.each([
    ['users.deactivate', {}],
    ['users.remove', {}],
    ['users.setRole', { role: 'viewer' }],
    ['users.update', { expectedVersion: 1, changes: { isActive: false } }],
    ['users.update', { expectedVersion: 1, changes: { role: 'staff' } }],
  ])('an administrator cannot lock himself out by %s %j', async (path, rest) => {
    const answer = await mutate(path, { id: admin.id, ...rest })
    expect([answer.status, answer.error.data.appCode]).toEqual([409, 'CONFLICT'])
    expect((await service.query('me.get', undefined, token)).status).toBe(200)
  })

  it('two administrators who remove each other at the same moment leave one', async () => {
    const pair = [
      await service.addUser({ role: 'admin', tenantId: elsewhere }),
      await service.addUser({ role: 'admin', tenantId: elsewhere }),
    ]
    const [first, second] = [await service.tokenOf(pair[0] ?? admin), await service.tokenOf(pair[1] ?? admin)]
    await Promise.all([
      service.mutate('users.deactivate', { id: pair[1]?.id }, first),
      service.mutate('users.remove', { id: pair[0]?.id }, second),
    ])
    const { rows } = await sql(
      `SELECT count(*)::int AS n FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL`,
      [elsewhere],
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it('reading is not writing', async () => {
    const viewer = await service.addUser({ role: 'viewer' })
    const theirs = await service.tokenOf(viewer)
    expect((await service.query('users.byId', { id: admin.id }, theirs)).status).toBe(200)
    const answer = await service.mutate('users.setRole', { id: viewer.id, role: 'admin' }, theirs)
    expect([answer.status, answer.error.data.appCode]).toEqual([403, 'FORBIDDEN'])
  })
})
