import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Looks at suspects again after a while: what was on its way has arrived by then. A few batches wait at once, and more
 * than that hold whoever brings them. Rejects with the first failure of a look.
 */
export function createSecondLooks<T>(options: {
  afterMs: number
  maxWaiting: number
  look: (batch: T) => Promise<void>
}) {
  const { afterMs, maxWaiting, look } = options
  const looks = new Set<Promise<void>>()
  const failures: unknown[] = []
  const check = () => {
    if (failures.length > 0) throw failures[0]
  }
  return {
    add: async (batch: T): Promise<void> => {
      const looking = sleep(afterMs)
        .then(() => look(batch))
        .catch((error: unknown) => void failures.push(error))
        .finally(() => looks.delete(looking))
      looks.add(looking)
      if (looks.size >= maxWaiting) await Promise.race(looks)
      check()
    },
    end: async (): Promise<void> => {
      await Promise.all(looks)
      check()
    },
  }
}
