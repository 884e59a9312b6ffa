/** Every role a user of the directory can have. The database checks the same list. */
export const userRoles = [
  'admin',
  'operator',
  'receptionist',
  'viewer',
  'doctor',
  'nurse',
  'pharmacist',
  'consultant',
  'staff',
] as const
export type UserRole = (typeof userRoles)[number]

/** The roles that can be booked in the appointment form. */
export const clinicalRoles = ['doctor', 'nurse', 'pharmacist', 'consultant'] as const
export type ClinicalRole = (typeof clinicalRoles)[number]
