'use client'

import { Paper, Skeleton, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import { steadyAnswer } from '../steady-answer'
import { BrakeSettings } from './brake-settings'
import { DecidedHolds } from './decided-holds'
import { HoldCard } from './hold-card'
import { splitHolds } from './read-hold'

const restingMs = 15_000

/** Mass deactivations and deletions that wait for a decision, those that were decided, and when the brake acts. */
export function HeldTab() {
  const t = useTranslations('sync.held')
  const directory = useDirectory()
  const query = steadyAnswer(
    useQuery(directory.sync.held.queryOptions(undefined, { retry: 1, refetchInterval: restingMs, staleTime: 0 })),
  )
  const brake = useQuery(directory.sync.brake.queryOptions(undefined, { retry: 1 }))
  const { waiting, decided } = splitHolds(query.data?.items ?? [])
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={720}>
        {t('hint')}
      </Text>
      {query.isPending && <Skeleton h={240} />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && waiting.length === 0 && (
        <Paper>
          <EmptyState icon={<IconHandStop size={32} stroke={1.5} />} title={t('emptyTitle')}>
            {t('empty')}
          </EmptyState>
        </Paper>
      )}
      {waiting.map((hold) => (
        <HoldCard key={hold.id} hold={hold} brake={brake.data} />
      ))}
      <BrakeSettings query={brake} />
      {decided.length > 0 && <DecidedHolds holds={decided} />}
    </Stack>
  )
}
