'use client'

import { Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/error-state'
import { PageTabs } from '@/components/page-tabs'
import { AlertsList } from './alerts-list'
import { type TabName, tabNames, useCacheParams } from './cache-params'
import { FiguresTab } from './figures/figures-tab'
import { PrewarmTab } from './prewarm/prewarm-tab'
import { ProfilesTab } from './profiles/profiles-tab'
import { useCacheStats } from './use-cache-stats'

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
