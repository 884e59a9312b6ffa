import type { Inspection } from '@rollcall/user-cache/inspect-user'
import type { CacheMinute, CacheStats, LoggedBreakerChange, TopMiss } from './cache-stats.js'
import type { VerifyProgress, VerifyReport } from './verify-report.js'

/** What a person, or /health, may ask about the cache. */
export interface CacheDesk {
  stats: () => Promise<CacheStats>
  /** One row for each of the last `minutes` minutes, the running one included, oldest first. */
  history: (minutes: number) => Promise<CacheMinute[]>
  /** Of one organisation, most missed first. */
  topMisses: (tenantId: string, options: { hours: number; limit: number }) => Promise<TopMiss[]>
  /** Newest first. */
  breakerChanges: (limit: number) => Promise<LoggedBreakerChange[]>
  /** Another organisation's user looks like an unknown one. */
  inspect: (tenantId: string, userId: string) => Promise<Inspection>
  /** Compares a sample of the organisation's cached profiles, or with null all of them, with the directory. */
  verify: (tenantId: string, sample: number | null) => Promise<VerifyReport>
  /** Null while this replica compares nothing, or only a sample, for the organisation. */
  verifyProgress: (tenantId: string) => VerifyProgress | null
  invalidate: (tenantId: string, userId: string) => Promise<boolean>
}
