import type { Pool } from '@rollcall/service-kit/postgres'

export interface HeldFigures {
  waiting: number
  people: number
}

const freshMs = 3000

/**
 * How many held changes of an organisation wait, and how many people they concern. Held people can be many and are
 * counted one by one, so they are counted again only every 3 s, or when a hold opens or is decided.
 */
export function createHeldFigures(pool: Pool): (tenantId: string) => Promise<HeldFigures> {
  const counted = new Map<string, { holds: string; at: number; figures: HeldFigures }>()
  return async (tenantId) => {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM hold WHERE tenant_id = $1 AND state = 'waiting' ORDER BY id`,
      [tenantId],
    )
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return { waiting: 0, people: 0 }
    const holds = ids.join()
    const known = counted.get(tenantId)
    if (known && known.holds === holds && Date.now() - known.at < freshMs) return known.figures
    const at = Date.now()
    const { rows: found } = await pool.query<HeldFigures>(
      `SELECT count(DISTINCT hold_id)::int AS waiting, count(*)::int AS people FROM held_user WHERE hold_id = ANY ($1::uuid[])`,
      [ids],
    )
    const figures = found[0] ?? { waiting: 0, people: 0 }
    counted.set(tenantId, { holds, at, figures })
    return figures
  }
}
