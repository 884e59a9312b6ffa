'use client'

import { Input, PinInput } from '@mantine/core'
import { useTranslations } from 'next-intl'

export const codeLength = 6

export interface CodeFieldProps {
  value: string
  onChange: (value: string) => void
  /** All digits are there, typed, pasted or filled in by the browser. */
  onComplete: (value: string) => void
  error: boolean
  /** The question being asked anew: the first digit takes the focus again. */
  attempt: number
}

/** The six digits that an authenticator app shows. */
export function CodeField({ value, onChange, onComplete, error, attempt }: CodeFieldProps) {
  const t = useTranslations('signIn.code')
  return (
    <Input.Wrapper label={t('label')} labelElement="div">
      <PinInput
        key={attempt}
        length={codeLength}
        type="number"
        size="md"
        oneTimeCode
        autoFocus
        role="group"
        aria-label={t('label')}
        value={value}
        onChange={onChange}
        onComplete={onComplete}
        error={error}
        getInputProps={(index) => ({ 'aria-label': t('digit', { number: index + 1, all: codeLength }) })}
      />
    </Input.Wrapper>
  )
}
