export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

/** Nearest-rank percentiles of a sample, in its own unit, to two decimals. */
export function percentiles(sample: number[]): Percentiles {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** The middle of several rounds; of an even number, the lower of the two. */
export function median(sample: number[]): number {
  return percentiles(sample).p50
}

export const rounded = (value: number): number => Math.round(value * 100) / 100
