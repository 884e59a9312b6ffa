import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createBulkRouter } from '../bulk/bulk-router.js'
import { createEraseUser } from '../erasure/erase-user.js'
import { createImportsRouter } from '../imports/imports-router.js'
import type { IssueLink } from '../links/issue-link.js'
import { createSendLink } from '../links/send-link.js'
import type { Operations } from '../operations.js'
import { createCountRoles } from '../people/count-roles.js'
import { createFindSimilar } from '../people/find-similar.js'
import { createListUnits } from '../people/list-units.js'
import { createListUndoable } from '../undo/list-undoable.js'
import { createUndoUser } from '../undo/undo-user.js'
import { createActivateUser } from './activate-user.js'
import { createCreateUser } from './create-user.js'
import { createDeactivateUser } from './deactivate-user.js'
import { createGetUser } from './get-user.js'
import { createGetUsers } from './get-users.js'
import { createIssueTemporaryPassword } from './issue-temporary-password.js'
import { createListUsers } from './list-users.js'
import { createReadHistory } from './read-history.js'
import { createRemoveUser } from './remove-user.js'
import { createRestoreUser } from './restore-user.js'
import { createSetRole } from './set-role.js'
import { createUpdateUser } from './update-user.js'
import { createEndUserSessions, createListUserSessions } from './user-sessions.js'

export interface UsersRouterOptions {
  pool: Pool
  system: Pool
  issueLink: IssueLink
  operations: Operations
}

/** `users.*`: the only way in which people write the directory. */
export const createUsersRouter = ({ pool, system, issueLink, operations }: UsersRouterOptions) =>
  router({
    list: createListUsers(pool, operations.readSyncSet),
    units: createListUnits(pool),
    roles: createCountRoles(pool),
    similar: createFindSimilar(pool),
    undoable: createListUndoable(pool),
    undo: createUndoUser(pool),
    bulk: createBulkRouter({ pool, system, readSyncSet: operations.readSyncSet, wake: operations.wakeBulk }),
    byId: createGetUser(pool),
    byIds: createGetUsers(pool),
    create: createCreateUser(pool),
    update: createUpdateUser(pool),
    setRole: createSetRole(pool),
    activate: createActivateUser(pool),
    deactivate: createDeactivateUser(pool),
    remove: createRemoveUser(pool),
    restore: createRestoreUser(pool),
    erase: createEraseUser(system),
    history: createReadHistory(pool),
    sendLink: createSendLink(pool, issueLink),
    issueTemporaryPassword: createIssueTemporaryPassword(system),
    sessions: createListUserSessions(system),
    endSessions: createEndUserSessions(system),
    import: createImportsRouter({ pool, wake: operations.wakeImports }),
  })
