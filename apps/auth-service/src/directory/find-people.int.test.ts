import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.serviceToken()
})
afterAll(() => service.close())

const find = async (input: Record<string, unknown>) =>
  (await service.mutate('directory.find', { tenantId: clinic, ...input }, token)).data
const names = async (search: string) =>
  (await find({ search })).items.map(({ fullName }: { fullName: string }) => fullName)

it('finds everyone by name, whatever their role and state; the exact name first', async () => {
  await service.addUser({ firstName: 'Anna', lastName: 'Zwane', role: 'receptionist' })
  await service.addUser({ firstName: 'Zoë', lastName: 'Zwane', role: 'doctor' })
  const gone = await service.addUser({ firstName: 'Zoë Anna', lastName: 'Zwane-Moyo', role: 'doctor' })
  await service.db.pool.query('DELETE FROM "user" WHERE id = $1', [gone.id])
  expect(await names('zwane ZOE')).toEqual(['Zoë Zwane', 'Zoë Anna Zwane-Moyo'])
  expect(await names('zoe zwane')).toEqual(['Zoë Zwane', 'Zoë Anna Zwane-Moyo'])
  expect(await names('anna zwane')).toEqual(['Anna Zwane', 'Zoë Anna Zwane-Moyo'])
  expect((await find({ search: 'anna moyo' })).items).toMatchObject([
    { id: gone.id, version: 2, publishedVersion: 2, deletedAt: expect.any(String), holdId: null, isActive: true },
  ])
  expect(await find({ search: 'zwane', limit: 2 })).toMatchObject({ items: { length: 2 }, total: 3 })
})

it('finds by name alone, takes signs literally, and never another organisation’s people', async () => {
  const foreign = await service.addUser({ firstName: 'Solely', lastName: 'Elsewhere', tenantId: elsewhere })
  await service.addUser({ email: 'onlymail@example.org', firstName: 'No', lastName: 'Match' })
  for (const search of ['solely', 'onlymail', '%', '_', ' ', '\0']) {
    expect(await find({ search }), search).toMatchObject({ items: [], total: 0 })
  }
  expect((await find({ userId: foreign.id })).items).toEqual([])
  expect((await find({ tenantId: elsewhere, userId: foreign.id })).items).toMatchObject([{ id: foreign.id }])
  expect((await find({ userId: randomUUID() })).items).toEqual([])
})

it('says whether the newest change waits for the relay or is held, and whose queue is paused', async () => {
  const { id } = await service.addUser({ firstName: 'Wai', lastName: 'Ting' })
  const only = async () => (await find({ userId: id })).items[0]
  expect(await only()).toMatchObject({ version: 1, inOutbox: true, holdId: null })
  await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [id])
  await service.db.pool.query('DELETE FROM outbox')
  expect(await only()).toMatchObject({ version: 2, inOutbox: false, isActive: false })

  const holdId = randomUUID()
  const { rows } = await service.db.pool.query(
    `INSERT INTO held_user (id, tenant_id, email, first_name, last_name, role, version, hold_id)
     SELECT id, tenant_id, email, first_name, last_name, role, 1, $2 FROM "user" WHERE id = $1 RETURNING id`,
    [id, holdId],
  )
  expect(rows).toHaveLength(1)
  await service.db.pool.query(
    `INSERT INTO outbox (position, lane, held) SELECT position, 'bulk', true FROM user_event WHERE user_id = $1 AND user_version = 2`,
    [id],
  )
  expect(await only()).toMatchObject({ version: 2, publishedVersion: 1, holdId, inOutbox: false })

  expect((await find({ userId: id })).pausedSubscribers).toEqual([])
  await service.db.pool.query(
    `INSERT INTO queue_pause (subscriber, tenant_id, paused_by, paused_by_name) VALUES ('clinical', $1, $2, 'Ada')`,
    [clinic, id],
  )
  expect((await find({ userId: id })).pausedSubscribers).toEqual(['clinical'])
})
