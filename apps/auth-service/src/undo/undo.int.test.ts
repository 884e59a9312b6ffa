import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: TestUser
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Rudo', lastName: 'Root' })
  token = await service.tokenOf(admin)
})
afterAll(() => service.close())

const act = async (path: string, input: object) => (await service.mutate(`users.${path}`, input, token)).data
const undo = (id: string, version: number, by = token) => service.mutate('users.undo', { id, version }, by)
const undoable = async () => (await service.query('users.undoable', {}, token)).data.items
const listedVersions = async (id: string): Promise<number[]> =>
  (await undoable()).filter(({ userId }: Listed) => userId === id).map(({ version }: Listed) => version)
interface Listed {
  userId: string
  version: number
}

describe('undo', () => {
  it.each<[string, (id: string) => Promise<unknown>, object, object]>([
    [
      'deactivation',
      (id) => act('deactivate', { id }),
      { kind: 'deactivated', from: null, to: null },
      { isActive: true },
    ],
    ['deletion', (id) => act('remove', { id }), { kind: 'deleted', from: null, to: null }, { deletedAt: null }],
    [
      'change of role',
      (id) => act('setRole', { id, role: 'doctor' }),
      { kind: 'role_changed', from: 'staff', to: 'doctor' },
      { role: 'staff' },
    ],
  ])('takes a %s back by a change of its own, and lists it until then', async (_, change, listed, restored) => {
    const user = await service.addUser({ firstName: 'Ada', lastName: 'Undone' })
    await change(user.id)
    const [first] = await undoable()
    expect(first).toMatchObject({
      userId: user.id,
      name: 'Ada Undone',
      version: 2,
      by: { id: admin.id, name: 'Rudo Root' },
      ...listed,
    })
    expect((await undo(user.id, 2)).data).toMatchObject({ id: user.id, version: 3, ...restored })
    expect(await listedVersions(user.id)).not.toContain(2)
    expect(await undo(user.id, 2)).toMatchObject({ status: 409, error: { data: { appCode: 'STALE_VERSION' } } })
  })

  it('refuses what was changed since, with the user as they now are', async () => {
    const user = await service.addUser()
    await act('deactivate', { id: user.id })
    await act('update', { id: user.id, expectedVersion: 2, changes: { firstName: 'Newer' } })
    const { status, error } = await undo(user.id, 2)
    expect([status, error.data.appCode, error.data.current.firstName]).toEqual([409, 'STALE_VERSION', 'Newer'])
    expect(await listedVersions(user.id)).toEqual([])
  })

  it('refuses a change of another kind, an unknown user, and another organisation’s just as well', async () => {
    const user = await service.addUser()
    expect((await undo(user.id, 1)).status).toBe(409)
    const foreign = await service.addUser({ tenantId: elsewhere })
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [foreign.id])
    for (const id of [foreign.id, '0192f000-0000-7000-8000-0000000000ff']) {
      expect(await undo(id, 2)).toMatchObject({ status: 404, error: { message: `User with ID ${id} not found` } })
    }
  })

  it('keeps an administrator: one can’t be demoted by undoing the promotion when no other is left', async () => {
    const promoted = await service.addUser()
    await act('setRole', { id: promoted.id, role: 'admin' })
    const theirs = await service.tokenOf(promoted)
    await service.db.pool.query(
      `UPDATE "user" SET role = 'staff' WHERE role = 'admin' AND tenant_id = $1 AND id <> $2`,
      [clinic, promoted.id],
    )
    expect((await undo(promoted.id, 2, theirs)).status).toBe(409)
    await service.db.pool.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id])
    token = await service.tokenOf(admin)
  })

  it('drops a removal that is still held', async () => {
    await service.db.pool.query('UPDATE organisation SET brake_count = 0, brake_share = 0')
    const user = await service.addUser()
    await act('remove', { id: user.id })
    const held = () => service.db.pool.query('SELECT FROM held_user WHERE id = $1', [user.id])
    expect((await held()).rowCount).toBe(1)
    expect((await undo(user.id, 2)).status).toBe(200)
    expect((await held()).rowCount).toBe(0)
    expect((await service.eventsOf(user.id)).filter(({ type, lane }) => type === 'user.deleted' && lane)).toEqual([])
    await service.db.pool.query('UPDATE organisation SET brake_count = 1000, brake_share = 1')
  })

  it('lists no changes of many at once, and none by services', async () => {
    const before = await undoable()
    const users = await Promise.all(Array.from({ length: 5 }, () => service.addUser()))
    await service.db.pool.query(`UPDATE "user" SET is_active = false WHERE id = ANY($1)`, [users.map(({ id }) => id)])
    const client = await service.db.pool.connect()
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('rollcall.actor', $1, true), set_config('rollcall.correlation_id', 'import', true)`,
      [`user:${admin.id}`],
    )
    await client.query(`UPDATE "user" SET is_active = true WHERE id = ANY($1)`, [users.map(({ id }) => id)])
    await client.query(`UPDATE "user" SET is_active = false WHERE id = ANY($1)`, [users.map(({ id }) => id)])
    await client.query('COMMIT')
    client.release()
    expect(await undoable()).toEqual(before)
  })
})
