import type { Lane } from '@rollcall/events/subscribers'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { type Announcement, publishedChannel } from './announce-published.js'
import { type ClaimedEvents, maxNamed } from './claim-pending-events.js'

/**
 * Notes when these events were published, and tells every replica's live streams which users changed, both once the
 * caller's transaction commits.
 */
export async function recordPublication(client: PoolClient, lane: Lane, events: ClaimedEvents[]): Promise<void> {
  await client.query({
    name: 'record-publication',
    text: `WITH noted AS (
        INSERT INTO publication (lane, positions)
        SELECT $1, range_agg(span) FROM unnest($2::int8multirange[]) AS part, unnest(part) AS span
      ) SELECT pg_notify('${publishedChannel}', announcement) FROM unnest($3::text[]) AS announcement`,
    values: [
      lane,
      events.map(({ positions }) => positions),
      announcementsOf(events).map((each) => JSON.stringify(each)),
    ],
  })
}

/** One announcement for each organisation. */
export function announcementsOf(events: ClaimedEvents[]): Announcement[] {
  const byTenant = new Map<string, { userIds: Set<string>; count: number }>()
  for (const { tenantId, userIds, count } of events) {
    const known = byTenant.get(tenantId) ?? { userIds: new Set(), count: 0 }
    byTenant.set(tenantId, known)
    for (const id of userIds) known.userIds.add(id)
    known.count += count - userIds.length
  }
  return [...byTenant].map(([tenantId, { userIds, count }]) => ({
    tenantId,
    userIds: [...userIds].slice(0, maxNamed),
    truncated: count > 0 || userIds.size > maxNamed,
  }))
}
