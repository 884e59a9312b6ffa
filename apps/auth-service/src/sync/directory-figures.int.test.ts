import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDirectoryFigures } from './directory-figures.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const elsewhere = '0192f000-0000-7000-8000-000000000002'
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase('auth')
  await database.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Here'), ($2, 'Elsewhere')`, [
    tenantId,
    elsewhere,
  ])
})
afterAll(() => database.drop())

it('is right after every write, of its own organisation only', async () => {
  const read = createDirectoryFigures(database.pool)
  const users = async () => (await read(tenantId)).users
  const create = (email: string, tenant: string) =>
    database.pool.query(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role) VALUES ($1, $2, 'A', 'B', 'staff')`,
      [tenant, email],
    )
  expect(await read(tenantId)).toEqual({ users: 0, lastPosition: null, lastEventAt: null })
  await create('one@rollcall.test', tenantId)
  const { lastEventAt } = await read(tenantId)
  await create('other@rollcall.test', elsewhere)
  expect(await read(tenantId)).toMatchObject({ users: 1, lastEventAt })
  await create('two@rollcall.test', tenantId)
  expect(await users()).toBe(2)
  await database.pool.query(`DELETE FROM "user" WHERE email = 'one@rollcall.test'`)
  expect(await users()).toBe(1)
  await database.pool.query(`UPDATE "user" SET deleted_at = NULL WHERE email = 'one@rollcall.test'`)
  expect(await read(tenantId)).toMatchObject({ users: 2, lastPosition: '5', lastEventAt: expect.any(String) })
  // By number, as 9 comes before 10: else what follows a 9 would go unnoticed.
  for (let more = 6; more <= 12; more++) await create(`${more}@rollcall.test`, tenantId)
  expect(await read(tenantId)).toMatchObject({ users: 9, lastPosition: '12' })
})

it('does not count again while nothing has happened', async () => {
  const asked: string[] = []
  const query = database.pool.query.bind(database.pool)
  const watched = Object.assign(Object.create(database.pool), {
    query: (text: string, values?: unknown[]) => {
      asked.push(text)
      return query(text, values)
    },
  })
  const read = createDirectoryFigures(watched)
  await read(tenantId)
  await read(tenantId)
  expect(asked.filter((text) => text.includes('count('))).toHaveLength(1)
})
