import { IconLock } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from './empty-state'

/** Shown where the person's role opens nothing. */
export function NoAccess() {
  const t = useTranslations('common.errors.FORBIDDEN')
  return (
    <EmptyState icon={<IconLock size={32} stroke={1.5} />} title={t('title')}>
      {t('advice')}
    </EmptyState>
  )
}
