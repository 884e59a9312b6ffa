import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: TestUser
let token: string
let id: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube' })
  token = await service.tokenOf(admin)
  id = (await service.addUser({ role: 'nurse' })).id
  for (const role of ['doctor', 'nurse', 'staff']) await service.mutate('users.setRole', { id, role }, token)
  await service.mutate('users.deactivate', { id }, token)
  await service.db.pool.query(`UPDATE "user" SET ministere = 'By hand' WHERE id = $1`, [id])
})
afterAll(() => service.close())

const read = async (input: object = {}) => (await service.query('users.history', { id, ...input }, token)).data
const typesOf = ({ items }: { items: { eventType: string }[] }) => items.map(({ eventType }) => eventType)

it('is told by kind, page after page, with how many there are', async () => {
  const types = ['user.role.changed', 'user.deactivated']
  const first = await read({ types, limit: 3 })
  expect(first.total).toBe(4)
  const rest = await read({ types, limit: 3, cursor: first.nextCursor })
  expect([...typesOf(first), ...typesOf(rest)]).toEqual([
    ...['user.deactivated', 'user.role.changed', 'user.role.changed', 'user.role.changed'],
  ])
  expect(rest.nextCursor).toBeNull()
})

it('is told by who did it, of whom the first page names everyone', async () => {
  const { actors, total } = await read()
  expect(total).toBe(6)
  expect(actors).toContainEqual({ id: admin.id, kind: 'user', name: 'Farai Ncube', events: 4 })
  const sql = actors.find(({ kind }: { kind: string }) => kind === 'sql')
  const byHand = await read({ actorId: sql.id })
  expect(byHand.total).toBe(sql.events)
  expect(typesOf(byHand)[0]).toBe('user.updated')
  expect((await read({ cursor: '3' })).actors).toBeNull()
})

it.each([[{ types: [] }], [{ types: ['user.renamed'] }], [{ actorId: '\0' }], [{ actorId: 7 }]])(
  'refuses %j',
  async (input) => {
    expect((await service.query('users.history', { id, ...input }, token)).status).toBe(400)
  },
)
