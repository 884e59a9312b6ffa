import { Gauge, type Metrics } from '@rollcall/service-kit/metrics'
import type { Pool, Queryable } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { logSpecs } from './sealed-logs.js'

export interface Seals {
  blocks: number
  /** Whatever was written before this is sealed; ISO 8601. */
  sealedUntil: string | null
  /** Rows of this organisation that wait for a block, at most 10,000 of each log. */
  unsealed: number
  lastSealedAt: string | null
}
interface Waiting {
  rows: number
  oldest: Date | null
}

const mostCounted = 10_000

/** Rows of one log that no block covers yet; of one organisation, or of all (null). */
async function readWaiting(db: Queryable, log: 'audit' | 'events', tenantId: string | null): Promise<Waiting> {
  const { table, at } = logSpecs[log]
  const { rows } = await db.query<Waiting>(
    `SELECT count(*)::int AS rows, min(at) AS oldest FROM (
       (SELECT r.${at} AS at, r.tenant_id FROM ${table} AS r
        WHERE r.position > coalesce((SELECT top FROM seal_progress WHERE log = $1), 0) LIMIT ${mostCounted})
       UNION ALL
       (SELECT r.${at}, r.tenant_id FROM seal_gap AS g, unnest(g.positions) AS part
        JOIN ${table} AS r ON r.position >= lower(part) AND r.position < upper(part)
        WHERE g.log = $1 LIMIT ${mostCounted})
     ) AS waiting WHERE $2::uuid IS NULL OR tenant_id = $2`,
    [log, tenantId],
  )
  return rows[0] ?? { rows: 0, oldest: null }
}

/** How far the seals are. */
export const createReadSeals = (pool: Pool) =>
  personProcedure('audit.read').query(async ({ ctx }): Promise<Seals> => {
    const { tenantId } = ctx.person
    const [audit, events, last] = await Promise.all([
      readWaiting(pool, 'audit', tenantId),
      readWaiting(pool, 'events', tenantId),
      pool.query<{ blocks: number; at: Date }>(
        'SELECT id::int AS blocks, sealed_at AS at FROM seal_block ORDER BY seal_block.id DESC LIMIT 1',
      ),
    ])
    const lastSealedAt = last.rows[0]?.at ?? null
    const oldest = [audit.oldest, events.oldest].flatMap((at) => at ?? []).sort((a, b) => a.getTime() - b.getTime())[0]
    return {
      blocks: last.rows[0]?.blocks ?? 0,
      sealedUntil: (oldest ?? lastSealedAt)?.toISOString() ?? null,
      unsealed: audit.rows + events.rows,
      lastSealedAt: lastSealedAt?.toISOString() ?? null,
    }
  })

/** What waits for its seal, and for how long: read when the metrics are. */
export function createSealMetrics(metrics: Metrics, pool: Pool): void {
  const shape = { labelNames: ['log'] as const, registers: [metrics.registry] }
  const age = new Gauge({
    name: 'audit_unsealed_age_seconds',
    help: 'Age of the oldest row that is not sealed yet',
    ...shape,
  })
  new Gauge({
    name: 'audit_unsealed_rows',
    help: 'Rows that are not sealed yet, at most 10,000 beyond the newest seal',
    ...shape,
    collect: async function collect() {
      for (const log of ['audit', 'events'] as const) {
        const waiting = await readWaiting(pool, log, null).catch(() => undefined)
        if (!waiting) continue
        this.set({ log }, waiting.rows)
        age.set({ log }, waiting.oldest ? Math.max(0, (Date.now() - waiting.oldest.getTime()) / 1000) : 0)
      }
    },
  })
}
