import type { PrewarmOptions } from './prewarm-run.js'

/** Seed 001: `new SmartCachePrewarmer({ … })`. */
export const prewarmDefaults: PrewarmOptions = {
  daysBack: 7,
  batchSize: 500,
  delayBetweenBatches: 1500,
  maxUsers: 10_000,
}

/** Seed 001's advice: the last month in production, and small, quick batches while developing. */
export function defaultsFor(nodeEnv: string | undefined): PrewarmOptions {
  return nodeEnv === 'production'
    ? { ...prewarmDefaults, daysBack: 30 }
    : { ...prewarmDefaults, batchSize: 100, delayBetweenBatches: 500 }
}

/** What of the options was said, over the defaults. */
export type GivenOptions = { [Name in keyof PrewarmOptions]?: number | undefined }

export function withDefaults(given: GivenOptions, defaults: PrewarmOptions): PrewarmOptions {
  return {
    daysBack: given.daysBack ?? defaults.daysBack,
    batchSize: given.batchSize ?? defaults.batchSize,
    delayBetweenBatches: given.delayBetweenBatches ?? defaults.delayBetweenBatches,
    maxUsers: given.maxUsers ?? defaults.maxUsers,
  }
}

/** The least and the most of each option, for people and for the environment. */
export const prewarmLimits: { [Name in keyof PrewarmOptions]: { min: number; max: number } } = {
  daysBack: { min: 1, max: 365 },
  batchSize: { min: 1, max: 500 },
  delayBetweenBatches: { min: 0, max: 60_000 },
  maxUsers: { min: 1, max: 1_000_000 },
}
