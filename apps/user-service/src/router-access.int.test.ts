import { accessTable } from '@rollcall/testing/roles/access-table'
import { inOrder, readAccess } from '@rollcall/testing/roles/read-access'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './fixtures/test-app.js'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())

it('every procedure lets in whom the table names, and the table names every procedure', () => {
  expect(readAccess(app.appRouter)).toEqual(inOrder(accessTable['user-service']))
})
