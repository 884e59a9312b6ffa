import { accessTable } from '@rollcall/testing/roles/access-table'
import { inOrder, readAccess } from '@rollcall/testing/roles/read-access'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture } from './fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

it('every procedure lets in whom the table names, and the table names every procedure', () => {
  expect(readAccess(service.appRouter)).toEqual(inOrder(accessTable['auth-service']))
})
