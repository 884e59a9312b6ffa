'use client'

import { Tabs } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { useAmounts } from '@/components/use-amounts'
import { countTabs, type TabCount } from './count-tabs'
import { HeldTab } from './held/held-tab'
import { ParkedTab } from './parked/parked-tab'
import { QueuesTab } from './queues/queues-tab'
import { ReconcileTab } from './reconcile/reconcile-tab'
import { ReplayTab } from './replay/replay-tab'
import { RoadTab } from './road/road-tab'
import classes from './sync.module.css'
import { type TabName, tabNames, useSyncParams } from './sync-params'
import { useRoadFigures } from './use-road-figures'

/** The tabs, with what waits behind each; which one is open stands in the address. */
export function SyncTabs() {
  const t = useTranslations('sync')
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
    <Tabs
      value={params.tab}
      onChange={(value) => void openTab(tabNames.find((name) => name === value) ?? 'road')}
      keepMounted={false}
    >
      <TabList tab={params.tab} counts={counts} label={t('tabs.label')} />
      {tabNames.map((name) => (
        <Tabs.Panel key={name} value={name} pt="md" tabIndex={-1}>
          {params.tab === name && pages[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

interface TabListProps {
  tab: TabName
  counts: Partial<Record<TabName, TabCount>>
  label: string
}

function TabList({ tab, counts, label }: TabListProps) {
  const t = useTranslations('sync.tabs')
  const { count } = useAmounts()
  const rowRef = useRef<HTMLDivElement>(null)
  const numbers = Object.keys(counts).length
  // On a phone the row is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row grows once the numbers are known
  useEffect(() => {
    const row = rowRef.current
    const opened = row?.querySelector<HTMLElement>(`[data-tab=${tab}]`)
    if (row && opened) row.scrollLeft = opened.offsetLeft - (row.clientWidth - opened.offsetWidth) / 2
  }, [tab, numbers])
  return (
    <div ref={rowRef} className={classes.tabs}>
      <Tabs.List className={classes.tabList} aria-label={label}>
        {tabNames.map((name) => {
          const waiting = counts[name]
          return (
            <Tabs.Tab key={name} value={name} data-tab={name} className={classes.tab}>
              {t(name)}
              {waiting && (
                <span className={classes.count} data-tone={waiting.tone}>
                  <span aria-hidden>{count(waiting.count)}</span>
                  <span className="rc-visually-hidden">{t(`count.${countKey(name)}`, { count: waiting.count })}</span>
                </span>
              )}
            </Tabs.Tab>
          )
        })}
      </Tabs.List>
    </div>
  )
}

const countKey = (tab: TabName) => (tab === 'queues' || tab === 'parked' || tab === 'reconcile' ? tab : 'held')
