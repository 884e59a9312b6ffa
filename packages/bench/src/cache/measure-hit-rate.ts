import { rounded } from '../percentiles.js'
import { benchTenantId } from './bench-user.js'
import type { CacheBench } from './cache-server.js'
import { createChooser } from './choose-ids.js'
import { openReader } from './measure-near.js'

/** Near caches' sizes as parts of all users: of 300,000 they are 10,000, 20,000 and 50,000. */
const parts = [1 / 30, 1 / 15, 1 / 6]

/** Zipf's reads through near caches of several sizes: how many they answer, and the mean microseconds of a read. */
export async function measureHitRate(bench: CacheBench) {
  const results: Record<string, object> = {}
  for (const part of parts) {
    const maxEntries = Math.round(bench.users * part)
    const near = await bench.open({ maxEntries, maxBytes: 2 ** 28 })
    const reader = openReader(near)
    const choose = createChooser(bench.users, 'zipf')
    const read = async (reads: number) => {
      const ids = Array.from({ length: reads }, choose)
      const start = performance.now()
      for (const id of ids) await reader.byId(benchTenantId, id)
      return ((performance.now() - start) * 1000) / reads
    }
    await read(bench.users)
    const before = reader.counts().nearHits
    const usPerRead = await read(bench.users)
    const { entries, bytes } = near.nearStats()
    results[`${maxEntries} entries`] = {
      nearHitRate: rounded((reader.counts().nearHits - before) / bench.users),
      usPerRead: rounded(usPerRead),
      entries,
      megabytes: rounded(bytes / 2 ** 20),
    }
    reader.close()
  }
  return results
}
