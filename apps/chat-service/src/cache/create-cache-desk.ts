import type { Queryable } from '@rollcall/service-kit/postgres'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import type { BreakerLog } from './breaker-log.js'
import type { CacheDesk } from './cache-desk.js'
import type { MissCollector } from './miss-collector.js'
import { readHistory } from './read-history.js'
import { createStatsReader, type StatsSources } from './read-stats.js'
import { readTopMisses } from './read-top-misses.js'
import { createVerifier, type VerifySources } from './verify/verify-cache.js'

/** Everything that a person, or /health, may ask about the cache. */
export function createCacheDesk(
  sources: StatsSources &
    VerifySources & {
      /** For all organisations. */
      pool: Queryable
      /** The same database, for what is asked in the name of one organisation's people. */
      people: Queryable
      misses: Pick<MissCollector, 'flush'>
      breakers: BreakerLog
    },
): CacheDesk {
  const { cache, reader, pool, people, misses, breakers } = sources
  const verifier = createVerifier(sources)
  return {
    stats: createStatsReader(sources),
    history: (minutes) => readHistory(pool, minutes),
    topMisses: async (tenantId, options) => {
      await misses.flush()
      return inTenant(tenantId, () => readTopMisses(people, tenantId, options))
    },
    breakerChanges: async (limit) => {
      await breakers.write()
      return breakers.read(limit)
    },
    inspect: reader.inspect,
    verify: verifier.verify,
    verifyProgress: verifier.progress,
    invalidate: (tenantId, userId) => cache.invalidate(userId, { tenantId }),
  }
}
