import type { UserEvent } from '@rollcall/events/user-event'
import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool, PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { refuseErased } from '../erasure/erase-user.js'
import { keepingAnAdmin, refuseOwnAccount } from '../users/keep-an-admin.js'
import type { User } from '../users/user.js'
import { expectedVersionSchema } from '../users/user-input.js'
import { type Author, findUser, inAuthoredTransaction, type UserWrite, writeUser } from '../users/write-user.js'
import { readUndoable, type UndoableChange } from './undoable-event.js'

/**
 * Takes back the deactivation, deletion or change of role that made this version, as a change of its own. Derived from
 * the log alone: it works from anywhere, however long ago that was.
 * @throws AppError NOT_FOUND; STALE_VERSION with the user as they now are, when they were changed since; CONFLICT when
 * the version came about in another way, or the user was erased
 */
export const createUndoUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, version: expectedVersionSchema }))
    .mutation(({ ctx, input: { id, version } }): Promise<User> => {
      const { tenantId } = ctx.person
      return inAuthoredTransaction(pool, ctx, async (client) => {
        const current = await findUser(client, tenantId, id)
        if (!current) throw userNotFound(id)
        // Before anything is said of the version: what was changed since is nothing to take back.
        if (current.version !== version) throw changedSince(current)
        const change = await readChange(client, tenantId, { id, version })
        if (!change) {
          const message =
            'Only a deactivation, a deletion or a change of role can be taken back. Edit the user instead.'
          throw new AppError('CONFLICT', message)
        }
        return takeBack(client, ctx, { id, expectedVersion: version }, change)
      })
    })

const changedSince = (current: User) =>
  new AppError(
    'STALE_VERSION',
    `This user was changed since, and is now version ${current.version}. Look before you go on.`,
    {
      current,
    },
  )

async function readChange(client: PoolClient, tenantId: string, { id, version }: { id: string; version: number }) {
  const { rows } = await client.query<Pick<UserEvent, 'eventType' | 'changes'>>(
    `SELECT event_type AS "eventType", changes FROM user_event
     WHERE user_id = $1 AND user_version = $2 AND tenant_id = $3`,
    [id, version, tenantId],
  )
  return rows[0] ? readUndoable(rows[0]) : null
}

async function takeBack(
  client: PoolClient,
  author: Author,
  target: Pick<UserWrite, 'id' | 'expectedVersion'>,
  change: UndoableChange,
): Promise<User> {
  const { tenantId } = author.person
  if (change.kind === 'deactivated') {
    return writeUser(client, tenantId, { ...target, values: new Map([['is_active', true]]) })
  }
  if (change.kind === 'deleted') {
    await refuseErased(client, tenantId, target.id)
    return writeUser(client, tenantId, { ...target, values: new Map([['deleted_at', null]]), from: 'deleted' })
  }
  if (change.from !== 'admin') refuseOwnAccount(author, target.id, 'demote')
  return keepingAnAdmin(client, tenantId, () =>
    writeUser(client, tenantId, { ...target, values: new Map([['role', change.from]]) }),
  )
}
