'use client'

import { Anchor, Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useAmounts } from '@/components/use-amounts'
import { useIdleLoad } from '@/components/use-idle-load'
import { lateAfterSeconds } from '@/features/sync/subscriber-view'
import { useLive } from '@/live/live-provider'
import type { Clinician } from './appointment'
import type { ClinicalRole } from './use-clinicians'

const loadDialog = () => import('./why-not-listed-dialog').then((module) => module.WhyNotListedDialog)
const WhyNotListedDialog = dynamic(loadDialog, { ssr: false })

export interface NotListedProps {
  /** What has been typed in the field above. */
  typed: string
  /** Whom the field offers. */
  roles: ClinicalRole[]
  onChoose: (clinician: Clinician) => void
}

/** Leads to the reason why somebody isn't offered; and says so when arrivals are behind. */
export function NotListed({ typed, roles, onChoose }: NotListedProps) {
  const t = useTranslations('appointments.form.notListed')
  const [opened, setOpened] = useState(false)
  const choose = (clinician: Clinician) => {
    setOpened(false)
    onChoose(clinician)
  }
  useIdleLoad(loadDialog)
  return (
    <>
      <Text size="sm" c="dimmed" mt={4}>
        {t('question')}{' '}
        <Anchor component="button" type="button" inherit underline="always" onClick={() => setOpened(true)}>
          {t('findOut')}
        </Anchor>
        {useSentence()}
      </Text>
      {opened && (
        <WhyNotListedDialog initialSearch={typed} roles={roles} onChoose={choose} onClose={() => setOpened(false)} />
      )}
    </>
  )
}

/** How long somebody new takes to be offered. */
function useSentence(): string {
  const t = useTranslations('appointments.form.notListed')
  const { milliseconds, seconds } = useAmounts()
  const { clinical, overview } = useLive()
  const queue = overview?.subscribers.find(({ name }) => name === 'clinical')?.queue
  const behind = Math.max(overview?.outbox.oldestSeconds ?? 0, queue?.oldestSeconds ?? 0)
  if (behind > lateAfterSeconds) return ` ${t('behind', { duration: seconds(behind) })}`
  // What arrived after an outage says nothing about how fast the road is now.
  const p95 = clinical?.arrivalMs.p95 ?? null
  if (p95 === null || p95 > lateAfterSeconds * 1000) return ` ${t('usual')}`
  return ` ${t('measured', { duration: milliseconds(p95) })}`
}
