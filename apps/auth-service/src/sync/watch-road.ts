import { setTimeout as delay } from 'node:timers/promises'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { ChangeFeed } from './change-feed.js'
import type { SyncOverview } from './read-overview.js'

export type RoadNews =
  | { kind: 'overview'; overview: SyncOverview }
  /** These users changed; `truncated` when more changed than are named. */
  | { kind: 'changes'; userIds: string[]; truncated: boolean }

export interface WatchOptions {
  feed: ChangeFeed
  /** Absent for people who may not see the road: they learn of changes only. */
  readOverview: (() => Promise<SyncOverview>) | undefined
  tenantId: string
  signal: AbortSignal | undefined
}

const tickMs = 1000
const coalesceMs = 250
const maxUserIds = 100

/** The road of one organisation, live: changes at most four times a second, the overview once a second if it differs. */
export async function* watchRoad({ feed, readOverview, tenantId, signal }: WatchOptions): AsyncGenerator<RoadNews> {
  const wakeUp = createWakeUp()
  let changed = new Set<string>()
  let truncated = false
  let lastOverview = ''
  const unfollow = feed.follow(tenantId, (announcement) => {
    for (const id of announcement.userIds) changed.add(id)
    truncated ||= announcement.truncated || changed.size > maxUserIds
    wakeUp.signal()
  })
  const end = () => wakeUp.signal()
  signal?.addEventListener('abort', end)
  try {
    while (!signal?.aborted) {
      if (changed.size > 0) {
        const news: RoadNews = { kind: 'changes', userIds: [...changed].slice(0, maxUserIds), truncated }
        changed = new Set()
        truncated = false
        yield news
      }
      const overview = await readOverview?.()
      const facts = JSON.stringify({ ...overview, at: null })
      if (overview && facts !== lastOverview) {
        lastOverview = facts
        yield { kind: 'overview', overview }
      }
      await delay(coalesceMs)
      await wakeUp.wait(tickMs - coalesceMs)
    }
  } finally {
    unfollow()
    signal?.removeEventListener('abort', end)
  }
}
