import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import { type Announcement, parseAnnouncement, publishedChannel } from '../relay/announce-published.js'

export interface ChangeFeed {
  start: () => void
  stop: () => Promise<void>
  /** Calls `listener` for each announcement of one organisation, until the returned function is called. */
  follow: (tenantId: string, listener: (announcement: Announcement) => void) => () => void
}

/** Which users have changed, told by whichever replica's relay published them. */
export function createChangeFeed(options: { connectionString: string; logger: Logger }): ChangeFeed {
  const followers = new Map<string, Set<(announcement: Announcement) => void>>()
  const { start, stop } = createListener({
    ...options,
    channel: publishedChannel,
    onNotify: (payload) => {
      const announcement = parseAnnouncement(payload)
      if (announcement) for (const tell of followers.get(announcement.tenantId) ?? []) tell(announcement)
    },
  })
  return {
    start,
    stop,
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
