'use client'

import { Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import type { SyncHealth } from './sync-health'

/** A state of the console's vocabulary, and how many changes it speaks of. */
export function HealthMark({ health: { state, count } }: { health: SyncHealth }) {
  const t = useTranslations('platform')
  return (
    <Group gap={6} wrap="nowrap">
      <ArrivalMark state={state} />
      {count !== null && (
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t(state === 'held' ? 'held' : 'changes', { count })}
        </Text>
      )}
    </Group>
  )
}
