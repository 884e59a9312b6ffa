import type { UserProfile } from '@rollcall/user-cache/user-profile'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { PrismaClient } from '../generated/prisma/client.js'
import { decodeCursor, encodeCursor } from './cursor.js'

export interface ConversationItem {
  id: string
  title: string | null
  lastMessage: string
  /** ISO 8601. */
  lastMessageAt: string
  participants: UserProfile[]
  /** Participants without a profile: deleted since, or not to be had while the directory is away. */
  unresolvedParticipants: number
}

/** A page of the tenant's conversations, newest first, with all participants' profiles read in one batch. */
export async function listConversations(options: {
  prisma: PrismaClient
  reader: UserReader
  tenantId: string
  limit: number
  cursor: string | undefined
}): Promise<{ items: ConversationItem[]; nextCursor: string | null; total: number }> {
  const { prisma, reader, tenantId, limit } = options
  const after = options.cursor === undefined ? undefined : decodeCursor(options.cursor)
  const [total, rows] = await Promise.all([
    prisma.conversation.count({ where: { tenantId } }),
    prisma.conversation.findMany({
      where: { tenantId, ...(after && behind(after)) },
      orderBy: [{ lastMessageAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      include: { participants: { orderBy: { userId: 'asc' } } },
    }),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const userIds = [...new Set(page.flatMap(({ participants }) => participants.map(({ userId }) => userId)))]
  const { items: profiles } = await reader.byIds(tenantId, userIds)
  const profileOf = new Map(profiles.map((profile) => [profile.userId, profile]))
  const items = page.map((row) => {
    const participants = row.participants.flatMap(({ userId }) => profileOf.get(userId) ?? [])
    return {
      id: row.id,
      title: row.title,
      lastMessage: row.lastMessage,
      lastMessageAt: row.lastMessageAt.toISOString(),
      participants,
      unresolvedParticipants: row.participants.length - participants.length,
    }
  })
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(last) : null, total }
}

// The first condition is implied by the second, and is what lets the index start at the right place.
const behind = ({ lastMessageAt, id }: { lastMessageAt: Date; id: string }) => ({
  lastMessageAt: { lte: lastMessageAt },
  OR: [{ lastMessageAt: { lt: lastMessageAt } }, { id: { lt: id } }],
})
