'use client'

import { PasswordInput, type PasswordInputProps, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { maxPasswordLength, minPasswordLength, passwordExcess } from './password-length'

/** Asks for a new password by its length alone; says while typing how much is missing. */
export function NewPasswordField({ onChange, ...props }: PasswordInputProps) {
  const t = useTranslations('signIn.newPassword')
  const common = useTranslations('common.actions')
  const [text, setText] = useState('')
  const excess = passwordExcess(text)
  return (
    <div>
      <PasswordInput
        label={t('label')}
        description={t('rule', { min: minPasswordLength, max: maxPasswordLength })}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': common('showPassword') }}
        {...props}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onChange?.(event)
        }}
      />
      <Text size="sm" c="dimmed" mih={20} mt={4} role="status">
        {text !== '' && excess < 0 && t('missing', { count: -excess })}
        {excess > 0 && t('tooMuch', { count: excess })}
      </Text>
    </div>
  )
}
