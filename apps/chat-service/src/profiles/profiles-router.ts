import { strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { z } from 'zod'
import { userIdSchema } from '../user-id.js'
import { readProfiles } from './read-profiles.js'

const byIdInput = strictInput({ id: userIdSchema })
const byIdsInput = strictInput({ ids: z.array(z.string().max(100)).min(1).max(500) })

export function createProfilesRouter({ reader }: { reader: UserReader }) {
  const procedure = personProcedure('conversations.read', 'conversations.own')
  return router({
    // One person's card can show a stand-in while the directory is away; lists never do.
    byId: procedure.input(byIdInput).query(({ ctx, input }) => reader.byId(ctx.person.tenantId, input.id, 'stand-in')),
    byIds: procedure
      .input(byIdsInput)
      .query(({ ctx, input }) => readProfiles({ reader, tenantId: ctx.person.tenantId, ids: input.ids })),
  })
}
