import type { WrittenUser } from './load/sql-writer.js'
import { waitFor } from './wait-for.js'
import type { World } from './world/world.js'

/** Waits until the projection has this user at this version or a newer one; answers the seconds since the call. */
export async function waitForProjection(
  world: World,
  { id, version }: WrittenUser,
  options: { timeoutMs?: number } = {},
): Promise<number> {
  const startedAt = Date.now()
  await waitFor(
    `the projection gets ${id} v${version}`,
    async () => {
      const { rowCount } = await world.pools.user.query(
        'SELECT 1 FROM directory_user WHERE id = $1 AND user_version >= $2',
        [id, version],
      )
      return rowCount === 1
    },
    { intervalMs: 10, ...options },
  )
  return (Date.now() - startedAt) / 1000
}

/** The same for the cache. */
export async function waitForCache(
  world: World,
  { id, version }: WrittenUser,
  options: { timeoutMs?: number } = {},
): Promise<number> {
  const startedAt = Date.now()
  await waitFor(
    `the cache gets ${id} v${version}`,
    async () => Number(await world.cache.hget(`user:profile:${id}`, 'version')) >= version,
    { intervalMs: 10, ...options },
  )
  return (Date.now() - startedAt) / 1000
}

/** Waits until the bus has taken everything that the brake doesn't hold. */
export async function waitForEmptyOutbox(world: World): Promise<void> {
  await waitFor('the outbox is empty', async () => {
    const { rowCount } = await world.pools.auth.query('SELECT 1 FROM outbox WHERE NOT held LIMIT 1')
    return rowCount === 0
  })
}
