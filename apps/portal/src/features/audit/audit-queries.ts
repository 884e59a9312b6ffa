'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDirectory } from '@/trpc/contexts'
import type { DirectoryOut } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import type { AuditFilter } from './audit-filter'

export type AuditItem = DirectoryOut['audit']['list']['items'][number]
export type Seals = DirectoryOut['audit']['seals']

const refreshMs = 10_000

/** One page of the trail, newest first. Operations send no news, so the newest page looks again by itself. */
export function useAuditPage(filter: AuditFilter, limit: number, cursor: string | null) {
  return useQuery(
    useDirectory().audit.list.queryOptions(
      { ...filter, limit, ...(cursor && { cursor }) },
      { ...stopWhenUnwanted, placeholderData: keepPreviousData, refetchInterval: cursor ? false : refreshMs },
    ),
  )
}

/** How far the trail is sealed. */
export function useSeals() {
  return useQuery(useDirectory().audit.seals.queryOptions(undefined, { refetchInterval: refreshMs }))
}

/** Blanks a deleted person's fields everywhere, for good. */
export function useErase() {
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  return useMutation(
    users.erase.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: users.pathKey() }) }),
  )
}
