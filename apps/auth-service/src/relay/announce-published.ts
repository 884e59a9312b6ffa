import { parseJson } from '@rollcall/service-kit/parse-json'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import type { ClaimedEvent } from './claim-pending-events.js'

export const publishedChannel = 'rollcall_published'

// A notification holds at most 8,000 bytes; this many ids fit with room to spare.
const maxUserIds = 100

const announcementSchema = z.object({
  tenantId: z.uuid(),
  userIds: z.array(z.uuid()),
  /** True when more users changed than are named. */
  truncated: z.boolean(),
})
export type Announcement = z.infer<typeof announcementSchema>

/** Tells every replica's live streams which users changed, once the caller's transaction commits. A hint, no more. */
export async function announcePublished(client: PoolClient, events: ClaimedEvent[]): Promise<void> {
  const byTenant = new Map<string, Set<string>>()
  for (const { tenantId, userId } of events) byTenant.set(tenantId, (byTenant.get(tenantId) ?? new Set()).add(userId))
  for (const [tenantId, ids] of byTenant) {
    const announcement: Announcement = {
      tenantId,
      userIds: [...ids].slice(0, maxUserIds),
      truncated: ids.size > maxUserIds,
    }
    await client.query('SELECT pg_notify($1, $2)', [publishedChannel, JSON.stringify(announcement)])
  }
}

export function parseAnnouncement(payload: string): Announcement | undefined {
  return announcementSchema.safeParse(parseJson(payload)).data
}
