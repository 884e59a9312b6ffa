import type { TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { readFailure } from '@/trpc/failure'
import { waitForSession } from './session-gate'

/**
 * A call that finds the session ended waits for the next sign-in and is then sent once more. The services refuse such a
 * call before they do anything, so nothing happens twice.
 */
export function holdWhileSignedOut<TRouter extends AnyRouter>(): TRPCLink<TRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let sent: Unsubscribable | undefined
        let left = false
        const send = () => {
          sent = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              if (op.type === 'subscription' || readFailure(error).code !== 'UNAUTHENTICATED') observer.error(error)
              else void waitForSession().then(() => left || send())
            },
          })
        }
        send()
        return () => {
          left = true
          sent?.unsubscribe()
        }
      })
}
