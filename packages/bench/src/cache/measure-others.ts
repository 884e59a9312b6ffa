import { inChunks } from '@rollcall/user-cache/in-chunks'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { benchUserId } from './bench-user.js'
import type { CacheBench } from './cache-server.js'
import { createChooser } from './choose-ids.js'
import { contest, timeBlocks, timeEach } from './contest.js'
import { drawAhead } from './measure-near.js'
import { type OtherCache, openBentocache, openCacheable } from './other-libraries.js'
import { readAll, warmNear } from './warm-near.js'

const users = 10_000
const readsARound = 2000

/** The same users read through bentocache and cacheable, each from its own keys on the same server. Microseconds. */
export async function measureOthers(bench: CacheBench, rounds: number) {
  const [cache, near] = [await bench.open(), await bench.open({ maxEntries: 2 * users })]
  const [bentocache, cacheable] = [await openBentocache(bench), openCacheable(bench)]
  try {
    const ids = Array.from({ length: users }, (_, n) => benchUserId(n))
    await warmNear(near, ids)
    for (const other of [bentocache, cacheable]) await copyUsers(cache, other, ids)
    const draw = drawAhead(createChooser(users, 'uniform'))
    const one = (get: (id: string) => Promise<unknown>) => () => timeEach(readsARound, () => get(draw()))
    const fromMemory = (get: (id: string) => Promise<unknown>) => () =>
      timeBlocks({ blocks: 10, callsABlock: 1000, call: () => get(draw()) })
    return {
      fromRedis: await contest(rounds, {
        rollcall: one(cache.get),
        bentocache: one(bentocache.getFromRedis),
        cacheable: one(cacheable.getFromRedis),
      }),
      fromMemory: await contest(rounds, {
        rollcall: fromMemory(near.get),
        bentocache: fromMemory(bentocache.get),
        cacheable: fromMemory(cacheable.get),
      }),
    }
  } finally {
    await Promise.all([bentocache.close(), cacheable.close()])
  }
}

/** Copies the users, and makes sure that they can be read back by both ways. */
async function copyUsers(cache: UserCache, other: OtherCache, ids: string[]): Promise<void> {
  const users = await readAll(cache, ids)
  for (const together of inChunks(users, 500)) await Promise.all(together.map(other.set))
  const [last = ''] = ids.slice(-1)
  for (const get of [other.getFromRedis, other.get]) {
    if ((await get(last))?.userId !== last) throw new Error('a user was not copied')
  }
}
