import { IconAlertOctagon, IconCheck, IconClock, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { ToneMark } from './tone-mark'

export type RunStateName = 'running' | 'interrupted' | 'done' | 'stopped' | 'failed'

const looks: Record<RunStateName, { icon: typeof IconCheck; tone: Tone }> = {
  running: { icon: IconRefresh, tone: 'blue' },
  interrupted: { icon: IconClock, tone: 'amber' },
  done: { icon: IconCheck, tone: 'green' },
  stopped: { icon: IconPlayerStop, tone: 'grey' },
  failed: { icon: IconAlertOctagon, tone: 'red' },
}

/** How a run stands, in an icon, a word and a tone. */
export function RunState({ state }: { state: RunStateName }) {
  const t = useTranslations('sync.run.state')
  return <ToneMark {...looks[state]}>{t(state)}</ToneMark>
}
