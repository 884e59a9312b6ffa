import type { Person } from '@rollcall/service-kit/tokens'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { PrismaClient } from '../generated/prisma/client.js'
import { type ConversationPerson, readPeople } from './conversation-people.js'
import { findConversation } from './whose-conversations.js'

export interface ConversationView {
  id: string
  title: string | null
  /** ISO 8601, as all times here. */
  createdAt: string
  lastMessageAt: string
  participants: ConversationPerson[]
}

/** One conversation, with everyone who takes part. @throws AppError NOT_FOUND */
export async function readConversation(
  { prisma, reader }: { prisma: PrismaClient; reader: UserReader },
  person: Person,
  id: string,
): Promise<ConversationView> {
  const { title, createdAt, lastMessageAt, participants } = await findConversation(prisma, person, id)
  return {
    ...{ id, title, createdAt: createdAt.toISOString(), lastMessageAt: lastMessageAt.toISOString() },
    participants: await readPeople(
      reader,
      person.tenantId,
      participants.map(({ userId }) => userId),
    ),
  }
}
