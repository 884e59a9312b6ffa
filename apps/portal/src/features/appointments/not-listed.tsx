'use client'

import { Anchor, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { useLive } from '@/live/live-provider'

/** How long somebody new takes to be offered, and for those who may look, where they are on the way. */
export function NotListed() {
  const t = useTranslations('appointments.form.notListed')
  const { milliseconds } = useAmounts()
  const { clinical } = useLive()
  const maySync = useMay('sync.read')
  const p95 = clinical?.arrivalMs.p95 ?? null
  return (
    <Text size="sm" c="dimmed" mt={4}>
      {p95 === null ? t('usual') : t('measured', { duration: milliseconds(p95) })}{' '}
      {maySync && (
        <Anchor component={Link} href="/sync" inherit>
          {t('link')}
        </Anchor>
      )}
    </Text>
  )
}
