'use client'

import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { FormField, UserFormValues } from '@/features/users/user-form-values'
import { userRoles } from '@/features/users/user-roles'

export interface ProfileFieldProps {
  field: FormField
  form: UseFormReturnType<UserFormValues>
  autoFocus: boolean
}

const required: readonly FormField[] = ['firstName', 'lastName', 'email', 'role']
const types: Partial<Record<FormField, string>> = { email: 'email', phoneNumber: 'tel', avatar: 'url' }

/** One field of a profile, as its kind is best typed or chosen. */
export function ProfileField({ field, form, autoFocus }: ProfileFieldProps) {
  const t = useTranslations('users.form')
  const roles = useTranslations('common.roles')
  const props = {
    label: t(`fields.${field}`),
    key: form.key(field),
    required: required.includes(field),
    autoComplete: 'off',
    autoFocus,
    ...form.getInputProps(field),
  }
  const { key, ...rest } = props
  if (field === 'role') {
    return <NativeSelect key={key} {...rest} data={userRoles.map((value) => ({ value, label: roles(value) }))} />
  }
  if (field === 'sexe') {
    const choices = [{ value: '', label: t('sexe.none') }]
    for (const value of ['F', 'M', 'X'] as const) choices.push({ value, label: t(`sexe.${value}`) })
    return <NativeSelect key={key} {...rest} data={choices} />
  }
  const hint = field === 'email' || field === 'phoneNumber' || field === 'avatar' ? t(`hints.${field}`) : undefined
  return (
    <TextInput
      key={key}
      {...rest}
      type={types[field] ?? 'text'}
      description={hint}
      {...(field === 'phoneNumber' && { placeholder: '+263 77 123 4567' })}
    />
  )
}
