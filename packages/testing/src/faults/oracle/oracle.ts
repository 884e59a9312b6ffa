/** A write that somebody was told had succeeded. */
export interface Acknowledged {
  userId: string
  version: number
}

/**
 * Logs every acknowledged write of a world, over all its scenarios: what was promised once has to stay true under every
 * later fault.
 */
export interface Oracle {
  acknowledge: (userId: string, version: number) => void
  /** Acknowledged since the oracle was made. */
  total: () => number
  all: () => readonly Acknowledged[]
  /** The newest version promised for each user. */
  promised: () => ReadonlyMap<string, number>
  /** Users of the last acknowledged writes, newest first. */
  recentUsers: (limit: number) => string[]
}

export function createOracle(): Oracle {
  const log: Acknowledged[] = []
  const newest = new Map<string, number>()
  return {
    acknowledge: (userId, version) => {
      log.push({ userId, version })
      newest.set(userId, Math.max(version, newest.get(userId) ?? 0))
    },
    total: () => log.length,
    all: () => log,
    promised: () => newest,
    recentUsers: (limit) => {
      const found = new Set<string>()
      for (let index = log.length - 1; index >= 0 && found.size < limit; index--) {
        const entry = log[index]
        if (entry) found.add(entry.userId)
      }
      return [...found]
    },
  }
}
