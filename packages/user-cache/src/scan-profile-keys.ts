import type { Redis } from 'ioredis'
import { profileKeyPrefix } from './keys.js'

/** Keys a SCAN call: less than half a millisecond of Redis’ time, also in a large keyspace. */
const keysPerScan = 200

/** The keys of all cached profiles, as they come; SCAN may name a key twice while the keyspace is resized. */
export async function* scanProfileKeys(redis: Redis): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${profileKeyPrefix}*`, 'COUNT', keysPerScan)
    yield keys
    cursor = next
  } while (cursor !== '0')
}
