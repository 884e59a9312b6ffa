import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { findUser } from '../users/write-user.js'
import type { IssueLink } from './issue-link.js'

/** An invitation or a reset for one user of the organisation; without a mail server its link is answered, once. */
export const createSendLink = (pool: Pool, issueLink: IssueLink) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema }))
    .mutation(async ({ ctx, input }) => {
      const user = await findUser(pool, ctx.person.tenantId, input.id)
      if (!user) throw userNotFound(input.id)
      if (!user.isActive || user.deletedAt) {
        throw new AppError('CONFLICT', 'This user is not active. Activate the user before you send a link.')
      }
      const issued = await issueLink(user.id)
      const action = issued.purpose === 'invitation' ? 'user.invited' : 'user.reset_link_issued'
      const target = { kind: 'user', id: user.id } as const
      await recordAudit(pool, entryBy(ctx, { action, target, details: { byMail: issued.sentTo !== null } }))
      return issued
    })
