import { router } from '@rollcall/service-kit/trpc'
import { createDirectoryRouter } from './directory/directory-router.js'
import { createMeRouter } from './me/me-router.js'
import { createSyncRouter, type SyncRouterOptions } from './sync/sync-router.js'
import { createUsersRouter } from './users/users-router.js'

/** Everything that auth-service answers under /trpc. */
export function createAppRouter(deps: SyncRouterOptions) {
  return router({
    me: createMeRouter(deps.pool),
    users: createUsersRouter(deps.pool, deps.system),
    directory: createDirectoryRouter(deps.system),
    sync: createSyncRouter(deps),
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>
