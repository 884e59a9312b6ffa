'use client'

import { Alert, Button, PasswordInput, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { changePassword } from './auth-requests'

export const minPasswordLength = 12

type FieldName = 'current' | 'next' | 'again'
type Faults = Partial<Record<FieldName | 'form', string>>

const faultPlaces = {
  INVALID_PASSWORD: ['current', 'wrongCurrent'],
  SAME_PASSWORD: ['next', 'same'],
  COMMON_PASSWORD: ['next', 'common'],
  PASSWORD_TOO_SHORT: ['next', 'short'],
  PASSWORD_TOO_LONG: ['next', 'long'],
  TOO_MANY: ['form', 'tooMany'],
  UNAVAILABLE: ['form', 'unavailable'],
  UNREACHABLE: ['form', 'unavailable'],
} as const

const isKnownFault = (code: string | null): code is keyof typeof faultPlaces =>
  code !== null && Object.hasOwn(faultPlaces, code)

export function ChangePasswordForm({ onChanged }: { onChanged: () => void }) {
  const t = useTranslations('signIn.change')
  const common = useTranslations('common.actions')
  const [faults, setFaults] = useState<Faults>({})
  const [pending, setPending] = useState(false)
  const toggle = { 'aria-label': common('showPassword') }

  const findFaults = (current: string, next: string, again: string): Faults => {
    if (!current) return { current: t('errors.emptyCurrent') }
    if (next.length < minPasswordLength) return { next: t('errors.short', { min: minPasswordLength }) }
    return next === again ? {} : { again: t('errors.differs') }
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const element = event.currentTarget
    const form = new FormData(element)
    const [current, next, again] = ['current', 'next', 'again'].map((name) => String(form.get(name) ?? ''))
    const found = findFaults(current ?? '', next ?? '', again ?? '')
    setFaults(found)
    if (Object.keys(found).length > 0) return
    setPending(true)
    const { ok, code } = await changePassword(current ?? '', next ?? '')
    setPending(false)
    if (ok) {
      element.reset()
      onChanged()
      return
    }
    const [place, words] = isKnownFault(code) ? faultPlaces[code] : (['form', 'other'] as const)
    setFaults({ [place]: t(`errors.${words}`, { min: minPasswordLength }) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {faults.form && (
          <Alert role="alert" color="red" variant="outline">
            {faults.form}
          </Alert>
        )}
        <PasswordInput
          name="current"
          label={t('current')}
          autoComplete="current-password"
          error={faults.current}
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          name="next"
          label={t('next')}
          description={t('rule', { min: minPasswordLength })}
          autoComplete="new-password"
          error={faults.next}
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          name="again"
          label={t('again')}
          autoComplete="new-password"
          error={faults.again}
          visibilityToggleButtonProps={toggle}
        />
        <Button type="submit" loading={pending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
