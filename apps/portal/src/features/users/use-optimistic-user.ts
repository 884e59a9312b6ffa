'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useDirectory } from '@/trpc/contexts'
import type { DirectoryOut, User } from '@/trpc/routers'

/**
 * Shows a change in the lists before the directory has answered. Answers how to take it back, for when it is refused.
 */
export function useOptimisticUser() {
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  return (id: string, change: Partial<User>) => {
    const lists = { queryKey: users.list.pathKey() }
    const one = users.byId.queryKey({ id })
    queryClient.setQueriesData<DirectoryOut['users']['list']>(
      lists,
      (page) => page && { ...page, items: page.items.map((user) => (user.id === id ? { ...user, ...change } : user)) },
    )
    queryClient.setQueryData(one, (user) => user && { ...user, ...change })
    // Asked anew rather than put back: something else may have changed meanwhile.
    return () => {
      void queryClient.invalidateQueries(lists)
      void queryClient.invalidateQueries({ queryKey: one })
    }
  }
}
