'use client'

import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

/** A page that failed to draw itself: the frame stays, and so do the other pages. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('errors.page.title')}
    >
      <Text>{t('errors.page.advice')}</Text>
      <Group mt="sm" gap="sm">
        <Button variant="default" size="compact-sm" onClick={reset}>
          {t('actions.retry')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => window.location.reload()}>
          {t('errors.page.reload')}
        </Button>
        {error.digest && <Code>{error.digest}</Code>}
      </Group>
    </Alert>
  )
}
