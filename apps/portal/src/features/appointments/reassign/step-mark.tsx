'use client'

import { IconAlertOctagon, IconArrowBackUp, IconCheck, IconClock, IconMinus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { ToneMark } from '@/features/sync/tone-mark'
import type { ReassignmentStep } from './reassignment-run'

const looks: Record<ReassignmentStep['state'], { icon: typeof IconCheck; tone: Tone }> = {
  waiting: { icon: IconClock, tone: 'blue' },
  moved: { icon: IconCheck, tone: 'green' },
  failed: { icon: IconAlertOctagon, tone: 'red' },
  left: { icon: IconMinus, tone: 'grey' },
  taken_back: { icon: IconArrowBackUp, tone: 'amber' },
  kept: { icon: IconAlertOctagon, tone: 'red' },
}

/** What became of one appointment of a run. */
export function StepMark({ state }: { state: ReassignmentStep['state'] }) {
  const t = useTranslations('appointments.reassign.step')
  return <ToneMark {...looks[state]}>{t(state)}</ToneMark>
}
