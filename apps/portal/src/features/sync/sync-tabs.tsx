'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageTabs } from '@/components/page-tabs'
import { useAmounts } from '@/components/use-amounts'
import { countTabs, type TabCount } from './count-tabs'
import classes from './sync.module.css'
import { type TabName, tabNames, useSyncParams } from './sync-params'
import { useRoadFigures } from './use-road-figures'

// Only what the opened tab needs is fetched.
const RoadTab = dynamic(() => import('./road/road-tab').then((module) => module.RoadTab))
const QueuesTab = dynamic(() => import('./queues/queues-tab').then((module) => module.QueuesTab))
const ParkedTab = dynamic(() => import('./parked/parked-tab').then((module) => module.ParkedTab))
const ReconcileTab = dynamic(() => import('./reconcile/reconcile-tab').then((module) => module.ReconcileTab))
const ReplayTab = dynamic(() => import('./replay/replay-tab').then((module) => module.ReplayTab))
const HeldTab = dynamic(() => import('./held/held-tab').then((module) => module.HeldTab))

/** The tabs, with what waits behind each; which one is open stands in the address. */
export function SyncTabs() {
  const t = useTranslations('sync.tabs')
  const { params, openTab } = useSyncParams()
  const figures = useRoadFigures()
  const counts = countTabs(figures.overview, figures.subscribers)
  const pages: Record<TabName, ReactNode> = {
    road: <RoadTab figures={figures} />,
    queues: <QueuesTab figures={figures} />,
    parked: <ParkedTab />,
    reconcile: <ReconcileTab figures={figures} />,
    replay: <ReplayTab />,
    held: <HeldTab />,
  }
  return (
    <PageTabs
      label={t('label')}
      names={tabNames}
      opened={params.tab}
      onOpen={(tab) => void openTab(tab)}
      titleOf={(tab) => <TabTitle tab={tab} waiting={counts[tab]} />}
      pages={pages}
    />
  )
}

function TabTitle({ tab, waiting }: { tab: TabName; waiting: TabCount | undefined }) {
  const t = useTranslations('sync.tabs')
  const { count } = useAmounts()
  return (
    <>
      {t(tab)}
      {waiting && (
        <span className={classes.count} data-tone={waiting.tone}>
          <span aria-hidden>{count(waiting.count)}</span>
          <span className="rc-visually-hidden">{t(`count.${countKey(tab)}`, { count: waiting.count })}</span>
        </span>
      )}
    </>
  )
}

const countKey = (tab: TabName) => (tab === 'queues' || tab === 'parked' || tab === 'reconcile' ? tab : 'held')
