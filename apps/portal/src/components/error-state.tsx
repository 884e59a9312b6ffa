'use client'

import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { readFailure } from '@/trpc/failure'
import { CopyButton } from './copy-button'

const known = ['UNREACHABLE', 'UNAVAILABLE', 'FORBIDDEN', 'NOT_FOUND', 'TOO_MANY'] as const

export interface ErrorStateProps {
  error: unknown
  onRetry?: () => void
  /** What was asked for, when the general words are too vague. */
  title?: ReactNode
}

/** What happened, what to do, and the request id to report. */
export function ErrorState({ error, onRetry, title }: ErrorStateProps) {
  const t = useTranslations('common')
  const failure = readFailure(error)
  const code = known.find((candidate) => candidate === failure.code) ?? 'other'
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? t(`errors.${code}.title`)}
    >
      {failure.httpStatus !== null && <Text>{failure.message}</Text>}
      <Text c="dimmed">{t(`errors.${code}.advice`)}</Text>
      <Group mt="sm" gap="sm">
        {onRetry && (
          <Button variant="default" size="compact-sm" onClick={onRetry}>
            {t('actions.retry')}
          </Button>
        )}
        {failure.requestId && (
          <Group gap="xs">
            <Text fz={13} c="dimmed">
              {t('requestId')}
            </Text>
            <Code>{failure.requestId}</Code>
            <CopyButton value={failure.requestId} />
          </Group>
        )}
      </Group>
    </Alert>
  )
}
