'use client'

import { Stack, Tabs } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/error-state'
import syncClasses from '../sync/sync.module.css'
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
      <Tabs
        value={params.tab}
        onChange={(value) => void openTab(tabNames.find((name) => name === value) ?? 'figures')}
        keepMounted={false}
      >
        <div className={syncClasses.tabs}>
          <Tabs.List className={syncClasses.tabList} aria-label={t('tabs.label')}>
            {tabNames.map((name) => (
              <Tabs.Tab key={name} value={name} className={syncClasses.tab}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </div>
        {tabNames.map((name) => (
          <Tabs.Panel key={name} value={name} pt="md" tabIndex={-1}>
            {params.tab === name && pages[name]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}
