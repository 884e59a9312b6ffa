/** Calls `read` at most once in `maxAgeMs`, however many ask; a failure is not kept. */
export function shareRecent<T>(
  read: () => Promise<T>,
  maxAgeMs: number,
  clock = () => performance.now(),
): () => Promise<T> {
  let latest: { at: number; value: Promise<T> } | undefined
  return () => {
    if (latest && clock() - latest.at < maxAgeMs) return latest.value
    const mine = { at: clock(), value: read() }
    latest = mine
    mine.value.catch(() => {
      if (latest === mine) latest = undefined
    })
    return mine.value
  }
}
