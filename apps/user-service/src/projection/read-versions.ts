import type { UserArrival } from '@rollcall/subscriber/sync-router'
import type { PrismaClient } from '../generated/prisma/client.js'

/** Which version of each user is here, in the order asked. Another tenant's user is answered exactly as an unknown one. */
export const createReadVersions =
  (prisma: PrismaClient) =>
  async (tenantId: string, ids: string[]): Promise<UserArrival[]> => {
    const rows = await prisma.directoryUser.findMany({
      where: { tenantId, id: { in: ids } },
      select: { id: true, userVersion: true, deletedAt: true, eventAt: true, syncedAt: true },
    })
    const known = new Map(rows.map((row) => [row.id, row]))
    return ids.map((userId) => {
      const row = known.get(userId.toLowerCase())
      if (!row) return { userId, version: null, state: 'unknown', eventAt: null, syncedAt: null }
      return {
        userId,
        version: row.userVersion,
        state: row.deletedAt ? 'deleted' : 'present',
        eventAt: row.eventAt.toISOString(),
        syncedAt: row.syncedAt.toISOString(),
      }
    })
  }
