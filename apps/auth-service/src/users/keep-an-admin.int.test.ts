import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

/** Each takes an administrator away from the organisation. */
const removals: [string, (id: string, version: number) => [path: string, input: object]][] = [
  ['demoted', (id) => ['users.setRole', { id, role: 'staff' }]],
  [
    'demoted by an edit',
    (id, expectedVersion) => ['users.update', { id, expectedVersion, changes: { role: 'staff' } }],
  ],
  ['disabled', (id) => ['users.deactivate', { id }]],
  [
    'disabled by an edit',
    (id, expectedVersion) => ['users.update', { id, expectedVersion, changes: { isActive: false } }],
  ],
  ['removed', (id) => ['users.remove', { id }]],
]

const activeAdmins = async () => {
  const { rows } = await service.db.pool.query<{ id: string; version: number }>(
    `SELECT id, version FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL`,
    [clinic],
  )
  return rows
}
const withoutAdmins = () =>
  service.db.pool.query(`UPDATE "user" SET role = 'staff' WHERE tenant_id = $1 AND role = 'admin'`, [clinic])

describe.each(removals)('an administrator who would be %s', (_, removal) => {
  it('stays when there is no other: nobody does it to oneself', async () => {
    await withoutAdmins()
    const only = await service.addUser({ role: 'admin' })
    const [path, input] = removal(only.id, 1)
    expect((await service.mutate(path, input, await service.tokenOf(only))).status).toBe(409)
    expect(await activeAdmins()).toEqual([{ id: only.id, version: 1 }])
  })

  it('stays when the two who are left do it to each other at one moment', async () => {
    for (let round = 0; round < 5; round++) {
      await withoutAdmins()
      const [first, second] = [await service.addUser({ role: 'admin' }), await service.addUser({ role: 'admin' })]
      const tokens = [await service.tokenOf(first), await service.tokenOf(second)]
      const deeds = [removal(second.id, 1), removal(first.id, 1)]
      const answers = await Promise.all(deeds.map(([path, input], index) => service.mutate(path, input, tokens[index])))
      // One did it; the other was too late, or was not signed in any more.
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
      expect(answers.map(({ status }) => status).every((status) => [200, 401, 403, 409].includes(status))).toBe(true)
      expect(await activeAdmins()).toHaveLength(1)
    }
  })
})
