import type { TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'

/** tRPC's infinite queries add a `direction` to their input; our lists only go forward, and strict inputs refuse it. */
export function dropDirection<TRouter extends AnyRouter>(): TRPCLink<TRouter> {
  return () =>
    ({ op, next }) => {
      if (typeof op.input !== 'object' || op.input === null || !('direction' in op.input)) return next(op)
      const { direction: _, ...input } = op.input
      return next({ ...op, input })
    }
}
