import type { Redis } from 'ioredis'

/** All keys of a Redis database with all they hold, one JSON line a key. For tests that look for what must not be there. */
export async function dumpRedis(client: Redis): Promise<string> {
  const keys = new Set<string>()
  for (let cursor: string | undefined; cursor !== '0'; ) {
    const [next, found] = await client.scan(cursor ?? 0, 'COUNT', 500)
    cursor = next
    for (const key of found) keys.add(key)
  }
  const lines = await Promise.all([...keys].sort().map(async (key) => [key, await readKey(client, key)]))
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

async function readKey(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key)
  if (type === 'string') return client.get(key)
  if (type === 'hash') return client.hgetall(key)
  if (type === 'list') return client.lrange(key, 0, -1)
  if (type === 'set') return client.smembers(key)
  if (type === 'zset') return client.zrange(key, 0, -1, 'WITHSCORES')
  if (type === 'stream') return client.xrange(key, '-', '+')
  // Gone since the scan.
  if (type === 'none') return null
  throw new Error(`the dump does not know how to read ${key}, a ${type}`)
}
