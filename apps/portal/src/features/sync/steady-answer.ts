/** What a question that is asked again and again has brought. */
export interface Answer<T> {
  data: T | undefined
  error: unknown
  /** The last attempt failed; what came before may still be there. */
  isError: boolean
  /** Nothing is known yet, not even a failure. */
  isPending: boolean
  isSuccess: boolean
  /** The answer is to the question before. */
  isPlaceholderData: boolean
  refetch: () => unknown
}

/** What is read of a query's result. */
interface Asked {
  data: unknown
  error: unknown
  isError: boolean
  isPending: boolean
  isSuccess: boolean
  isPlaceholderData: boolean
  errorUpdateCount: number
  refetch: () => unknown
}

/**
 * A query without an answer calls itself pending again with each new attempt. Who doesn't answer would flicker between
 * "does not answer" and "loading" for as long as each attempt takes.
 */
export function steadyAnswer<Q extends Asked>(query: Q): Answer<NonNullable<Q['data']>> {
  const { data, error, isError, isPending, isSuccess, isPlaceholderData, errorUpdateCount, refetch } = query
  const failedBefore = isPending && errorUpdateCount > 0
  return {
    data: data ?? undefined,
    error,
    isError: isError || failedBefore,
    isPending: isPending && !failedBefore,
    ...{ isSuccess, isPlaceholderData, refetch },
  }
}
