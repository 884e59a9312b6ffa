import { setTimeout as delay } from 'node:timers/promises'
import { createUserCache, type UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'
import { benchUser, benchUsers } from './bench-user.js'
import { connectTo, logger } from './cache-server.js'
import { nowNs, orderSchema, type WriterAnswer } from './writer-messages.js'

/** A process of its own that applies events, so that readers' event loops are their own. Started by `startWriter`. */
let opened: { redis: Redis; cache: UserCache } | undefined
let streaming: { stop: () => Promise<void> } | undefined
let applied = 0

process.on('message', (message) => {
  obey(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

async function obey(message: unknown): Promise<WriterAnswer> {
  const order = orderSchema.parse(message)
  const askedAtNs = nowNs()
  if (order.kind === 'open') {
    const redis = await connectTo(order.url)
    opened = { redis, cache: createUserCache({ redis, logger, near: false }) }
  }
  if (!opened) throw new Error('the writer has no connection yet')
  if (order.kind === 'write') await opened.cache.set(benchUser(order.user, order.version))
  if (order.kind === 'publish') await opened.redis.publish(order.channel, order.text)
  if (order.kind === 'stream') streaming = stream(opened.cache, order)
  if (order.kind === 'stop') await streaming?.stop()
  return { askedAtNs, doneAtNs: nowNs(), applied }
}

/** Applies so many events a second until it is stopped, in batches as they come due; each is newer than the last. */
function stream(cache: UserCache, order: { users: number; perSecond: number; version: number }) {
  let stopped = false
  const run = async () => {
    const start = performance.now()
    let [done, from, version] = [0, 0, order.version]
    while (!stopped) {
      const due = Math.floor(((performance.now() - start) / 1000) * order.perSecond) - done
      const count = Math.min(due, 500, order.users - from)
      if (count > 0) {
        await cache.set(benchUsers(from, count, version))
        done += count
        applied += count
        from += count
        if (from >= order.users) [from, version] = [0, version + 1]
      } else await delay(5)
    }
  }
  const ended = run()
  return {
    stop: () => {
      stopped = true
      return ended
    },
  }
}
