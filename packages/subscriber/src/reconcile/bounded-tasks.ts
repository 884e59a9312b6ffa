/** Runs tasks side by side, at most `limit` at once. After a failure nothing new starts and `add` or `finish` throws it. */
export function createBoundedTasks(limit: number) {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []

  const throwFailure = () => {
    if (failures.length > 0) throw failures[0]
  }

  return {
    /** Resolves once the task has begun. */
    add: async (task: () => Promise<void>): Promise<void> => {
      while (running.size >= limit) await Promise.race(running)
      throwFailure()
      const mine: Promise<void> = task()
        .catch((error: unknown) => {
          failures.push(error)
        })
        .finally(() => running.delete(mine))
      running.add(mine)
    },
    /** Resolves when nothing runs any more; never throws. */
    settle: async (): Promise<void> => {
      await Promise.all(running)
    },
    /** Like `settle`, but throws the first failure. */
    finish: async (): Promise<void> => {
      await Promise.all(running)
      throwFailure()
    },
  }
}
