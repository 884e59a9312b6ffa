import type { HistoryEntry } from '@/trpc/routers'

/** Requests that say through what they came, at the beginning of their id. The others come by the API. */
const named = ['console', 'import'] as const

export type Through = (typeof named)[number] | 'api' | 'service' | 'sql'

/** Through what somebody made a change. */
export function throughOf({ actor, correlationId }: Pick<HistoryEntry, 'actor' | 'correlationId'>): Through {
  if (actor.kind !== 'user') return actor.kind
  return named.find((name) => correlationId.startsWith(`${name}-`)) ?? 'api'
}
