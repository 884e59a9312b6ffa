'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useChat } from '@/trpc/contexts'
import { steadyAnswer } from '../../sync/steady-answer'
import { useCacheParams } from '../cache-params'
import { prewarmAskAgainMs } from './prewarm-values'

const shown = 10

/** The last runs, newest first, and what a run takes when nothing else is said. */
export function usePrewarmRuns() {
  return steadyAnswer(
    useQuery(
      useChat().cache.prewarm.runs.queryOptions(
        { limit: shown },
        {
          retry: 1,
          staleTime: 0,
          refetchInterval: ({ state: { data } }) => prewarmAskAgainMs(data?.items ?? []),
        },
      ),
    ),
  )
}

/** Starts a run and opens its report, and stops the one that goes on. */
export function usePrewarmDeeds() {
  const { cache } = useChat()
  const queryClient = useQueryClient()
  const { setParams } = useCacheParams()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: cache.pathKey() })
  const start = useMutation(
    cache.prewarm.start.mutationOptions({
      onSuccess: ({ runId }) => setParams({ run: runId, after: null, page: null }),
      onSettled,
    }),
  )
  const stop = useMutation(cache.prewarm.stop.mutationOptions({ onSettled }))
  return { start, stop }
}
