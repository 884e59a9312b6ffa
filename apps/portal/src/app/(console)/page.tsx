import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OverviewPage } from '@/features/overview/overview-page'
import { findOverview } from '@/server/find-overview'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

export default async function Page() {
  return (
    <HydrationBoundary state={await findOverview()}>
      <OverviewPage />
    </HydrationBoundary>
  )
}
