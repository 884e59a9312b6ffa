'use client'
'use memo'

import { Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '@/frame/me-provider'
import { useChat } from '@/trpc/contexts'
import { LiveRoad } from '../sync/live-road'
import { type RoadFigures, useRoadFigures } from '../sync/use-road-figures'
import { Headline } from './headline'
import { Notices } from './notices'
import { OpenPages } from './open-pages'
import { type Finding, readFindings } from './read-findings'
import { RecentChangesList } from './recent-changes'
import { RoadTiles } from './road-tiles'
import { StartGuide } from './start-guide'
import { useDrift } from './use-drift'
import { type RecentChanges, useRecentChanges } from './use-recent-changes'

const cacheEveryMs = 10_000

export function OverviewPage() {
  return useMay('sync.read') ? <RoadOverview /> : <OpenPages />
}

function RoadOverview() {
  const told = useRoadFigures()
  const recent = useRecentChanges(told)
  const figures = { ...told, subscribers: recent.subscribers }
  const mayCache = useMay('cache.read')
  const maySeeUsers = useMay('users.read')
  const cache = useQuery(
    useChat().cache.stats.queryOptions(undefined, { enabled: mayCache, refetchInterval: cacheEveryMs, retry: 1 }),
  )
  const findings = useFindings(figures, recent)
  const people = figures.directory.data?.directory.users ?? 0
  return (
    <>
      <Headline findings={findings} people={people} />
      <Stack gap="lg">
        {figures.directory.data && <StartGuide people={people} />}
        <Paper p="md">
          <LiveRoad figures={figures} />
        </Paper>
        <RoadTiles figures={figures} cache={mayCache ? cache : null} />
        <Notices findings={findings?.slice(1) ?? []} alerts={cache.data && !cache.isError ? cache.data.alerts : []} />
        {maySeeUsers && <RecentChangesList users={recent.users} changes={recent.changes} />}
      </Stack>
    </>
  )
}

/** null until everyone who answers has answered: "everyone is everywhere" must be known, not hoped. */
function useFindings(figures: RoadFigures, recent: RecentChanges): Finding[] | null {
  const drift = useDrift(figures.subscribers)
  const { overview, directory, subscribers } = figures
  if (!overview && !directory.isError) return null
  if (directory.isSuccess && subscribers.some(({ status, unreachable }) => !status && !unreachable)) return null
  if (directory.isSuccess && !recent.known) return null
  return readFindings({
    directoryUnreachable: directory.isError,
    overview,
    subscribers,
    behind: recent.behind,
    drift,
  })
}
