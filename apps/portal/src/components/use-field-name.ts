'use client'

import { useTranslations } from 'next-intl'

const ofUser = [
  'email',
  'firstName',
  'lastName',
  'role',
  'phoneNumber',
  'matricule',
  'ministere',
  'sexe',
  'avatar',
  'isActive',
  'mustChangePassword',
  'deletedAt',
] as const
const ofCopies = ['fullName', 'tenantId', 'updatedAt', 'createdAt', 'deleted'] as const

/** The name of a field of a user, or of what a subscriber keeps of one; the field itself when it has none. */
export function useFieldName(): (field: string) => string {
  const users = useTranslations('user.fields')
  const copies = useTranslations('sync.fields')
  return (field) => {
    const known = ofUser.find((name) => name === field)
    if (known) return users(known)
    const kept = ofCopies.find((name) => name === field)
    return kept ? copies(kept) : field
  }
}
