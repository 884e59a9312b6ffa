import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { User } from '@/trpc/routers'
import { isUserRole } from './user-roles'

export const formFields = [
  'firstName',
  'lastName',
  'email',
  'role',
  'phoneNumber',
  'matricule',
  'ministere',
  'sexe',
  'avatar',
] as const
export type FormField = (typeof formFields)[number]
/** As inputs hold them: an empty string is "nothing". `phoneCountry` is what a number without + is taken to be of. */
export type UserFormValues = Record<FormField | 'phoneCountry', string>
/** A fault's name under `users.form.errors`. */
export type FormFault =
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'emailShape'
  | 'role'
  | 'phone'
  | 'phoneCountry'
  | 'avatar'
  | 'tooLong'
export type FormFaults = Partial<Record<FormField, FormFault>>

const maxLength: Partial<Record<FormField, number>> = {
  firstName: 100,
  lastName: 100,
  email: 254,
  matricule: 64,
  ministere: 128,
  avatar: 2048,
}

export const emptyForm: UserFormValues = {
  firstName: '',
  lastName: '',
  email: '',
  role: '',
  phoneNumber: '',
  phoneCountry: '',
  matricule: '',
  ministere: '',
  sexe: '',
  avatar: '',
}

export function formOf(user: User): UserFormValues {
  const phone = user.phoneNumber ? readPhone(user.phoneNumber, '') : null
  return {
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    role: user.role,
    phoneNumber: phone?.written ?? user.phoneNumber ?? '',
    phoneCountry: phone?.country ?? '',
    matricule: user.matricule ?? '',
    ministere: user.ministere ?? '',
    sexe: user.sexe ?? '',
    avatar: user.avatar ?? '',
  }
}

export interface ReadPhone {
  e164: string
  written: string
  /** Where the number is of a country and not, say, of a satellite. */
  country: string | undefined
}

/** The number as it is written internationally, or null when it isn't one. With + (or 00) it says its country itself. */
export function readPhone(text: string, country: string): ReadPhone | null {
  const typed = text.trim().replace(/^00(?=[1-9])/, '+')
  const known = isSupportedCountry(country) ? country : undefined
  if (!typed.startsWith('+') && !known) return null
  const phone = parsePhoneNumberFromString(typed, known)
  if (!phone?.isPossible()) return null
  return { e164: phone.number, written: phone.formatInternational(), country: phone.country }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}

function phoneFault({ phoneNumber, phoneCountry }: UserFormValues): FormFault | undefined {
  if (!phoneNumber.trim() || readPhone(phoneNumber, phoneCountry)) return undefined
  return phoneNumber.trim().startsWith('+') || !phoneCountry ? 'phone' : 'phoneCountry'
}

export function findFaults(values: UserFormValues): FormFaults {
  const faults: FormFaults = {}
  const given = (field: FormField) => values[field].trim()
  if (!given('firstName')) faults.firstName = 'firstName'
  if (!given('lastName')) faults.lastName = 'lastName'
  if (!given('email')) faults.email = 'email'
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given('email'))) faults.email = 'emailShape'
  if (!isUserRole(values.role)) faults.role = 'role'
  const phone = phoneFault(values)
  if (phone) faults.phoneNumber = phone
  if (given('avatar') && !isWebAddress(given('avatar'))) faults.avatar = 'avatar'
  for (const field of formFields) {
    if (given(field).length > (maxLength[field] ?? Number.POSITIVE_INFINITY)) faults[field] = 'tooLong'
  }
  return faults
}

function readSexe(text: string): User['sexe'] {
  return text === 'F' || text === 'M' || text === 'X' ? text : null
}

/** What the directory is told: trimmed, the phone in one form, and nothing as null. */
export function toInput({ role, sexe, ...values }: UserFormValues) {
  const optional = (text: string) => text.trim() || null
  if (!isUserRole(role)) throw new Error('a form without a role was not checked')
  return {
    firstName: values.firstName.trim(),
    lastName: values.lastName.trim(),
    email: values.email.trim().toLowerCase(),
    role,
    phoneNumber: readPhone(values.phoneNumber, values.phoneCountry)?.e164 ?? null,
    matricule: optional(values.matricule),
    ministere: optional(values.ministere),
    sexe: readSexe(sexe),
    avatar: optional(values.avatar),
  }
}
export type UserInput = ReturnType<typeof toInput>

/** The fields that differ from the user as it was when editing began. */
export function changesOf(base: User, input: UserInput): Partial<UserInput> {
  return Object.fromEntries(
    formFields.filter((field) => input[field] !== base[field]).map((field) => [field, input[field]]),
  )
}

/** What is typed so far, for asking whether somebody is in the directory already; null while that is too little. */
export function likenessOf(values: UserFormValues) {
  const [firstName, lastName] = [values.firstName.trim(), values.lastName.trim()]
  const email = values.email.includes('@') ? values.email.trim().toLowerCase() : null
  const phoneNumber = readPhone(values.phoneNumber, values.phoneCountry)?.e164 ?? null
  const matricule = values.matricule.trim() || null
  if (!(firstName && lastName) && !email && !phoneNumber && !matricule) return null
  return { firstName, lastName, email, phoneNumber, matricule }
}
export type Likeness = NonNullable<ReturnType<typeof likenessOf>>
