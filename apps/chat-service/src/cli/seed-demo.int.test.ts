import { randomUUID } from 'node:crypto'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'
import { type DirectoryServer, startDirectoryServer } from '@rollcall/subscriber/test-support/directory-server'
import { sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findDemoUsers } from './find-demo-users.js'
import { insertConversations } from './insert-conversations.js'
import { planConversations } from './plan-conversations.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const otherTenantId = '0192f000-0000-7000-8000-000000000002'

let db: TestDatabase
let server: DirectoryServer
beforeAll(async () => {
  db = await createTestDatabase('chat')
  server = await startDirectoryServer(db.url)
})
beforeEach(() => {
  server.users.clear()
  server.setDown(false)
})
afterAll(async () => {
  await server.close()
  await db.drop()
})

const find = (atLeast: number, timeoutMs = 10_000) => {
  const directory = createDirectoryClient({ authServiceUrl: server.url, token: async () => 'token' })
  return findDemoUsers({ directory, tenantId, atLeast, timeoutMs })
}

describe('findDemoUsers', () => {
  it('takes the tenant’s users who are not deleted, and nobody else', async () => {
    const ours = Array.from({ length: 10 }, () => sampleUser(randomUUID(), 1))
    const gone = sampleUser(randomUUID(), 2, { deletedAt: new Date().toISOString() })
    server.put(...ours, gone, sampleUser(randomUUID(), 1, { tenantId: otherTenantId }))
    expect((await find(10)).sort()).toEqual(ours.map(({ userId }) => userId).sort())
  })

  it('waits for an auth-service that is away and for users who have yet to come', async () => {
    server.setDown(true)
    const found = find(2)
    setTimeout(() => {
      server.setDown(false)
      server.put(sampleUser(randomUUID(), 1), sampleUser(randomUUID(), 1))
    }, 300)
    expect(await found).toHaveLength(2)
  })

  it('stops at 500 users, and says what it waited for when the time is over', async () => {
    server.put(...Array.from({ length: 700 }, () => sampleUser(randomUUID(), 1)))
    expect(await find(10)).toHaveLength(500)
    await expect(find(1000, 500)).rejects.toThrow(/has 500 users.*1000 are expected/)
  })
})

it('conversations that are there already are left as they are, with their participants', async () => {
  const userIds = Array.from({ length: 10 }, () => randomUUID())
  const plan = (ids: string[]) => planConversations({ tenantId, userIds: ids, count: 150, now: new Date() })
  const read = async () => {
    const { rows } = await db.pool.query('SELECT * FROM conversation_participant ORDER BY 1, 2')
    return rows
  }
  expect(await insertConversations(db.pool, tenantId, plan(userIds))).toBe(150)
  const before = await read()
  expect(await insertConversations(db.pool, tenantId, plan([...userIds, randomUUID()]))).toBe(0)
  expect(await read()).toEqual(before)
})
