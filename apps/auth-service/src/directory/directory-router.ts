import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createReadDigest } from './read-digest.js'
import { createReadSnapshots } from './read-snapshots.js'
import { createReadVersions } from './read-versions.js'

/** `directory.*`: what a subscriber's reconcile asks. Service tokens only, across organisations. */
export const createDirectoryRouter = (pool: Pool) =>
  router({
    digest: createReadDigest(pool),
    versions: createReadVersions(pool),
    snapshot: createReadSnapshots(pool),
  })
