import { profileKey } from '@rollcall/user-cache/keys'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'
import { benchUserId } from './bench-user.js'
import type { CacheBench } from './cache-server.js'
import { chooseSome, createChooser } from './choose-ids.js'
import { type Contender, contest, timeEach } from './contest.js'
import { warmNear } from './warm-near.js'

const batchesARound = 100
const batchSize = 100
const nearIds = 90

/** `batchGet` of 100 different users beside a pipeline of 100 HGETALL. Microseconds a batch. */
export async function measureBatch(bench: CacheBench, rounds: number) {
  const [cache, redis] = [await bench.open(), await bench.connect()]
  const near = await bench.open({ maxEntries: 6000 })
  const uniform = createChooser(bench.users, 'uniform')
  const zipf = createChooser(bench.users, 'zipf')
  const [mostlyNear, drawUniform, drawZipf] = [
    await createMixer(near, bench.users),
    () => chooseSome(uniform, batchSize),
    () => chooseSome(zipf, batchSize),
  ]
  const hgetallTogether = (ids: string[]) => readTogether(redis, ids)
  return {
    uniform: await contest(rounds, {
      pipelinedHgetall: time(drawUniform, hgetallTogether),
      batchGet: time(drawUniform, cache.batchGet),
      batchGetNinetyNear: time(mostlyNear, near.batchGet),
    }),
    zipf: await contest(rounds, {
      pipelinedHgetall: time(drawZipf, hgetallTogether),
      batchGet: time(drawZipf, cache.batchGet),
    }),
    nearCache: near.nearStats().state,
  }
}

/** The ids are chosen before the clock runs. */
function time(draw: () => string[], read: (ids: string[]) => Promise<unknown>): Contender {
  return () => {
    const batches = Array.from({ length: batchesARound }, draw)
    return timeEach(batchesARound, (index) => read(batches[index] ?? []))
  }
}

async function readTogether(redis: Redis, ids: string[]) {
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hgetall(profileKey(id))
  return pipeline.exec()
}

/** Draws batches of which nine tenths are in the near cache; the others go round everybody, long forgotten there. */
async function createMixer(near: UserCache, users: number): Promise<() => string[]> {
  const warm = 2000
  await warmNear(
    near,
    Array.from({ length: warm }, (_, n) => benchUserId(n)),
  )
  const chooseWarm = createChooser(warm, 'uniform', 2)
  let next = warm
  const takeFresh = () => {
    next = next + 1 < users ? next + 1 : warm
    return benchUserId(next)
  }
  return () => [...chooseSome(chooseWarm, nearIds), ...Array.from({ length: batchSize - nearIds }, takeFresh)]
}
