import { cursorInput } from '@rollcall/service-kit/cursor'
import { limitSchema, searchSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { z } from 'zod'
import type { PrismaClient } from '../generated/prisma/client.js'
import { listConversations } from './list-conversations.js'
import { readConversation } from './read-conversation.js'
import { readThread } from './read-thread.js'

const conversationId = z.uuid('expected the id of a conversation (a UUID)').toLowerCase()
const listInput = strictInput({
  limit: limitSchema(100).default(30),
  cursor: cursorInput,
  search: searchSchema.optional(),
})
const threadInput = strictInput({ id: conversationId, limit: limitSchema(100).default(50), cursor: cursorInput })

/** `conversations.*`: an administrator reads all of the organisation's, everyone else those they take part in. */
export function createConversationsRouter(deps: { prisma: PrismaClient; reader: UserReader }) {
  const procedure = personProcedure('conversations.read', 'conversations.own')
  return router({
    list: procedure.input(listInput.prefault({})).query(({ ctx, input }) => listConversations(deps, ctx.person, input)),
    byId: procedure
      .input(strictInput({ id: conversationId }))
      .query(({ ctx, input }) => readConversation(deps, ctx.person, input.id)),
    thread: procedure.input(threadInput).query(({ ctx, input }) => readThread(deps, ctx.person, input)),
  })
}
