'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { fullNameOf } from '../users/user-roles'

const mostIds = 500

/** Names of people by id; undefined while they are not known, or the directory knows nobody of that id. */
export function usePeople(ids: readonly (string | null | undefined)[]) {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))].sort().slice(0, mostIds)
  const enabled = useMay('users.read') && wanted.length > 0
  const { data } = useQuery(
    useDirectory().users.byIds.queryOptions({ ids: wanted }, { enabled, placeholderData: keepPreviousData }),
  )
  const byId = new Map<string, User>(data?.items.map((user) => [user.id, user]))
  const nameOf = (id: string): string | undefined => {
    const user = byId.get(id)
    return user && fullNameOf(user)
  }
  return { userOf: (id: string) => byId.get(id) ?? null, nameOf }
}
