'use client'

import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PhoneField } from '@/features/users/form/phone-field'
import { readPhone, type UserFormValues } from '@/features/users/user-form-values'

export interface ProfilePhoneProps {
  form: UseFormReturnType<UserFormValues>
  /** Which a number is taken to be of at first. */
  country: string
}

/** The number with its country; on leaving the field it is written as it will be kept. */
export function ProfilePhone({ form, country: first }: ProfilePhoneProps) {
  const t = useTranslations('users.form')
  const [country, setCountry] = useState(first)
  const choose = (next: string) => {
    setCountry(next)
    form.setFieldValue('phoneCountry', next)
    form.clearFieldError('phoneNumber')
  }
  const write = () => {
    const { phoneNumber } = form.getValues()
    const read = readPhone(phoneNumber, country)
    if (!read) return phoneNumber.trim() ? form.validateField('phoneNumber') : undefined
    form.setFieldValue('phoneNumber', read.written)
    if (read.country) choose(read.country)
  }
  const input = { key: form.key('phoneNumber'), ...form.getInputProps('phoneNumber'), onBlur: write }
  return <PhoneField label={t('fields.phoneNumber')} country={country} onCountry={choose} input={input} />
}
