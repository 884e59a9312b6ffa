'use client'

import { Button, Skeleton, Text } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { BrakeForm } from './brake-form'
import type { Brake } from './read-hold'

/** When the brake acts, as a sentence; administrators may change it. */
export function BrakeSettings({ query }: { query: UseQueryResult<Brake, unknown> }) {
  const t = useTranslations('sync.held.brake')
  const { percent } = useAmounts()
  const mayChange = useMay('sync.approve')
  const [editing, setEditing] = useState(false)
  const { data } = query
  return (
    <Section
      title={t('title')}
      aside={
        mayChange &&
        data &&
        !editing && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconAdjustments size={16} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('change')}
          </Button>
        )
      }
    >
      {query.isPending && <Skeleton h={40} />}
      {query.isError && !data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {data && !editing && (
        <Text maw={720}>
          {t('sentence', { share: percent(data.share), count: data.count, minutes: data.windowMinutes })}{' '}
          {t('delay', { minutes: data.approvalDelayMinutes })}
        </Text>
      )}
      {data && editing && <BrakeForm brake={data} onClose={() => setEditing(false)} />}
    </Section>
  )
}
