import type { UserRole } from '@rollcall/events/roles'
import type { UserEvent } from '@rollcall/events/user-event'
import { z } from 'zod'
import { roleSchema } from '../users/user-input.js'

export type UndoableKind = 'deactivated' | 'deleted' | 'role_changed'

/** What of a change can be taken back by itself; null for every other change. */
export interface UndoableChange {
  kind: UndoableKind
  /** The roles, for a change of role. */
  from: UserRole | null
  to: UserRole | null
}

const kinds: Partial<Record<UserEvent['eventType'], UndoableKind>> = {
  'user.deactivated': 'deactivated',
  'user.deleted': 'deleted',
  'user.role.changed': 'role_changed',
}
const rolesSchema = z.object({ from: roleSchema, to: roleSchema })

export function readUndoable(event: Pick<UserEvent, 'eventType' | 'changes'>): UndoableChange | null {
  const kind = kinds[event.eventType]
  if (!kind) return null
  if (kind !== 'role_changed') return { kind, from: null, to: null }
  const roles = rolesSchema.safeParse(event.changes.role)
  return roles.success ? { kind, ...roles.data } : null
}
