import { router } from '@rollcall/service-kit/trpc'
import { createAuditRouter } from './audit/audit-router.js'
import { createDirectoryRouter } from './directory/directory-router.js'
import { createMeRouter } from './me/me-router.js'
import { createSyncRouter, type SyncRouterOptions } from './sync/sync-router.js'
import { createUsersRouter } from './users/users-router.js'

/** Everything that auth-service answers under /trpc. */
export function createAppRouter(deps: SyncRouterOptions) {
  return router({
    me: createMeRouter(deps.pool),
    users: createUsersRouter(deps.pool),
    directory: createDirectoryRouter(deps.pool),
    sync: createSyncRouter(deps),
    audit: createAuditRouter(deps.pool),
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>
