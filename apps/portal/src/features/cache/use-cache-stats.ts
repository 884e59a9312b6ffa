'use client'

import { useQuery } from '@tanstack/react-query'
import { useChat } from '@/trpc/contexts'
import { steadyAnswer } from '../sync/steady-answer'

const everyMs = 5000

/** The cache's figures, asked for again and again. */
export function useCacheStats() {
  return steadyAnswer(
    useQuery(useChat().cache.stats.queryOptions(undefined, { refetchInterval: everyMs, staleTime: 0, retry: 1 })),
  )
}
