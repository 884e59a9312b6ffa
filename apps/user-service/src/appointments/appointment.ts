import { clinicalRoles } from '@rollcall/events/roles'

/** A booked time of a clinician, as clients see it. */
export interface Appointment {
  id: string
  clinicianId: string
  clinicianName: string
  /** False when the clinician has since been deactivated or deleted, or is none any more: somebody has to reassign it. */
  clinicianActive: boolean
  patientName: string
  reason: string
  startsAt: string
  endsAt: string
  timeZone: string
  createdAt: string
  cancelledAt: string | null
}

export interface AppointmentRow extends Omit<Appointment, 'startsAt' | 'endsAt' | 'createdAt' | 'cancelledAt'> {
  startsAt: Date
  endsAt: Date
  createdAt: Date
  cancelledAt: Date | null
}

/** SQL: whether the clinician `u` of an appointment can still be booked. */
export const takesAppointments = `coalesce(u.is_active AND u.deleted_at IS NULL
  AND u.role IN (${clinicalRoles.map((role) => `'${role}'`).join(', ')}), false)`

/** For `FROM appointment AS a LEFT JOIN directory_user AS u …`: an orphaned clinician may be gone from the projection. */
export const appointmentColumns = `a.id, a.clinician_id AS "clinicianId",
  coalesce(btrim(u.first_name || ' ' || u.last_name), a.clinician_id::text) AS "clinicianName",
  ${takesAppointments} AS "clinicianActive",
  a.patient_name AS "patientName", a.reason, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
  a.time_zone AS "timeZone", a.created_at AS "createdAt", a.cancelled_at AS "cancelledAt"`

export const appointmentSource = `appointment AS a
  LEFT JOIN directory_user AS u ON u.id = a.clinician_id AND u.tenant_id = a.tenant_id`

export function toAppointment(row: AppointmentRow): Appointment {
  return {
    id: row.id,
    clinicianId: row.clinicianId,
    clinicianName: row.clinicianName,
    clinicianActive: row.clinicianActive,
    patientName: row.patientName,
    reason: row.reason,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone: row.timeZone,
    createdAt: row.createdAt.toISOString(),
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
  }
}
