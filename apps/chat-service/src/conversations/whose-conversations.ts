import { AppError } from '@rollcall/service-kit/errors'
import { may } from '@rollcall/service-kit/permissions'
import type { Person } from '@rollcall/service-kit/tokens'
import type { PrismaClient } from '../generated/prisma/client.js'

/** What a conversation must be for this person to read it: the organisation's and, without a right to all, their own. */
export function readableBy(person: Person) {
  const { tenantId, userId } = person
  return { tenantId, ...(!may(person, 'conversations.read') && { participants: { some: { userId } } }) }
}

/** @throws AppError NOT_FOUND, alike for a conversation that isn't there and one that isn't theirs to read */
export async function findConversation(prisma: PrismaClient, person: Person, id: string) {
  const conversation = await prisma.conversation.findFirst({
    where: { id, ...readableBy(person) },
    include: { participants: { orderBy: { userId: 'asc' } } },
  })
  if (!conversation) throw new AppError('NOT_FOUND', `Conversation with ID ${id} not found`)
  return conversation
}
