/**
 * What reads came to, one id each; `errors` counts failed calls to Redis or the directory instead.
 * hits: answered by a cached profile or tombstone · negatives: by an unknown marker · misses: the cache had no answer, or was away ·
 * fallbacks: misses that the directory answered.
 */
export const readCounterNames = ['hits', 'misses', 'fallbacks', 'negatives', 'errors'] as const
export type ReadCounts = Record<(typeof readCounterNames)[number], number>

export const noReads: Readonly<ReadCounts> = { hits: 0, misses: 0, fallbacks: 0, negatives: 0, errors: 0 }

/** Hits among the reads of known users (0..1); null when there were none. */
export function hitRateOf({ hits, misses }: Pick<ReadCounts, 'hits' | 'misses'>): number | null {
  return hits + misses > 0 ? hits / (hits + misses) : null
}
