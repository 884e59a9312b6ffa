'use client'

import { Button, type ButtonProps } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

export interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  value: string
  children?: ReactNode
}

export function CopyButton({ value, children, size = 'compact-sm', variant = 'default' }: CopyButtonProps) {
  const t = useTranslations('common.actions')
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <Button
      size={size}
      variant={variant}
      onClick={() => clipboard.copy(value)}
      leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    >
      <span aria-live="polite">{clipboard.copied ? t('copied') : (children ?? t('copy'))}</span>
    </Button>
  )
}
