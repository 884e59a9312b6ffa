const lockName = 'rollcall.live'

/**
 * Runs `lead` in one tab of the browser at a time; when that tab closes, another takes over. Over HTTP/1.1 a browser
 * opens six connections to a site, and three streams a tab would leave a second tab without any.
 * Without the Web Locks API (plain http, not localhost) every tab leads, but only while it is seen.
 */
export function leadTabs(lead: (signal: AbortSignal) => void, signal: AbortSignal): void {
  if ('locks' in navigator) {
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    navigator.locks
      .request(lockName, { signal }, () => {
        lead(signal)
        return ended
      })
      .catch(() => undefined) // aborted while waiting for its turn
    return
  }
  let visible: AbortController | undefined
  const follow = () => {
    if (document.visibilityState === 'visible' && !visible) {
      visible = new AbortController()
      lead(AbortSignal.any([signal, visible.signal]))
    } else if (document.visibilityState === 'hidden') {
      visible?.abort()
      visible = undefined
    }
  }
  document.addEventListener('visibilitychange', follow, { signal })
  follow()
}
