'use client'

import { NativeSelect, TextInput } from '@mantine/core'
import { getCountries, getCountryCallingCode } from 'libphonenumber-js'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import classes from './form.module.css'

export interface PhoneFieldProps {
  label: string
  country: string
  onCountry: (country: string) => void
  /** The number's own field: value, error and what else a form gives. */
  input: Record<string, unknown> & { onBlur: () => void }
}

/** A number with the country it is of. Written with + it says its country itself, which then wins. */
export function PhoneField({ label, country, onCountry, input }: PhoneFieldProps) {
  const t = useTranslations('users.form')
  const countries = useCountries()
  return (
    <div className={classes.phone}>
      <NativeSelect
        label={t('country')}
        value={country}
        onChange={({ currentTarget: { value } }) => onCountry(value)}
        data={[{ value: '', label: t('noCountry') }, ...countries]}
      />
      <TextInput
        label={label}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        description={t('hints.phoneNumber')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...input}
      />
    </div>
  )
}

function useCountries() {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' })
    return getCountries()
      .map((value) => ({ value, label: `${names.of(value) ?? value} +${getCountryCallingCode(value)}` }))
      .sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [locale])
}
