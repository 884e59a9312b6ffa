'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconEqual } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { ErrorState } from '@/components/error-state'
import { TimeAgo } from '@/components/time-ago'
import type { SubscriberName } from './subscriber-view'
import classes from './sync.module.css'
import { useSyncOf } from './use-sync-of'

export interface DriftCheckProps {
  name: SubscriberName
  /** When the last reconcile ended: what was found before it has to be looked at again. */
  reconciledAt: string | null
}

/** Asks whether a subscriber differs from the directory now, without changing anything. */
export function DriftCheck({ name, reconciledAt }: DriftCheckProps) {
  const t = useTranslations('sync.drift')
  const service = useTranslations('common.services')(name)
  const check = useQuery(useSyncOf(name).drift.queryOptions(undefined, { enabled: false }))
  const { data, refetch } = check
  const outdated = data && reconciledAt && data.differingBuckets > 0 && reconciledAt > data.checkedAt
  useEffect(() => {
    if (outdated) void refetch()
  }, [outdated, refetch])
  return (
    <div className={classes.panel}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={500}>{t('title')}</Text>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconEqual size={16} aria-hidden />}
          onClick={() => void refetch()}
          loading={check.isFetching}
          aria-label={t('startFor', { service })}
        >
          {t('start')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" className={classes.outcome} role="status">
        {data ? (
          <>
            {t(`result.${name}`, { count: data.differingBuckets })} <TimeAgo at={data.checkedAt} />
          </>
        ) : (
          t('notChecked')
        )}
      </Text>
      {check.isError && <ErrorState error={check.error} title={t('failed', { service })} />}
    </div>
  )
}
