'use client'

import { Paper, Stack } from '@mantine/core'
import { DepthChart } from '../depth-chart'
import { LiveRoad } from '../live-road'
import { OutboxCard } from '../outbox-card'
import { SubscriberCard } from '../subscriber-card'
import classes from '../sync.module.css'
import type { RoadFigures } from '../use-road-figures'
import { HistorySection } from './history-section'

/** Where changes are now, and how fast they have come lately. */
export function RoadTab({ figures }: { figures: RoadFigures }) {
  return (
    <Stack gap="md">
      <Paper p="md">
        <LiveRoad figures={figures} />
      </Paper>
      <div className={classes.cards}>
        <OutboxCard directory={figures.directory} />
        {figures.subscribers.map((view) => (
          <SubscriberCard
            key={view.name}
            view={view}
            error={figures[view.name].error}
            onRetry={() => void figures[view.name].refetch()}
          />
        ))}
      </div>
      <HistorySection />
      <DepthChart />
    </Stack>
  )
}
