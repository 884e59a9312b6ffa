/**
 * Runs `work` never twice at once. Whoever asks while it runs waits for one more run, together with all others who do:
 * however long it hangs, only one waits behind it.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    if (next) return next
    next = running
      .catch(() => {})
      .then(() => {
        next = undefined
        return work()
      })
    running = next
    return next
  }
}
