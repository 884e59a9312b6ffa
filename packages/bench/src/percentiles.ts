/** Nearest-rank percentiles of a sample, in its own unit. */
export function percentiles(sample: number[]): { p50: number; p95: number; p99: number } {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
