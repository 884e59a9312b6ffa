import type { HistoryEntry } from '@/trpc/routers'

/** The message keys of what can happen to a user. */
export const eventTypeKeys = {
  'user.created': 'created',
  'user.updated': 'updated',
  'user.activated': 'activated',
  'user.deactivated': 'deactivated',
  'user.role.changed': 'roleChanged',
  'user.deleted': 'deleted',
  'user.restored': 'restored',
} as const satisfies Record<HistoryEntry['eventType'], string>

/** Undefined for a type that this console doesn't know: parked events may be of any. */
export function eventTypeKey(type: string) {
  return Object.entries(eventTypeKeys).find(([known]) => known === type)?.[1]
}
