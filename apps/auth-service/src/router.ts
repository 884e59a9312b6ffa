import { router } from '@rollcall/service-kit/trpc'
import { createAuditRouter } from './audit/audit-router.js'
import { createDirectoryRouter } from './directory/directory-router.js'
import type { IssueLink } from './links/issue-link.js'
import { createMeRouter } from './me/me-router.js'
import { createUpdateOrganisation } from './organisation/update-organisation.js'
import { createPlatformRouter } from './platform/platform-router.js'
import { createSyncRouter, type SyncRouterOptions } from './sync/sync-router.js'
import { createUsersRouter } from './users/users-router.js'

/** Everything that auth-service answers under /trpc. */
export function createAppRouter(deps: SyncRouterOptions & { issueLink: IssueLink }) {
  const { pool, system } = deps
  return router({
    me: createMeRouter(pool, system),
    organisation: router({ update: createUpdateOrganisation(pool) }),
    users: createUsersRouter(deps),
    directory: createDirectoryRouter(system),
    sync: createSyncRouter(deps),
    platform: createPlatformRouter({ ...deps, pool: system }),
    audit: createAuditRouter(pool, system),
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>
