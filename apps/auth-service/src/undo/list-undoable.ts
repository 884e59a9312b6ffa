import type { UserRole } from '@rollcall/events/roles'
import { AppError } from '@rollcall/service-kit/errors'
import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'

/** A change that `users.undo` would take back now. */
export interface Undoable {
  userId: string
  name: string
  /** The version that the change made. */
  version: number
  kind: 'deactivated' | 'deleted' | 'role_changed'
  /** The roles, for a change of role. */
  from: UserRole | null
  to: UserRole | null
  at: string
  by: { id: string; name: string }
}

export const createListUndoable = () =>
  personProcedure('users.write')
    .input(strictInput({ limit: limitSchema(50).default(10) }).prefault({}))
    .query(async (): Promise<{ items: Undoable[] }> => {
      throw new AppError('UNAVAILABLE', 'This is not here yet.')
    })
