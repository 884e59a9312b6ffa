import type { Lane } from '@rollcall/events/subscribers'
import type { Queryable } from '@rollcall/service-kit/postgres'

const waitingSql = `SELECT
  EXISTS (SELECT FROM outbox WHERE lane = 'interactive' AND NOT held) AS interactive,
  EXISTS (SELECT FROM outbox WHERE lane = 'bulk' AND NOT held) AS bulk`

/** In which lanes events wait: two look-ups in indexes that are empty most of the time. */
export async function readWaitingLanes(db: Queryable): Promise<Lane[]> {
  const { rows } = await db.query<Record<Lane, boolean>>({ name: 'waiting-lanes', text: waitingSql })
  const [waiting] = rows
  if (!waiting) return []
  return (['interactive', 'bulk'] as const).filter((lane) => waiting[lane])
}
