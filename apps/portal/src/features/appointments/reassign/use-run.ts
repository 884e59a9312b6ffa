'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useClinical } from '@/trpc/contexts'
import { isOver, type StepState } from './reassignment-run'

const followMs = 500
const stepsShown = 100

/** A run and its steps, followed until it has ended; then whatever shows appointments is read again. */
export function useRun(id: string, { state, cursor }: { state: StepState | null; cursor: string | null }) {
  const { appointments } = useClinical()
  const queryClient = useQueryClient()
  const query = useQuery(
    appointments.reassignment.queryOptions(
      { id, limit: stepsShown, ...(state && { state }), ...(cursor && { cursor }) },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state: { data } }) => (data && isOver(data.run) ? false : followMs),
      },
    ),
  )
  const ended = query.data ? isOver(query.data.run) : false
  useEffect(() => {
    if (!ended) return
    for (const path of [appointments.orphaned, appointments.suggest, appointments.reassignments, appointments.calendar])
      void queryClient.invalidateQueries({ queryKey: path.pathKey() })
  }, [ended, appointments, queryClient])
  return query
}
