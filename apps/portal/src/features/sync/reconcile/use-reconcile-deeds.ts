'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SubscriberName } from '../subscriber-view'
import { useSyncParams } from '../sync-params'
import { useSyncOf } from '../use-sync-of'

/** Starts a reconcile and opens its report, and stops the one that runs. */
export function useReconcileDeeds(name: SubscriberName) {
  const sync = useSyncOf(name)
  const queryClient = useQueryClient()
  const { setParams } = useSyncParams()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: sync.pathKey() })
  const start = useMutation(
    sync.reconcile.mutationOptions({
      onSuccess: ({ runId }) => setParams({ service: name, run: runId }),
      onSettled,
    }),
  )
  const stop = useMutation(sync.stopReconcile.mutationOptions({ onSettled }))
  return { start, stop }
}
