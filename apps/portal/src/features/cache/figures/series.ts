import type { LatencyTier } from '../cache-figures'

/** A tier has one colour wherever it is drawn. */
export const tierColors: Record<LatencyTier, string> = {
  near: 'var(--mantine-primary-color-filled)',
  redis: 'var(--rc-blue)',
  directory: 'var(--rc-violet)',
}

export const chartHeight = 264
