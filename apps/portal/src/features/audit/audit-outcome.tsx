import { IconAlertOctagon, IconCircleOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ToneMark } from '@/features/sync/tone-mark'
import type { AuditItem } from './audit-queries'

/** That something was not done, by an icon and a word; what was done needs no mark. */
export function AuditOutcome({ outcome }: Pick<AuditItem, 'outcome'>) {
  const t = useTranslations('audit.outcome')
  if (outcome === 'done') return null
  const isRefused = outcome === 'refused'
  return (
    <ToneMark icon={isRefused ? IconCircleOff : IconAlertOctagon} tone={isRefused ? 'amber' : 'red'}>
      {t(outcome)}
    </ToneMark>
  )
}
