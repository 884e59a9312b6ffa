import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { compareWithDirectory } from './compare-with-directory.js'

/** How many of the 256 buckets (an id's last byte) hold a cached user that differs from the directory. */
async function measureDrift(cache: UserCache, directory: DirectoryClient): Promise<number> {
  const buckets = new Set<string>()
  for await (const { stale, orphans, ahead } of compareWithDirectory({ cache, directory })) {
    const differing = [...stale, ...orphans.map(({ userId }) => userId), ...ahead.map(({ userId }) => userId)]
    for (const userId of differing) buckets.add(userId.slice(-2))
  }
  return buckets.size
}

/** It walks over the whole cache: whoever asks meanwhile waits for the same walk. */
export function createDriftMeter(cache: UserCache, directory: DirectoryClient): () => Promise<number> {
  let running: Promise<number> | undefined
  return () => {
    running ??= measureDrift(cache, directory).finally(() => {
      running = undefined
    })
    return running
  }
}
