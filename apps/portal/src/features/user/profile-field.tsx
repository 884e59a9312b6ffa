'use client'

import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { FormField, UserFormValues } from '@/features/users/user-form-values'
import { userRoles } from '@/features/users/user-roles'
import { ProfilePhone } from './profile-phone'

export interface ProfileFieldProps {
  field: FormField
  form: UseFormReturnType<UserFormValues>
  /** Which a telephone number is taken to be of at first. */
  country: string
  autoFocus: boolean
}

const required: readonly FormField[] = ['firstName', 'lastName', 'email', 'role']
const types: Partial<Record<FormField, string>> = { email: 'email', avatar: 'url' }

/** One field of a profile, as its kind is best typed or chosen. */
export function ProfileField({ field, form, country, autoFocus }: ProfileFieldProps) {
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
  if (field === 'phoneNumber') return <ProfilePhone form={form} country={country} />
  const hint = field === 'email' || field === 'avatar' ? t(`hints.${field}`) : undefined
  return <TextInput key={key} {...rest} type={types[field] ?? 'text'} description={hint} />
}
