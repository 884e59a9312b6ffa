import { IconAlertOctagon, IconCheck, IconClock, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { ToneMark } from '@/features/sync/tone-mark'
import type { ImportState } from './import-queries'

const underWay = { icon: IconRefresh, tone: 'blue' } as const
const waiting = { icon: IconClock, tone: 'amber' } as const
const looks: Record<ImportState, { icon: typeof IconCheck; tone: Tone }> = {
  uploading: underWay,
  received: waiting,
  checking: underWay,
  checked: waiting,
  applying: underWay,
  done: { icon: IconCheck, tone: 'green' },
  cancelled: { icon: IconPlayerStop, tone: 'grey' },
  failed: { icon: IconAlertOctagon, tone: 'red' },
}

/** How an import stands, in an icon, a word and a tone; one that waits does so for a person. */
export function ImportStateMark({ state }: { state: ImportState }) {
  const t = useTranslations('import.state')
  return <ToneMark {...looks[state]}>{t(state)}</ToneMark>
}
