'use client'
'use memo'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/live/live-provider'
import { useChat, useClinical, useDirectory } from '@/trpc/contexts'
import type { Overview, SubscriberStatus } from '@/trpc/routers'
import { putTold } from './put-told'
import { type Answer, steadyAnswer } from './steady-answer'
import { readSubscriber, type SubscriberName, type SubscriberView, subscriberNames } from './subscriber-view'

// The stream tells of every change; asking as well finds out that a service is gone, or back.
const withoutStreamMs = 3000
const besideStreamMs = 30_000

const optionsFor = (isLive: boolean) => ({
  retry: 1,
  refetchInterval: (query: { state: { status: string } }) =>
    isLive && query.state.status !== 'error' ? besideStreamMs : withoutStreamMs,
})

export interface RoadFigures {
  /** null while the directory has not answered, or doesn't any more. */
  overview: Overview | null
  directory: Answer<Overview>
  clinical: Answer<SubscriberStatus>
  chat: Answer<SubscriberStatus>
  subscribers: SubscriberView[]
}

/** Where the changes are, live: what the streams tell is put where the plain questions put their answers. */
export function useRoadFigures(): RoadFigures {
  useStreamedAnswers()
  const { streams } = useLive()
  const answers = {
    directory: steadyAnswer(
      useQuery(useDirectory().sync.overview.queryOptions(undefined, optionsFor(streams.directory === 'live'))),
    ),
    clinical: steadyAnswer(
      useQuery(useClinical().sync.status.queryOptions(undefined, optionsFor(streams.clinical === 'live'))),
    ),
    chat: steadyAnswer(useQuery(useChat().sync.status.queryOptions(undefined, optionsFor(streams.chat === 'live')))),
  }
  const { directory } = answers
  // An old overview says nothing about now.
  const overview = directory.isError ? null : (directory.data ?? null)
  const viewOf = (name: SubscriberName) =>
    readSubscriber({
      name,
      overview,
      status: answers[name].data ?? null,
      // Without the directory nobody's session can be checked: then the failure isn't the subscriber's.
      unreachable: answers[name].isError && !directory.isError,
    })
  return { ...answers, overview, subscribers: subscriberNames.map(viewOf) }
}

/** What a closed stream told last may be older than the last answer, so only open ones count. */
function useStreamedAnswers(): void {
  const { streams, overview, clinical, chat } = useLive()
  const [directoryApi, clinicalApi, chatApi] = [useDirectory(), useClinical(), useChat()]
  const queryClient = useQueryClient()
  const isLive = {
    directory: streams.directory === 'live',
    clinical: streams.clinical === 'live',
    chat: streams.chat === 'live',
  }
  useEffect(() => {
    if (overview && isLive.directory) putTold(queryClient, directoryApi.sync.overview.queryKey(), overview)
  }, [overview, isLive.directory, directoryApi, queryClient])
  useEffect(() => {
    if (clinical && isLive.clinical) putTold(queryClient, clinicalApi.sync.status.queryKey(), clinical)
  }, [clinical, isLive.clinical, clinicalApi, queryClient])
  useEffect(() => {
    if (chat && isLive.chat) putTold(queryClient, chatApi.sync.status.queryKey(), chat)
  }, [chat, isLive.chat, chatApi, queryClient])
}
