import { passwordExcess } from '../sign-in/password-length'

export const organisationFields = ['name', 'firstName', 'lastName', 'email', 'password'] as const
export type OrganisationField = (typeof organisationFields)[number]
export type OrganisationValues = Record<OrganisationField, string>
/** A fault's name under `organisations.errors`. */
export type OrganisationFault = OrganisationField | 'tooLong' | 'passwordLong'
export type OrganisationFaults = Partial<Record<OrganisationField, OrganisationFault>>

const maxLength = { name: 120, firstName: 100, lastName: 100, email: 254 } as const

/** What is missing or wrong; a password is asked for only where the person will have one at once. */
export function findOrganisationFaults(values: OrganisationValues, withPassword: boolean): OrganisationFaults {
  const faults: OrganisationFaults = {}
  for (const field of ['name', 'firstName', 'lastName', 'email'] as const) {
    const text = values[field].trim()
    if (!text) faults[field] = field
    else if (text.length > maxLength[field]) faults[field] = 'tooLong'
  }
  if (!faults.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim())) faults.email = 'email'
  const excess = withPassword ? passwordExcess(values.password) : 0
  if (excess !== 0) faults.password = excess < 0 ? 'password' : 'passwordLong'
  return faults
}

/** As the services take it: trimmed, the address in lower case, the password untouched. */
export function trimOrganisation(values: OrganisationValues): OrganisationValues {
  return {
    name: values.name.trim(),
    firstName: values.firstName.trim(),
    lastName: values.lastName.trim(),
    email: values.email.trim().toLowerCase(),
    password: values.password,
  }
}
