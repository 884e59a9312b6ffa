import { strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { z } from 'zod'
import type { PrismaClient } from '../generated/prisma/client.js'
import { listConversations } from './list-conversations.js'

const listInput = strictInput({
  limit: z.int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
})

export function createConversationsRouter({ prisma, reader }: { prisma: PrismaClient; reader: UserReader }) {
  return router({
    list: personProcedure('conversations.read')
      .input(listInput.default({ limit: 30 }))
      .query(({ ctx, input }) =>
        listConversations({ prisma, reader, tenantId: ctx.person.tenantId, limit: input.limit, cursor: input.cursor }),
      ),
  })
}
