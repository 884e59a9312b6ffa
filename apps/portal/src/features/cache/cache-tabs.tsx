'use client'

import { Stack } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/error-state'
import { PageTabs } from '@/components/page-tabs'
import { AlertsList } from './alerts-list'
import { type TabName, tabNames, useCacheParams } from './cache-params'
import { useCacheStats } from './use-cache-stats'

// Only what the opened tab needs is fetched.
const FiguresTab = dynamic(() => import('./figures/figures-tab').then((module) => module.FiguresTab))
const ProfilesTab = dynamic(() => import('./profiles/profiles-tab').then((module) => module.ProfilesTab))
const PrewarmTab = dynamic(() => import('./prewarm/prewarm-tab').then((module) => module.PrewarmTab))

/** What needs a person stands above the tabs; which one is open stands in the address. */
export function CacheTabs() {
  const t = useTranslations('cache')
  const { params, openTab } = useCacheParams()
  const { data, isError, error, refetch } = useCacheStats()
  const stats = data ?? null
  const pages: Record<TabName, ReactNode> = {
    figures: <FiguresTab stats={stats} />,
    profiles: <ProfilesTab totalCached={stats?.totalCached ?? null} />,
    prewarm: <PrewarmTab />,
  }
  return (
    <Stack gap="md">
      {isError && <ErrorState error={error} onRetry={() => void refetch()} title={t('unreachable')} />}
      {!isError && <AlertsList stats={stats} />}
      <PageTabs
        label={t('tabs.label')}
        names={tabNames}
        opened={params.tab}
        onOpen={(tab) => void openTab(tab)}
        titleOf={(tab) => t(`tabs.${tab}`)}
        pages={pages}
      />
    </Stack>
  )
}
