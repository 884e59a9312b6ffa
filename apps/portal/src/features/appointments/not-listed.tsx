'use client'

import { Anchor, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { lateAfterSeconds } from '@/features/sync/subscriber-view'
import { useMay } from '@/frame/me-provider'
import { useLive } from '@/live/live-provider'

/** How long somebody new takes to be offered, and for those who may look, where they are on the way. */
export function NotListed() {
  const t = useTranslations('appointments.form.notListed')
  const maySync = useMay('sync.read')
  return (
    <Text size="sm" c="dimmed" mt={4}>
      {useSentence()}{' '}
      {maySync && (
        <Anchor component={Link} href="/sync" inherit underline="always">
          {t('link')}
        </Anchor>
      )}
    </Text>
  )
}

function useSentence(): string {
  const t = useTranslations('appointments.form.notListed')
  const { milliseconds, seconds } = useAmounts()
  const { clinical, overview } = useLive()
  const queue = overview?.subscribers.find(({ name }) => name === 'clinical')?.queue
  const behind = Math.max(overview?.outbox.oldestSeconds ?? 0, queue?.oldestSeconds ?? 0)
  if (behind > lateAfterSeconds) return t('behind', { duration: seconds(behind) })
  // What arrived after an outage says nothing about how fast the road is now.
  const p95 = clinical?.arrivalMs.p95 ?? null
  if (p95 === null || p95 > lateAfterSeconds * 1000) return t('usual')
  return t('measured', { duration: milliseconds(p95) })
}
