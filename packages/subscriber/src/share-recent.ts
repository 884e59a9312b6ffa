/** Calls `read` at most once in `maxAgeMs`, however many ask; a failure is not kept. */
export function shareRecent<T>(read: () => Promise<T>, maxAgeMs: number): () => Promise<T> {
  let latest: { at: number; value: Promise<T> } | undefined
  return () => {
    if (latest && Date.now() - latest.at < maxAgeMs) return latest.value
    const mine = { at: Date.now(), value: read() }
    latest = mine
    mine.value.catch(() => {
      if (latest === mine) latest = undefined
    })
    return mine.value
  }
}
