import { queueName } from '@rollcall/event-bus/bullmq/queue-names'
import { lanes, subscriberNames } from '@rollcall/events/subscribers'
import type { Redis } from 'ioredis'
import type { World } from '../world/world.js'
import type { Acknowledged } from './oracle.js'

/** One user as one store has it. `digest` covers every field that store keeps. */
export interface KeptUser {
  version: number
  digest: string
}

export interface DirectoryEntry extends KeptUser {
  /** What the cache must hold of this user, if it holds anything. */
  cacheDigest: string
}

const synced = `tenant_id, email, first_name, last_name, role, phone_number, is_active, must_change_password, avatar,
  matricule, ministere, sexe, created_at, updated_at, deleted_at`
const cachedFields = ['tenantId', 'deleted', 'fullName', 'avatar', 'matricule', 'ministere', 'sexe'] as const

/** The directory as services may know it: users held by the brake are as they were before. */
export async function readDirectory({ pools }: World): Promise<Map<string, DirectoryEntry>> {
  const { rows } = await pools.auth.query<{
    id: string
    version: number
    digest: string
    cached: (string | null)[]
  }>(
    `SELECT id, version, md5(ROW(version, ${synced})::text) AS digest,
       CASE WHEN deleted_at IS NULL
         THEN ARRAY[tenant_id::text, '0', first_name || ' ' || last_name, avatar, matricule, ministere, sexe]
         ELSE ARRAY[tenant_id::text, '1', '', '', '', '', ''] END AS cached
     FROM published_user`,
  )
  return new Map(
    rows.map(({ id, version, digest, cached }) => [
      id,
      { version, digest, cacheDigest: JSON.stringify(cached.map((value) => value ?? '')) },
    ]),
  )
}

export async function readProjection({ pools }: World): Promise<Map<string, KeptUser>> {
  const { rows } = await pools.user.query<{ id: string; version: number; digest: string }>(
    `SELECT id, user_version AS version, md5(ROW(user_version, ${synced})::text) AS digest FROM directory_user`,
  )
  return new Map(rows.map(({ id, version, digest }) => [id, { version, digest }]))
}

/** Every cached profile, tombstones included. */
export async function readCache({ cache }: World): Promise<Map<string, KeptUser>> {
  const kept = new Map<string, KeptUser>()
  let cursor = '0'
  do {
    const [next, keys] = await cache.scan(cursor, 'MATCH', 'user:profile:*', 'COUNT', 1000)
    cursor = next
    await readProfiles(cache, keys, kept)
  } while (cursor !== '0')
  return kept
}

async function readProfiles(cache: Redis, keys: string[], kept: Map<string, KeptUser>): Promise<void> {
  if (keys.length === 0) return
  const pipeline = cache.pipeline()
  for (const key of keys) pipeline.hmget(key, 'version', ...cachedFields)
  const results = (await pipeline.exec()) ?? []
  for (const [index, key] of keys.entries()) {
    const [error, values] = results[index] ?? []
    if (error) throw error
    const [version, ...rest]: (string | null)[] = Array.isArray(values) ? values : []
    // It expired or was dropped between SCAN and now.
    if (version === null || version === undefined) continue
    const digest = JSON.stringify(rest.map((value) => value ?? ''))
    kept.set(key.slice('user:profile:'.length), { version: Number(version), digest })
  }
}

/** The newest version of each user that the event log knows, and how many events it holds of him. */
export async function readLog({ pools }: World): Promise<Map<string, { newest: number; events: number }>> {
  const { rows } = await pools.auth.query<{ id: string; newest: number; events: number }>(
    'SELECT user_id AS id, max(user_version) AS newest, count(*)::int AS events FROM user_event GROUP BY user_id',
  )
  return new Map(rows.map(({ id, newest, events }) => [id, { newest, events }]))
}

/** Acknowledged writes of which the log knows nothing: a success was answered for what did not commit. */
export async function findUnlogged({ pools }: World, writes: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const { rows } = await pools.auth.query<Acknowledged>(
    `SELECT given.id AS "userId", given.version FROM unnest($1::uuid[], $2::int[]) AS given (id, version)
     WHERE NOT EXISTS (SELECT FROM user_event e WHERE e.user_id = given.id AND e.user_version = given.version)`,
    [writes.map(({ userId }) => userId), writes.map(({ version }) => version)],
  )
  return rows
}

export interface RoadState {
  /** Events not published yet, apart from those that the brake holds. */
  pending: number
  parked: number
  /** Deliveries that had no effect, over both subscribers and since the world began. */
  superseded: number
}

export async function readRoad({ pools }: World): Promise<RoadState> {
  const { rows } = await pools.auth.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox WHERE NOT held')
  const figures = await Promise.all(
    [pools.user, pools.chat].map((pool) =>
      pool.query<{ superseded: number; parked: number }>(
        `SELECT coalesce(sum(superseded), 0)::int AS superseded,
           (SELECT count(*)::int FROM parked_event WHERE state IN ('parked', 'retrying')) AS parked
         FROM subscriber_state`,
      ),
    ),
  )
  const sum = (field: 'superseded' | 'parked') =>
    figures.reduce((total, { rows: [row] }) => total + (row?.[field] ?? 0), 0)
  return { pending: rows[0]?.n ?? 0, parked: sum('parked'), superseded: sum('superseded') }
}

/** Messages that some subscriber still has to settle, those that wait for another attempt included. */
export async function countMessages({ queue }: World): Promise<number> {
  const keys = subscriberNames.flatMap((name) => lanes.map((lane) => `bull:${queueName(name, lane)}`))
  const counts = await Promise.all(
    keys.flatMap((key) => [
      ...['wait', 'active', 'paused'].map((list) => queue.llen(`${key}:${list}`)),
      ...['prioritized', 'delayed'].map((set) => queue.zcard(`${key}:${set}`)),
    ]),
  )
  return counts.reduce((total, count) => total + count, 0)
}
