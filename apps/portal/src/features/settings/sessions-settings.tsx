'use client'

import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useDirectory } from '@/trpc/contexts'
import { useSubmitOnce } from '../users/use-submit-once'
import { SessionItem } from './session-item'
import classes from './settings.module.css'

/** Where the person is signed in, and the way to end it. */
export function SessionsSettings() {
  const t = useTranslations('settings.sessions')
  const [leaving, setLeaving] = useState(false)
  const { me } = useDirectory()
  const query = useQuery(me.sessions.queryOptions())
  return (
    <Section
      padding="lg"
      title={t('title')}
      aside={
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => setLeaving(true)}
        >
          {t('everywhere')}
        </Button>
      }
    >
      <Text c="dimmed" mb="md">
        {t('text')}
      </Text>
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && (
        <Stack gap="sm">
          <Skeleton height={64} />
          <Skeleton height={64} />
        </Stack>
      )}
      <ul className={classes.sessions}>
        {query.data?.items.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      {leaving && <EverywhereDialog onClose={() => setLeaving(false)} />}
    </Section>
  )
}

function EverywhereDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.sessions')
  const { me } = useDirectory()
  const end = useMutation(me.endSessions.mutationOptions())
  const confirm = useSubmitOnce(async () => {
    try {
      await end.mutateAsync({})
      window.location.assign('/sign-in')
    } catch {
      // The dialog shows it.
    }
  })
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('everywhereTitle')}
      confirmLabel={t('everywhere')}
      onConfirm={confirm}
      pending={end.isPending || end.isSuccess}
      danger
      error={end.error}
    >
      {t('everywhereText')}
    </ConfirmDialog>
  )
}
