import type { Person } from '@rollcall/service-kit/tokens'
import type { UserProfile } from '@rollcall/user-cache/user-profile'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { PrismaClient } from '../generated/prisma/client.js'
import { decodeCursor, encodeCursor } from './cursor.js'
import { readableBy } from './whose-conversations.js'

export interface ConversationsQuestion {
  limit: number
  cursor?: string | null | undefined
  search?: string | undefined
}

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

/**
 * A page of the conversations that a person may read, newest first, with all participants' profiles read in one batch.
 * `search`: each of its words stands in the title or the last message, in any case.
 */
export async function listConversations(
  { prisma, reader }: { prisma: PrismaClient; reader: UserReader },
  person: Person,
  { limit, cursor, search = '' }: ConversationsQuestion,
): Promise<{ items: ConversationItem[]; nextCursor: string | null; total: number }> {
  const { tenantId } = person
  const after = cursor ? decodeCursor(cursor) : undefined
  const where = { ...readableBy(person), AND: wordsOf(search).map(holding) }
  const [total, rows] = await Promise.all([
    prisma.conversation.count({ where }),
    prisma.conversation.findMany({
      where: { ...where, ...(after && behind(after)) },
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

/** A few words say enough, and each costs a comparison a row. */
const maxWords = 6
const wordsOf = (search: string) =>
  search
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean)
    .slice(0, maxWords)

function holding(word: string) {
  const part = { contains: word.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const }
  return { OR: [{ title: part }, { lastMessage: part }] }
}

// The first condition is implied by the second, and is what lets the index start at the right place.
const behind = ({ lastMessageAt, id }: { lastMessageAt: Date; id: string }) => ({
  lastMessageAt: { lte: lastMessageAt },
  OR: [{ lastMessageAt: { lt: lastMessageAt } }, { id: { lt: id } }],
})
