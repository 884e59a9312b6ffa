import { waitFor } from './wait-for.js'
import type { Direction } from './world/proxy-pipe.js'
import type { TcpProxy } from './world/tcp-proxy.js'

/** What every message to and from the broker holds: whose it is can't be read there any more. */
export const anyMessage = '"sealed":"'

/** Waits for something to pass on a line. Made before what causes it, so that nothing is missed. */
export interface LineWatch {
  /** Rejects after `timeoutMs`. */
  seen: (timeoutMs?: number) => Promise<void>
  stop: () => void
}

/**
 * Watches a line, upwards unless said otherwise, for the first chunk that holds `marker`, and calls `onSeen` before that
 * chunk goes on: a line that is stalled there stops at exactly that point.
 */
export function watchLine(line: TcpProxy, marker: string, onSeen: () => void, way: Direction = 'up'): LineWatch {
  let seen = false
  const stop = line.watch((chunk, direction) => {
    if (seen || direction !== way || !chunk.includes(marker)) return
    seen = true
    onSeen()
  })
  return {
    seen: async (timeoutMs = 30_000) => {
      await waitFor(`"${marker}" passes`, () => seen, { timeoutMs })
    },
    stop,
  }
}
