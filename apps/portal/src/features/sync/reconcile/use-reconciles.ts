'use client'

import { useQuery } from '@tanstack/react-query'
import { useLive } from '@/live/live-provider'
import { useChat, useClinical } from '@/trpc/contexts'
import type { ClinicalOut } from '@/trpc/routers'
import { type Answer, steadyAnswer } from '../steady-answer'
import type { SubscriberName } from '../subscriber-view'
import { type ReconcileRun, withLive } from './read-run'

const mostRuns = 100
const restingMs = 10_000
const movingMs = 1000

type Listed = ClinicalOut['sync']['reconciles']

const options = {
  retry: 1,
  refetchInterval: ({ state: { data } }: { state: { data: Listed | undefined } }) =>
    data?.items.some(({ state }) => state === 'running') ? movingMs : restingMs,
}

export interface ReconcilesOf extends Pick<Answer<Listed>, 'error' | 'isError' | 'isPending'> {
  /** The newest first; undefined while nobody has told. */
  runs: ReconcileRun[] | undefined
  retry: () => void
}
export type Reconciles = Record<SubscriberName, ReconcilesOf>

/** The runs of both subscribers, as they were listed and as the streams tell of them since. */
export function useReconciles(): Reconciles {
  const input = { limit: mostRuns }
  const { runs, streams } = useLive()
  const answers = {
    clinical: steadyAnswer(useQuery(useClinical().sync.reconciles.queryOptions(input, options))),
    chat: steadyAnswer(useQuery(useChat().sync.reconciles.queryOptions(input, options))),
  }
  const of = (name: SubscriberName): ReconcilesOf => {
    const { data, error, isError, isPending, refetch } = answers[name]
    // What a closed stream told last may be long over.
    const live = streams[name] === 'live' ? runs[name] : null
    return { error, isError, isPending, runs: data && withLive(data.items, live), retry: () => void refetch() }
  }
  return { clinical: of('clinical'), chat: of('chat') }
}
