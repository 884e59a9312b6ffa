import { describe, expect, it } from 'vitest'
import { planConversations } from './plan-conversations.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const userIds = Array.from({ length: 10 }, (_, n) => `user-${n}`)
const now = new Date('2026-11-21T08:00:00Z')

describe('planConversations', () => {
  it('gives the same conversations each time, each with an id of its own', () => {
    const planned = planConversations({ tenantId, userIds, count: 150, now })
    expect(planConversations({ tenantId, userIds, count: 150, now })).toEqual(planned)
    expect(new Set(planned.map(({ id }) => id)).size).toBe(150)
  })

  it('puts them into the year before, as pairs that occur once and groups with a title', () => {
    const planned = planConversations({ tenantId, userIds, count: 150, now })
    for (const { lastMessageAt, createdAt, title, participantIds } of planned) {
      expect(lastMessageAt.getTime()).toBeLessThan(now.getTime())
      expect(lastMessageAt.getTime()).toBeGreaterThan(now.getTime() - 366 * 86_400_000)
      expect(createdAt.getTime()).toBeLessThanOrEqual(lastMessageAt.getTime())
      expect(new Set(participantIds).size).toBe(participantIds.length)
      expect(title === null ? participantIds.length === 2 : participantIds.length > 2).toBe(true)
    }
    const pairs = planned.filter(({ title }) => title === null).map(({ participantIds }) => participantIds.join())
    expect(pairs.length).toBeGreaterThan(20)
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it('gives each its messages in their order, from its beginning to the last message, by those who take part', () => {
    const planned = planConversations({ tenantId, userIds, count: 150, now })
    for (const { messages, lastMessage, lastMessageAt, createdAt, participantIds } of planned) {
      const times = messages.map(({ sentAt }) => sentAt.getTime())
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times[0]).toBeGreaterThanOrEqual(createdAt.getTime())
      expect(messages.at(-1)).toMatchObject({ text: lastMessage, sentAt: lastMessageAt })
      for (const { authorId } of messages) expect(participantIds).toContain(authorId)
    }
    const all = planned.flatMap(({ messages }) => messages)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(Math.max(...planned.map(({ messages }) => messages.length))).toBeGreaterThan(100)
  })

  it('works with two users, and refuses fewer', () => {
    const two = planConversations({ tenantId, userIds: userIds.slice(0, 2), count: 5, now })
    expect(two.every(({ participantIds }) => participantIds.length === 2)).toBe(true)
    expect(() => planConversations({ tenantId, userIds: ['alone'], count: 1, now })).toThrow(/two users/)
  })
})
