'use client'

import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { readFailure } from '@/trpc/failure'
import { CopyButton } from './copy-button'
import { ServiceWords } from './service-sentence'
import { TechnicalCause } from './technical-cause'

const known = [
  'UNREACHABLE',
  'UNAVAILABLE',
  'UNAUTHENTICATED',
  'PASSWORD_CHANGE_REQUIRED',
  'TWO_FACTOR_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'STALE_VERSION',
  'BAD_INPUT',
  'TOO_LARGE',
  'TOO_MANY',
] as const

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
  const { message, isForeign, waitSeconds } = failure
  const advice =
    code === 'TOO_MANY' && waitSeconds !== null
      ? t('errors.TOO_MANY.wait', { seconds: waitSeconds })
      : t(`errors.${code}.advice`)
  // Without an answer the words are the browser's.
  const isSaid = failure.httpStatus !== null
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? t(`errors.${code}.title`)}
    >
      {isSaid && !isForeign && (
        <Text>
          <ServiceWords>{message}</ServiceWords>
        </Text>
      )}
      <Text c="dimmed">{advice}</Text>
      {isSaid && isForeign && (
        <TechnicalCause>
          <span lang="en">{message}</span>
        </TechnicalCause>
      )}
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
