import type { UserCache } from '@rollcall/user-cache/user-cache'
import { percentiles } from '../percentiles.js'
import { benchUserId } from './bench-user.js'
import type { CacheBench } from './cache-server.js'
import type { EventWriter } from './start-writer.js'
import { warmNear } from './warm-near.js'
import { nowNs } from './writer-messages.js'

const firstVersion = 500_000_000
const channel = 'bench:hop'

/**
 * How long a user whom another process has written is still served as he was by this process' near cache, which is
 * asked for him all the while; beside one bare message over Redis. Milliseconds.
 */
export async function measureInvalidation(bench: CacheBench, writer: EventWriter, writes: number) {
  const near = await bench.open({ maxEntries: 20_000 })
  const [old, seen]: [number[], number[]] = [[], []]
  for (let write = 0; write < writes; write++) {
    const userId = benchUserId(write % bench.users)
    await warmNear(near, [userId])
    const version = firstVersion + write
    const written = writer.tell({ kind: 'write', user: write % bench.users, version })
    const { lastOldAtNs, newAtNs } = await readUntil(near, userId, version)
    const { askedAtNs, doneAtNs } = await written
    old.push(Math.max(0, lastOldAtNs - doneAtNs) / 1e6)
    seen.push((newAtNs - askedAtNs) / 1e6)
  }
  return {
    stillOldAfterTheWriteWasAcknowledged: percentiles(old),
    fromTheWriteToItsFirstSight: percentiles(seen),
    bareMessage: percentiles(await measureMessages(bench, writer, writes)),
    nearCache: near.nearStats().state,
  }
}

async function readUntil(near: UserCache, userId: string, version: number) {
  const deadline = performance.now() + 30_000
  let lastOldAtNs = 0
  for (;;) {
    const user = await near.get(userId)
    if (user && user.version >= version) return { lastOldAtNs, newAtNs: nowNs() }
    lastOldAtNs = nowNs()
    if (performance.now() > deadline) throw new Error('the near cache has served an old user for 30 s')
    await new Promise(setImmediate)
  }
}

/** PUBLISH in the other process until the message is here. */
async function measureMessages(bench: CacheBench, writer: EventWriter, messages: number): Promise<number[]> {
  const redis = await bench.connect()
  await redis.subscribe(channel)
  const sample: number[] = []
  for (let message = 0; message < messages; message++) {
    const arrived = new Promise<number>((resolve) => redis.once('message', () => resolve(nowNs())))
    const { askedAtNs } = await writer.tell({ kind: 'publish', channel, text: String(message) })
    sample.push(((await arrived) - askedAtNs) / 1e6)
  }
  return sample
}
