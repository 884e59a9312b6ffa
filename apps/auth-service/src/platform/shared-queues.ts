import { AppError } from '@rollcall/service-kit/errors'
import { may } from '@rollcall/service-kit/permissions'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'

/** Whether this organisation is the only one of the installation. */
export async function isAlone(db: Queryable, tenantId: string): Promise<boolean> {
  const { rowCount } = await db.query('SELECT FROM organisation WHERE id <> $1 LIMIT 1', [tenantId])
  return rowCount === 0
}

/**
 * A subscriber's queue carries every organisation's changes: whose it is to see and to stop. In an installation of one
 * organisation, everyone's of it who may see the road; otherwise the platform's administrators'.
 */
export const ownsQueues = async (db: Queryable, person: Pick<Person, 'role' | 'platform' | 'tenantId'>) =>
  may(person, 'platform.manage') || (await isAlone(db, person.tenantId))

/** @throws AppError FORBIDDEN for whoever would stop, or start, other organisations' changes as well */
export async function refuseSharedQueue(db: Queryable, person: Person): Promise<void> {
  if (await ownsQueues(db, person)) return
  throw new AppError(
    'FORBIDDEN',
    'This queue carries the changes of other organisations too. Ask an administrator of the platform to pause or resume it.',
  )
}
