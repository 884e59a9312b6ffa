import { Stack } from '@mantine/core'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'
import { BreakerPanel } from './breaker-panel'
import { CacheTiles } from './cache-tiles'
import { HistorySection } from './history-section'
import { ReadsPanel } from './reads-panel'
import { TopMisses } from './top-misses'
import { TtlPanel } from './ttl-panel'

/** How well the cache does. `stats` null keeps the places while loading. */
export function FiguresTab({ stats }: { stats: CacheStats | null }) {
  return (
    <Stack gap="md">
      <CacheTiles stats={stats} />
      <div className={classes.pair}>
        <HistorySection threshold={stats?.thresholds.hitRate ?? null} latency={stats?.latency ?? null} />
        <div className={classes.column}>
          <ReadsPanel stats={stats} />
          <TtlPanel stats={stats} />
        </div>
      </div>
      <div className={classes.pair}>
        <TopMisses />
        <BreakerPanel stats={stats} />
      </div>
    </Stack>
  )
}
