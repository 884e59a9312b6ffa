'use client'

import { Button, PasswordInput, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useSubmitOnce } from '../users/use-submit-once'
import { changePassword } from './auth-requests'
import { FaultAlert } from './fault-alert'
import { minPasswordLength, passwordExcess } from './password-length'
import { useRefusalWords } from './use-refusal-words'

type FieldName = 'current' | 'next' | 'again'
type Faults = Partial<Record<FieldName | 'form', string>>

const faultPlaces = {
  INVALID_PASSWORD: ['current', 'wrongCurrent'],
  SAME_PASSWORD: ['next', 'same'],
  COMMON_PASSWORD: ['next', 'common'],
  PASSWORD_TOO_SHORT: ['next', 'short'],
  PASSWORD_TOO_LONG: ['next', 'long'],
} as const

const isKnownFault = (code: string): code is keyof typeof faultPlaces => Object.hasOwn(faultPlaces, code)

export function ChangePasswordForm({ onChanged }: { onChanged: () => void }) {
  const t = useTranslations('signIn.change')
  const common = useTranslations('common.actions')
  const refusalWords = useRefusalWords()
  const formRef = useRef<HTMLFormElement>(null)
  const [faults, setFaults] = useState<Faults>({})
  const [pending, setPending] = useState(false)
  const toggle = { 'aria-label': common('showPassword') }

  const findFaults = (current: string, next: string, again: string): Faults => {
    if (!current) return { current: t('errors.emptyCurrent') }
    const excess = passwordExcess(next)
    if (excess !== 0) return { next: t(excess < 0 ? 'errors.short' : 'errors.long', { min: minPasswordLength }) }
    return next === again ? {} : { again: t('errors.differs') }
  }
  const show = (found: Faults) => {
    setFaults(found)
    const [first] = Object.keys(found)
    formRef.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
  }
  const send = useSubmitOnce(async (current: string, next: string) => {
    setPending(true)
    const answer = await changePassword(current, next)
    setPending(false)
    if (!answer.ok) {
      if (!isKnownFault(answer.code)) return show({ form: refusalWords(answer, t('errors.other')) })
      const [place, words] = faultPlaces[answer.code]
      return show({ [place]: t(`errors.${words}`, { min: minPasswordLength }) })
    }
    formRef.current?.reset()
    setFaults({})
    onChanged()
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const read = (name: FieldName) => String(form.get(name) ?? '')
    const found = findFaults(read('current'), read('next'), read('again'))
    if (Object.keys(found).length > 0) return show(found)
    void send(read('current'), read('next'))
  }

  return (
    <form ref={formRef} onSubmit={submit} noValidate>
      <Stack gap="md">
        <FaultAlert fault={faults.form} />
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
