import type { ArrivalState } from '@/components/arrival-state'
import type { ListedOrganisation } from '@/trpc/routers'

type Lag = ListedOrganisation['subscribers']['clinical']

export interface SyncHealth {
  state: ArrivalState
  /** How many changes (or people, where they are held) the state speaks of; null where it is not about a number. */
  count: number | null
}

/** Where an organisation's changes stand at one subscriber, in the console's words; the worst comes first. */
export function syncHealth(lag: Lag): SyncHealth {
  if (!lag) return { state: 'unreachable', count: null }
  if (lag.parked > 0) return { state: 'parked', count: lag.parked }
  if (lag.behind !== null && lag.behind > 0) return { state: 'on-its-way', count: lag.behind }
  return { state: 'in-sync', count: null }
}

/** Where they stand before they leave the directory. */
export function outboxHealth({ outbox, held }: Pick<ListedOrganisation, 'outbox' | 'held'>): SyncHealth {
  if (held > 0) return { state: 'held', count: held }
  if (outbox > 0) return { state: 'on-its-way', count: outbox }
  return { state: 'in-sync', count: null }
}
