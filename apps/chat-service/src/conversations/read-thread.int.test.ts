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
import { PrismaClient } from '../generated/prisma/client.js'
import { readConversation } from './read-conversation.js'
import { readThread } from './read-thread.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const [ada, ben, gone] = [exampleUserId(1), exampleUserId(2), exampleUserId(999)]
const start = Date.parse('2026-11-20T08:00:00Z')

let db: TestDatabase
let redis: TestRedis
let deps: { prisma: PrismaClient; reader: UserReader }
let isAway = false
/** 25 messages, five of which were sent at the same moment. */
const thread = randomUUID()
const old = randomUUID()

beforeAll(async () => {
  db = await createTestDatabase('chat')
  redis = await createTestRedis()
  const messages = Array.from({ length: 25 }, (_, n) => ({
    ...{ id: randomUUID(), authorId: [ada, ben, gone][n % 3] ?? ada, text: `message ${n}` },
    sentAt: new Date(start + Math.floor(n / 5) * 60_000),
  }))
  const at = new Date(start + 240_000)
  const last = { lastMessageAt: at, createdAt: new Date(start) }
  await insertConversations(db.pool, exampleTenantId, [
    { id: thread, title: 'Handover', lastMessage: 'message 24', ...last, participantIds: [ada, ben, gone], messages },
    { id: old, title: null, lastMessage: 'From before', ...last, participantIds: [ada, ben], messages: [] },
  ])
})
beforeEach(async () => {
  isAway = false
  await redis.client.flushdb()
  const reader = createUserReader({
    cache: createUserCache({ redis: redis.client, logger }),
    logger,
    fetchMany: async (ids) => {
      if (isAway) throw new Error('away')
      const items = [exampleUser(1), exampleUser(2)].filter(({ userId }) => ids.includes(userId))
      return { items, missing: ids.filter((id) => !items.some(({ userId }) => userId === id)) }
    },
  })
  deps = { prisma: new PrismaClient({ adapter: new PrismaPg(db.pool) }), reader }
})
afterAll(async () => {
  await redis.close()
  await db.drop()
})

const person = (role: string, userId: string = randomUUID(), tenantId = exampleTenantId): Person => ({
  ...{ kind: 'user', userId, tenantId, role, sessionId: randomUUID() },
  ...{ mustChangePassword: false, twoFactorRequired: false, platform: false },
})
const admin = person('admin')

describe('readThread', () => {
  it('visits each message once, the newest first, also where several were sent at the same moment', async () => {
    const seen: { id: string; sentAt: string }[] = []
    let cursor: string | null = null
    do {
      const page = await readThread(deps, admin, { id: thread, limit: 4, cursor })
      expect(page.total).toBe(25)
      seen.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(25)
    expect(seen).toHaveLength(25)
    const times = seen.map(({ sentAt }) => sentAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('names the authors as the directory does now, and says who has left it', async () => {
    const { authors } = await readThread(deps, admin, { id: thread, limit: 25 })
    const standings = new Map(authors.map(({ userId, standing }) => [userId, standing]))
    expect(standings).toEqual(
      new Map([
        [ada, 'known'],
        [ben, 'known'],
        [gone, 'departed'],
      ]),
    )
    expect(authors.find(({ userId }) => userId === ada)?.profile?.fullName).toBe(
      `${exampleUser(1).payload.firstName} ${exampleUser(1).payload.lastName}`,
    )
  })

  it('calls nobody departed while the directory is away', async () => {
    isAway = true
    const { authors, items } = await readThread(deps, admin, { id: thread, limit: 25 })
    expect(items).toHaveLength(25)
    expect(authors.map(({ standing, profile }) => [standing, profile])).toEqual(authors.map(() => ['unknown', null]))
  })

  it('shows a conversation from before messages were kept by its last message', async () => {
    expect(await readThread(deps, admin, { id: old, limit: 10 })).toEqual({
      items: [{ id: old, authorId: null, text: 'From before', sentAt: new Date(start + 240_000).toISOString() }],
      authors: [],
      nextCursor: null,
      total: 1,
    })
  })

  it.each([
    ['another organisation’s administrator', () => person('admin', randomUUID(), otherTenantId)],
    ['a colleague who takes no part', () => person('doctor', exampleUserId(3))],
  ])('tells %s of it what it tells of an unknown one', async (_, who) => {
    const unknown = randomUUID()
    for (const id of [thread, unknown]) {
      const refused = { code: 'NOT_FOUND', message: `Conversation with ID ${id} not found` }
      await expect(readThread(deps, who(), { id, limit: 5 })).rejects.toMatchObject(refused)
      await expect(readConversation(deps, who(), id)).rejects.toMatchObject(refused)
    }
  })

  it('lets those who take part read on', async () => {
    expect((await readThread(deps, person('nurse', ben), { id: thread, limit: 5 })).items).toHaveLength(5)
    const { participants, title } = await readConversation(deps, person('nurse', ben), thread)
    expect([title, participants.map(({ userId }) => userId)]).toEqual(['Handover', [ada, ben, gone].sort()])
  })

  it('refuses a cursor that nobody made', async () => {
    await expect(readThread(deps, admin, { id: thread, limit: 5, cursor: 'abc' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })
})
