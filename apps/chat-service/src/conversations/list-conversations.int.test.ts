import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { createLogger } from '@rollcall/service-kit/logger'
import type { Person } from '@rollcall/service-kit/tokens'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { createUserCache } from '@rollcall/user-cache/user-cache'
import { createUserReader, type UserReader } from '@rollcall/user-cache/user-reader'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertConversations } from '../cli/insert-conversations.js'
import { type PlannedConversation, planConversations } from '../cli/plan-conversations.js'
import { PrismaClient } from '../generated/prisma/client.js'
import { listConversations } from './list-conversations.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const users = Array.from({ length: 10 }, (_, n) => exampleUser(n))

let db: TestDatabase
let redis: TestRedis
let prisma: PrismaClient
let reader: UserReader
let planned: PlannedConversation[]
beforeAll(async () => {
  db = await createTestDatabase('chat')
  redis = await createTestRedis()
  prisma = new PrismaClient({ adapter: new PrismaPg(db.pool) })
  const userIds = users.map(({ userId }) => userId)
  planned = planConversations({ tenantId: exampleTenantId, userIds, count: 60, now: new Date() })
  expect(await insertConversations(db.pool, exampleTenantId, planned)).toBe(60)
})
beforeEach(async () => {
  await redis.client.flushdb()
  reader = createUserReader({
    cache: createUserCache({ redis: redis.client, logger }),
    logger,
    fetchMany: async (ids) => {
      const items = users.filter(({ userId }) => ids.includes(userId))
      return { items, missing: ids.filter((id) => !items.some(({ userId }) => userId === id)) }
    },
  })
})
afterAll(async () => {
  await redis.close()
  await db.drop()
})

const person = (role: string, userId: string = randomUUID(), tenantId = exampleTenantId): Person => ({
  ...{ kind: 'user', userId, tenantId, role, sessionId: randomUUID() },
  ...{ mustChangePassword: false, twoFactorRequired: false, platform: false },
})
const list = (limit: number, cursor?: string, tenantId = exampleTenantId) =>
  listConversations({ prisma, reader }, person('admin', randomUUID(), tenantId), { limit, cursor })

describe('listConversations', () => {
  it('visits each conversation once, newest first, also where many have the same time', async () => {
    await db.pool.query(
      `UPDATE conversation SET last_message_at = date_trunc('day', last_message_at) WHERE title IS NOT NULL`,
    )
    const seen: { id: string; lastMessageAt: string }[] = []
    let cursor: string | undefined
    do {
      const page = await list(7, cursor)
      expect(page.total).toBe(60)
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(60)
    expect(seen).toHaveLength(60)
    const times = seen.map(({ lastMessageAt }) => lastMessageAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('reads every participant’s profile through the cache, once a page', async () => {
    const { items } = await list(50)
    const people = new Set(items.flatMap(({ participants }) => participants.map(({ userId }) => userId)))
    expect(reader.counts()).toMatchObject({ redisHits: 0, misses: people.size, fallbacks: people.size })
    await list(50)
    expect(reader.counts()).toMatchObject({ redisHits: people.size, misses: people.size })
    const planOf = new Map(planned.map((conversation) => [conversation.id, conversation]))
    for (const { id, participants, unresolvedParticipants } of items) {
      expect(participants.map(({ userId }) => userId)).toEqual(planOf.get(id)?.participantIds)
      expect(unresolvedParticipants).toBe(0)
    }
  })

  it('finds by words of the title and the last message, and takes no sign of a pattern for one', async () => {
    const find = (search: string) => listConversations({ prisma, reader }, person('admin'), { limit: 100, search })
    const wanted = planned.filter(({ title }) => title === 'Ward handover').length
    const { items } = await find('HANDOVER  ward')
    expect(items.filter(({ title }) => title === 'Ward handover')).toHaveLength(wanted)
    for (const { title, lastMessage } of items)
      for (const word of ['handover', 'ward']) expect(`${title} ${lastMessage}`.toLowerCase()).toContain(word)
    for (const search of ['%', '_', '\\', 'no such words']) expect((await find(search)).total).toBe(0)
  })

  it('shows whoever is no administrator the conversations that they take part in, and no others', async () => {
    const userId = exampleUserId(3)
    const { items, total } = await listConversations({ prisma, reader }, person('doctor', userId), { limit: 100 })
    const own = planned.filter(({ participantIds }) => participantIds.includes(userId))
    expect(items.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort())
    expect(total).toBe(own.length)
    expect(own.length).toBeLessThan(planned.length)
  })

  it('shows no conversation of another tenant, and no stand-in for a participant without a profile', async () => {
    expect(await list(10, undefined, otherTenantId)).toEqual({ items: [], nextCursor: null, total: 0 })
    const id = '0192f000-0000-7000-8000-0000000000c1'
    const participantIds = [exampleUserId(1), exampleUserId(999)]
    const at = new Date(Date.now() + 60_000)
    const last = { lastMessage: 'Hello', lastMessageAt: at, createdAt: at }
    const conversation = { id, title: null, ...last, participantIds, messages: [] }
    await insertConversations(db.pool, exampleTenantId, [conversation])
    const [first] = (await list(1)).items
    expect(first).toMatchObject({ id, unresolvedParticipants: 1, participants: [{ userId: exampleUserId(1) }] })
  })
})
