import { createCursor } from '@rollcall/service-kit/cursor'
import type { Person } from '@rollcall/service-kit/tokens'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { z } from 'zod'
import type { PrismaClient } from '../generated/prisma/client.js'
import { type ConversationPerson, readPeople } from './conversation-people.js'
import { findConversation } from './whose-conversations.js'

export interface ThreadMessage {
  id: string
  /** null for the last message of a conversation from before messages were kept: nobody knows who wrote it. */
  authorId: string | null
  text: string
  /** ISO 8601. */
  sentAt: string
}

export interface Thread {
  /** The newest first; the next page holds older ones. */
  items: ThreadMessage[]
  /** Whoever wrote these. */
  authors: ConversationPerson[]
  nextCursor: string | null
  total: number
}

const cursors = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))

/** A page of a conversation's messages. @throws AppError NOT_FOUND */
export async function readThread(
  { prisma, reader }: { prisma: PrismaClient; reader: UserReader },
  person: Person,
  { id, limit, cursor }: { id: string; limit: number; cursor?: string | null | undefined },
): Promise<Thread> {
  const conversation = await findConversation(prisma, person, id)
  const where = { tenantId: person.tenantId, conversationId: id }
  const [total, rows] = await Promise.all([
    prisma.message.count({ where }),
    prisma.message.findMany({
      where: { ...where, ...(cursor && older(cursor)) },
      orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
  ])
  if (total === 0) return keptLastMessage(conversation)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => ({
      ...{ id: row.id, authorId: row.authorId, text: row.text, sentAt: row.sentAt.toISOString() },
    })),
    authors: await readPeople(
      reader,
      person.tenantId,
      page.map(({ authorId }) => authorId),
    ),
    nextCursor: last ? cursors.encode([last.sentAt.toISOString(), last.id]) : null,
    total,
  }
}

function keptLastMessage(conversation: { id: string; lastMessage: string; lastMessageAt: Date }): Thread {
  const { id, lastMessage, lastMessageAt } = conversation
  const message = { id, authorId: null, text: lastMessage, sentAt: lastMessageAt.toISOString() }
  return { items: [message], authors: [], nextCursor: null, total: 1 }
}

// The first condition is implied by the second, and is what lets the index start at the right place.
function older(cursor: string) {
  const [at, id] = cursors.decode(cursor)
  const sentAt = new Date(at)
  return { sentAt: { lte: sentAt }, OR: [{ sentAt: { lt: sentAt } }, { id: { lt: id } }] }
}
