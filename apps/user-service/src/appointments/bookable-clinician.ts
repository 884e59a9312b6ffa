import { clinicalRoles } from '@rollcall/events/roles'
import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import type { PoolClient } from '@rollcall/service-kit/postgres'

interface ClinicianRow {
  name: string
  role: string
  isActive: boolean
  deleted: boolean
}

/**
 * Reads the clinician and keeps the row as it is until the transaction ends: a deactivation that arrives meanwhile
 * waits, or is seen here.
 * @throws AppError NOT_FOUND for an unknown id and another tenant's alike; CONFLICT when this person can't be booked
 */
export async function lockBookableClinician(client: PoolClient, tenantId: string, id: string): Promise<void> {
  const { rows } = await client.query<ClinicianRow>(
    `SELECT btrim(first_name || ' ' || last_name) AS name, role, is_active AS "isActive",
       deleted_at IS NOT NULL AS deleted
     FROM directory_user WHERE id = $1 AND tenant_id = $2 FOR SHARE`,
    [id, tenantId],
  )
  const [clinician] = rows
  if (!clinician) throw userNotFound(id)
  const fault = whyNotBookable(clinician)
  if (!fault) return
  const message = `${clinician.name} ${fault}. Choose another clinician.`
  throw new AppError('CONFLICT', message, { fields: [{ path: 'clinicianId', message }] })
}

function whyNotBookable({ role, isActive, deleted }: ClinicianRow): string | undefined {
  if (deleted) return 'has been deleted and takes no appointments'
  if (!isActive) return 'is deactivated and takes no appointments'
  if (!clinicalRoles.some((clinical) => clinical === role))
    return `is not a clinician (${role}) and takes no appointments`
  return undefined
}
