import type { BreakerChange, BreakerState } from '@rollcall/user-cache/directory-breaker'
import type { LatencyTier } from '@rollcall/user-cache/latency'
import type { NearStats } from '@rollcall/user-cache/near-cache'
import type { ReadCounts } from '@rollcall/user-cache/read-counters'
import type { TtlDistribution } from '@rollcall/user-cache/ttl-distribution'

/** The figures of the cache: sums are over all replicas, and over the 30 days that are kept, unless said otherwise. */
export interface CacheStats extends ReadCounts {
  totalCached: number
  /** When `totalCached` was counted: up to 30 s ago for large caches, longer while Redis is away. Null: never yet. */
  countedAt: string | null
  ttl: number
  ttlHours: number
  /** Both tiers' hits. */
  hits: number
  /** Of the last 15 minutes (0..1); null without reads. */
  hitRate: number | null
  hitRateAll: number | null
  rates: Record<'minute' | 'quarter' | 'day', ReadRate>
  /** Of the last 15 minutes. */
  latency: TierLatency[]
  memoryBytes: number | null
  maxMemoryBytes: number | null
  bytesPerUser: number | null
  evictions: number | null
  /** How long a sample of the profiles still lives; null while Redis is away or nothing is cached. */
  ttlDistribution: TtlDistribution | null
  /** The replica that answers. */
  near: NearStats
  /** Replicas that have read or written their figures in the last two minutes. */
  replicas: number
  breaker: BreakerState
  redis: 'up' | 'down'
  /** Messages, of one to 500 events each, that wait for the cache; null when the queue can't be asked. */
  pending: number | null
  /** What needs a person, worst first. */
  alerts: CacheAlert[]
  thresholds: AlertThresholds
}

/** One window's reads: the last minute, 15 minutes or day. */
export interface ReadRate {
  reads: number
  perSecond: number
  /** Both tiers' hits among the reads of known users (0..1); null without reads. */
  hitRate: number | null
  /** The near cache's part of it. */
  nearRate: number | null
}

/** Microseconds; null without reads. */
export interface TierLatency {
  tier: LatencyTier
  reads: number
  p50Us: number | null
  p95Us: number | null
  p99Us: number | null
}

/** Seed 001's limits, unless the environment says otherwise. */
export interface AlertThresholds {
  /** Below it the hit rate of 15 minutes is an alert (0..1). */
  hitRate: number
  /** Above it the share of Redis' memory is an alert (0..1). */
  memory: number
  /** Above it the number of messages that wait is an alert. */
  pending: number
}

export type CacheAlertKind = 'redis-down' | 'breaker-open' | 'near-cut' | 'low-hit-rate' | 'memory' | 'pending'
export interface CacheAlert {
  kind: CacheAlertKind
  /** What was measured, in the threshold's unit; null for what is only there or not. */
  value: number | null
  threshold: number | null
}

export interface CacheMinute extends Omit<ReadCounts, 'coalesced' | 'standIns' | 'corrupt'> {
  /** ISO 8601, the minute's start. */
  minute: string
  /** null where nothing was read: a gap, not a zero. */
  hitRate: number | null
  /** Of all tiers together, in microseconds; null where nothing was read. */
  p50Us: number | null
  p95Us: number | null
  p99Us: number | null
}

/** A user who is asked for and not found in the cache. */
export interface TopMiss {
  userId: string
  misses: number
  /** The directory doesn't know the id either, or not in this organisation. */
  unknown: boolean
  /** ISO 8601. */
  lastAt: string
}

/** A breaker's change as it is kept. */
export interface LoggedBreakerChange extends BreakerChange {
  /** ISO 8601. */
  at: string
  replica: string
}
