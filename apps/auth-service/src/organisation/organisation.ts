import { AppError } from '@rollcall/service-kit/errors'
import type { Queryable } from '@rollcall/service-kit/postgres'

export interface Organisation {
  id: string
  name: string
  timeZone: string
  /** Its administrators sign in with a second factor. */
  requireTwoFactor: boolean
  /** Its administrators administer the installation, too. */
  isPlatform: boolean
}

export async function findOrganisation(db: Queryable, id: string): Promise<Organisation> {
  const { rows } = await db.query<Organisation>(
    `SELECT id, name, time_zone AS "timeZone", require_two_factor AS "requireTwoFactor", is_platform AS "isPlatform"
     FROM organisation WHERE id = $1`,
    [id],
  )
  const [organisation] = rows
  if (!organisation) throw new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
  return organisation
}
