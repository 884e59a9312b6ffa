import type { PipeFilter } from './proxy-pipe.js'

// PostgreSQL protocol 3: every message of the server is one byte of type and four of length, which counts itself.
const headerBytes = 5
const notificationResponse = 'A'.charCodeAt(0)

/** Lets everything of a PostgreSQL server through but its notifications: LISTEN works and stays silent. */
export function createNotificationFilter(): PipeFilter {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const kept: Buffer[] = []
    while (rest.length >= headerBytes) {
      const length = 1 + rest.readInt32BE(1)
      if (rest.length < length) break
      if (rest[0] !== notificationResponse) kept.push(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
    return Buffer.concat(kept)
  }
}
