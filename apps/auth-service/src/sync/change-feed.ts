import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import { type Announcement, parseAnnouncement, publishedChannel } from '../relay/announce-published.js'

export interface ChangeFeed {
  start: () => void
  stop: () => Promise<void>
  /** Calls `listener` for each announcement of one organisation, until the returned function is called. */
  follow: (tenantId: string, listener: (announcement: Announcement) => void) => () => void
}

/** The triggers of the brake tell here which organisation's removals they hold, and decisions that they are decided. */
const holdChannel = 'rollcall_hold'

/**
 * Which users have changed, told by whichever replica's relay published them; and that removals are held, or decided,
 * which changes nobody yet.
 */
export function createChangeFeed(options: { connectionString: string; logger: Logger }): ChangeFeed {
  const followers = new Map<string, Set<(announcement: Announcement) => void>>()
  const tellFollowers = (announcement: Announcement) => {
    for (const tell of followers.get(announcement.tenantId) ?? []) tell(announcement)
  }
  const published = createListener({
    ...options,
    channel: publishedChannel,
    onNotify: (payload) => {
      const announcement = parseAnnouncement(payload)
      if (announcement) tellFollowers(announcement)
    },
  })
  const holds = createListener({
    ...options,
    channel: holdChannel,
    onNotify: (tenantId) => tellFollowers({ tenantId, userIds: [], truncated: false }),
  })
  return {
    start: () => {
      published.start()
      holds.start()
    },
    stop: async () => {
      await Promise.all([published.stop(), holds.stop()])
    },
    follow: (tenantId, listener) => {
      const group = followers.get(tenantId) ?? new Set()
      followers.set(tenantId, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0 && followers.get(tenantId) === group) followers.delete(tenantId)
      }
    },
  }
}
