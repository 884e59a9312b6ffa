import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Puts what a stream has told where the plain question puts its answer. An answer still on its way may have been read
 * before the stream's word, and the stream doesn't repeat itself: it is dropped.
 */
export function putTold(queryClient: QueryClient, queryKey: QueryKey, told: unknown): void {
  void queryClient.cancelQueries({ queryKey, exact: true })
  queryClient.setQueryData(queryKey, told)
}
