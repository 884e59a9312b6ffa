import type { Queryable } from '@rollcall/service-kit/postgres'
import type { KeptTally, SubscriberStore } from './subscriber-store.js'

/** One organisation at this subscriber. `kept` is null where the store need not keep everyone, as a cache. */
export interface TenantHealth {
  tenantId: string
  kept: Omit<KeptTally, 'tenantId'> | null
  /** Events put aside that aren't settled. */
  parked: number
}
export interface SubscriberHealth {
  /** Those of whom there is anything here. */
  tenants: TenantHealth[]
  keepsEveryone: boolean
}

/** How far each organisation is here: numbers alone, no person. */
export async function readHealth(db: Queryable, store: Pick<SubscriberStore, 'tally'>): Promise<SubscriberHealth> {
  const [tallies, parked] = await Promise.all([
    store.tally?.() ?? [],
    db.query<{ tenantId: string; count: number }>(
      `SELECT tenant_id AS "tenantId", count(*)::int AS count FROM parked_event
       WHERE state IN ('retrying', 'parked') AND tenant_id IS NOT NULL GROUP BY tenant_id`,
    ),
  ])
  const kept = new Map(tallies.map(({ tenantId, ...tally }) => [tenantId, tally]))
  const waiting = new Map(parked.rows.map(({ tenantId, count }) => [tenantId, count]))
  return {
    tenants: [...new Set([...kept.keys(), ...waiting.keys()])].map((tenantId) => ({
      tenantId,
      kept: kept.get(tenantId) ?? null,
      parked: waiting.get(tenantId) ?? 0,
    })),
    keepsEveryone: store.tally !== undefined,
  }
}
