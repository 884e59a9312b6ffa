import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createCompareProfiles } from './compare-profiles.js'
import { createFindPeople } from './find-people.js'
import { createReadDigest } from './read-digest.js'
import { createReadPauses } from './read-pauses.js'
import { createReadProfiles } from './read-profiles.js'
import { createReadSnapshots } from './read-snapshots.js'
import { createReadStanding } from './read-standing.js'
import { createReadVersions } from './read-versions.js'
import { createRecordOperations } from './record-operations.js'

/** `directory.*`: what other services ask, in their own name. Service tokens only, across organisations. */
export const createDirectoryRouter = (pool: Pool) =>
  router({
    digest: createReadDigest(pool),
    versions: createReadVersions(pool),
    snapshot: createReadSnapshots(pool),
    profiles: createReadProfiles(pool),
    compare: createCompareProfiles(pool),
    find: createFindPeople(pool),
    pauses: createReadPauses(pool),
    standing: createReadStanding(pool),
    recordAudit: createRecordOperations(pool),
  })
