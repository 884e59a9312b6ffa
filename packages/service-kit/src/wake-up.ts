export interface WakeUp {
  /** Ends the current wait, or the next one if nobody waits now: a signal is never lost. */
  signal: () => void
  /** Resolves at the next signal, or after `timeoutMs` at the latest; without it, only at a signal. */
  wait: (timeoutMs?: number) => Promise<void>
}

export function createWakeUp(): WakeUp {
  let pending = false
  let resolve: (() => void) | undefined
  return {
    signal: () => {
      pending = true
      resolve?.()
    },
    wait: async (timeoutMs) => {
      if (!pending) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((done) => {
          resolve = done
          if (timeoutMs !== undefined) timer = setTimeout(done, timeoutMs)
        })
        clearTimeout(timer)
        resolve = undefined
      }
      pending = false
    },
  }
}
