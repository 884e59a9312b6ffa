import type { World } from '../world/world.js'
import type { Oracle } from './oracle.js'
import {
  type DirectoryEntry,
  findUnlogged,
  type KeptUser,
  readCache,
  readDirectory,
  readLog,
  readProjection,
} from './read-stores.js'

/** How the stores stand to the directory and the directory to what was promised. All zero: nothing is wrong. */
export interface Comparison {
  /** Versions that a store lacks, and acknowledged writes that the directory lacks. */
  lost: number
  /** Users that a store has wrongly: unknown to the directory, ahead of it, or with other content. */
  unexpected: number
  /** The first few, in words. */
  examples: string[]
}

const maxExamples = 8

/** Compares everything with everything. A user who isn't cached is read from the directory and so can't be stale. */
export async function compareStores(world: World, oracle: Oracle): Promise<Comparison> {
  // The stores before the directory: a write that arrives in between must not look like a store that is ahead.
  const [projection, cache] = await Promise.all([readProjection(world), readCache(world)])
  const directory = await readDirectory(world)
  const result: Comparison = { lost: 0, unexpected: 0, examples: [] }
  const note = (kind: 'lost' | 'unexpected', count: number, example: string) => {
    result[kind] += count
    if (result.examples.length < maxExamples) result.examples.push(example)
  }
  for (const [id, entry] of directory) {
    const kept = projection.get(id)
    if (!kept || kept.version < entry.version) {
      note(
        'lost',
        entry.version - (kept?.version ?? 0),
        `clinical has ${id} at v${kept?.version ?? 0}, not v${entry.version}`,
      )
    }
  }
  compareStore('clinical', projection, directory, (entry) => entry.digest, note)
  for (const [id, kept] of cache) {
    const version = directory.get(id)?.version ?? 0
    if (kept.version < version)
      note('lost', version - kept.version, `the cache has ${id} at v${kept.version}, not v${version}`)
  }
  compareStore('the cache', cache, directory, (entry) => entry.cacheDigest, note)
  for (const { userId, version } of await findUnlogged(world, oracle.all())) {
    note('lost', 1, `a success was answered for ${userId} v${version}, which did not commit`)
  }
  await compareLog(world, note)
  return result
}

type Note = (kind: 'lost' | 'unexpected', count: number, example: string) => void

function compareStore(
  name: string,
  kept: Map<string, KeptUser>,
  directory: Map<string, DirectoryEntry>,
  digestOf: (entry: DirectoryEntry) => string,
  note: Note,
): void {
  for (const [id, { version, digest }] of kept) {
    const entry = directory.get(id)
    if (!entry) note('unexpected', 1, `${name} has ${id}, whom the directory does not know`)
    else if (version > entry.version)
      note('unexpected', 1, `${name} has ${id} at v${version}, the directory v${entry.version}`)
    else if (version === entry.version && digest !== digestOf(entry)) {
      note('unexpected', 1, `${name} has ${id} v${version} with other content`)
    }
  }
}

/** One write, one version, one event: the log has every version of a user from 1 on, once. */
async function compareLog(world: World, note: Note): Promise<void> {
  const log = await readLog(world)
  const { rows } = await world.pools.auth.query<{ id: string; version: number }>('SELECT id, version FROM "user"')
  for (const { id, version } of rows) {
    const entry = log.get(id)
    if (entry?.newest === version && entry.events === version) continue
    note(
      'unexpected',
      1,
      `the log has ${entry?.events ?? 0} events of ${id} up to v${entry?.newest ?? 0}, the directory v${version}`,
    )
  }
}
