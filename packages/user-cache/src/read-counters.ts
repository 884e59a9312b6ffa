/**
 * What reads came to, one id each, and what went wrong on the way:
 * nearHits, redisHits: answered by a profile or tombstone of that tier · misses: neither tier had an answer, or Redis
 * was away · negatives: answered by an unknown marker · fallbacks: misses that the directory answered ·
 * coalesced: misses that shared another reader's question to the directory, of this process or another ·
 * staleServes: answered with a last known good value · standIns: answered with a stand-in ·
 * corrupt: hashes that could not be read, and were put right · errors: failed calls to Redis or the directory.
 */
export const readCounterNames = [
  'nearHits',
  'redisHits',
  'misses',
  'fallbacks',
  'negatives',
  'coalesced',
  'staleServes',
  'standIns',
  'corrupt',
  'errors',
] as const
export type ReadCounts = Record<(typeof readCounterNames)[number], number>

export const noReads = (): ReadCounts => ({
  ...{ nearHits: 0, redisHits: 0, misses: 0, fallbacks: 0, negatives: 0 },
  ...{ coalesced: 0, staleServes: 0, standIns: 0, corrupt: 0, errors: 0 },
})

/** Hits of both tiers among the reads of known users (0..1); null when there were none. */
export function hitRateOf(counts: Pick<ReadCounts, 'nearHits' | 'redisHits' | 'misses'>): number | null {
  const hits = counts.nearHits + counts.redisHits
  return hits + counts.misses > 0 ? hits / (hits + counts.misses) : null
}
