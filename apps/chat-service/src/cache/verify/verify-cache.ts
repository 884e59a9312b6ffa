import { AppError } from '@rollcall/service-kit/errors'
import type { ProfileDigest } from '@rollcall/user-cache/profile-digest'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'
import { profilesPerCompare, scanDigests } from '../../projection/compare-digests.js'
import type { VerifiedDifference, VerifyProgress, VerifyReport } from '../verify-report.js'
import { drawProfiles } from './draw-profiles.js'
import { type Directory, findDifferences, keepOwn, namesItsTenant } from './find-differences.js'
import { createSecondLooks } from './second-looks.js'

const maxNamed = 100
/** Batches of suspects that wait for their second look. */
const maxWaiting = 4

export interface VerifySources {
  redis: Redis
  cache: Pick<UserCache, 'digests' | 'scanIds' | 'getStats'>
  directory: Directory
  /** How long a difference may take to settle: an event may be on its way. */
  settleMs?: number
}

/**
 * Compares an organisation's cached profiles with the directory: a random sample, or with null all of them. What is kept
 * is read before the directory, so that a user changed meanwhile is not taken for ahead.
 * @throws AppError CONFLICT while this replica compares everything already
 */
export function createVerifier(sources: VerifySources) {
  let running: { tenantId: string; progress: VerifyProgress } | null = null
  return {
    verify: async (tenantId: string, sample: number | null): Promise<VerifyReport> => {
      if (sample !== null) return verify(sources, { tenantId, sample })
      if (running)
        throw new AppError(
          'CONFLICT',
          'Everything that is cached is being compared already. Wait until that has ended.',
        )
      const progress = { done: 0, total: 0, startedAt: new Date().toISOString() }
      running = { tenantId, progress }
      try {
        return await verify(sources, { tenantId, sample, progress })
      } finally {
        running = null
      }
    },
    /** Of this organisation's comparison of everything; null while this replica does none. */
    progress: (tenantId: string) => (running?.tenantId === tenantId ? running.progress : null),
  }
}

async function verify(
  sources: VerifySources,
  { tenantId, sample, progress }: { tenantId: string; sample: number | null; progress?: VerifyProgress },
): Promise<VerifyReport> {
  const { redis, cache, directory, settleMs = 1000 } = sources
  const startedAt = performance.now()
  const { totalCached } = await cache.getStats()
  if (progress) progress.total = totalCached
  const mine = (profile: ProfileDigest) => profile.tenantId === tenantId || !namesItsTenant(profile)
  const found = createFindings()
  const looks = createSecondLooks({
    ...{ afterMs: settleMs, maxWaiting },
    look: async (ids: string[]) => {
      const kept = await cache.digests(ids)
      const differing = await findDifferences(directory, kept)
      found.add(await keepOwn({ directory, tenantId, kept, differing }))
    },
  })

  const suspects: string[] = []
  const compare = async (batch: ProfileDigest[]) => {
    found.count(batch)
    suspects.push(...(await findDifferences(directory, batch)).map(({ userId }) => userId))
    if (suspects.length >= profilesPerCompare) await looks.add(suspects.splice(0, profilesPerCompare))
  }
  let comparing = Promise.resolve()
  const batches =
    sample === null ? scanProfiles({ cache, mine, progress }) : drawProfiles({ redis, cache, wanted: sample, mine })
  for await (const batch of batches) {
    // The directory compares one batch while the next is read.
    await comparing
    comparing = compare(batch)
    comparing.catch(() => {})
  }
  await comparing
  if (suspects.length > 0) await looks.add(suspects)
  await looks.end()
  const durationMs = Math.round(performance.now() - startedAt)
  return { ...found.report(), totalCached, sampled: sample !== null, durationMs }
}

function createFindings() {
  const items: VerifiedDifference[] = []
  let [checked, differing] = [0, 0]
  return {
    /** Profiles that say whose they are; of the others only those count that turn out to be the organisation's. */
    count: (batch: ProfileDigest[]) => {
      checked += batch.filter(namesItsTenant).length
    },
    add: ({ own, placed }: { own: VerifiedDifference[]; placed: number }) => {
      checked += placed
      differing += own.length
      items.push(...own.slice(0, maxNamed - items.length))
    },
    report: () => ({ checked, differing, items }),
  }
}

async function* scanProfiles(options: {
  cache: Pick<UserCache, 'digests' | 'scanIds'>
  mine: (profile: ProfileDigest) => boolean
  progress: VerifyProgress | undefined
}): AsyncGenerator<ProfileDigest[]> {
  const { cache, mine, progress } = options
  for await (const { scanned, kept } of scanDigests(cache)) {
    yield kept.filter(mine)
    if (progress) progress.done += scanned
  }
}
