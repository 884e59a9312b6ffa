import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { listSessions } from '../me/sessions.js'
import { findUser } from './write-user.js'

/** Where somebody of the organisation is signed in. Takes the system's pool, as everything about sessions does. */
export const createListUserSessions = (system: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema }))
    .query(async ({ ctx, input: { id } }) => {
      if (!(await findUser(system, ctx.person.tenantId, id))) throw userNotFound(id)
      return listSessions(system, { userId: id, sessionId: ctx.person.sessionId })
    })

const endInput = strictInput({
  id: userIdSchema,
  sessionId: z.uuid('expected the id of a session (a UUID)').optional(),
})

/** Ends one session of somebody, or all; their tokens are worth nothing at the next request. */
export const createEndUserSessions = (system: Pool) =>
  personProcedure('users.write')
    .input(endInput)
    .mutation(({ ctx, input: { id, sessionId } }) =>
      inTransaction(system, async (client) => {
        if (!(await findUser(client, ctx.person.tenantId, id))) throw userNotFound(id)
        const { rowCount } = await client.query(
          'DELETE FROM session WHERE user_id = $1 AND ($2::uuid IS NULL OR id = $2)',
          [id, sessionId ?? null],
        )
        const ended = rowCount ?? 0
        if (sessionId !== undefined && ended === 0) throw new AppError('NOT_FOUND', 'This session has ended already.')
        const details = { sessions: ended, ...(sessionId !== undefined && { sessionId }) }
        await recordAudit(client, entryBy(ctx, { action: 'session.ended', target: { kind: 'user', id }, details }))
        return { ended }
      }),
    )
