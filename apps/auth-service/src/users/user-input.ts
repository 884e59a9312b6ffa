import { userRoles } from '@rollcall/events/roles'
import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { sexes } from './user.js'

// Line breaks and control characters forge log lines; bidirectional overrides forge what a reader sees; half a
// surrogate pair would be kept as something else.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

/** One line of text: trimmed, in one Unicode form, without control characters. */
export function lineSchema(maxLength: number) {
  return z
    .string()
    .max(maxLength * 4, `expected at most ${maxLength} characters`)
    .refine((text) => !forbidden.test(text), 'expected one line of text without control characters')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1, 'expected at least 1 character').max(maxLength, `expected at most ${maxLength} characters`))
}

/** As PostgreSQL's integer holds it. */
export const expectedVersionSchema = z
  .int32('expected the version that you edited')
  .positive('expected the version that you edited, 1 or higher')
export const roleSchema = choiceSchema(userRoles)

const emailSchema = z
  .string()
  .max(320, 'expected at most 254 characters')
  .trim()
  .toLowerCase()
  .pipe(z.email('expected an address such as name@example.org').max(254, 'expected at most 254 characters'))

const phoneSchema = z
  .string()
  .max(40, 'expected a phone number such as +263 77 123 4567')
  .transform((text, context) => {
    const phone = text.trim().startsWith('+') ? parsePhoneNumberFromString(text) : undefined
    if (phone?.isPossible()) return phone.number as string
    context.addIssue({
      code: 'custom',
      message: 'expected an international number that starts with + and the country code, such as +263 77 123 4567',
    })
    return z.NEVER
  })

const avatarSchema = z
  .url({ protocol: /^https$/, error: 'expected an https:// address' })
  .max(2048, 'expected at most 2048 characters')

const requiredFields = {
  email: emailSchema,
  firstName: lineSchema(100),
  lastName: lineSchema(100),
  role: roleSchema,
}
const optionalFields = {
  phoneNumber: phoneSchema.nullish(),
  matricule: lineSchema(64).nullish(),
  ministere: lineSchema(128).nullish(),
  sexe: choiceSchema(sexes).nullish(),
  avatar: avatarSchema.nullish(),
}

export const newUserSchema = strictInput({ ...requiredFields, ...optionalFields })
export type NewUser = z.infer<typeof newUserSchema>

/** Each field alone, as a form or a file gives it. */
export const userFields = { ...requiredFields, ...optionalFields, isActive: z.boolean() }

export const userChangesSchema = strictInput(userFields)
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'name at least one field to change')
export type UserChanges = z.infer<typeof userChangesSchema>
