'use client'

import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { CacheTabs } from './cache-tabs'

/** What the chat keeps of people at hand: how well it does, what it holds, and how it is filled. */
export function CachePage() {
  const t = useTranslations('cache')
  const mayRead = useMay('cache.read')
  return (
    <>
      <PageHeader title={t('title')} description={mayRead && t('description')} />
      {mayRead ? <CacheTabs /> : <NoAccess />}
    </>
  )
}
