'use client'

import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { SyncTabs } from './sync-tabs'

/** Where changes are, and everything that can be done about it. */
export function SyncPage() {
  const t = useTranslations('sync')
  const mayRead = useMay('sync.read')
  return (
    <>
      <PageHeader title={t('title')} description={mayRead && t('description')} />
      {mayRead ? <SyncTabs /> : <NoAccess />}
    </>
  )
}
