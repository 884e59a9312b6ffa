import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@rollcall/service-kit/errors'

export interface PatiencePolicy {
  /** How often a step is tried before it is asked whether the other side is there at all. */
  tries: number
  /** The rest after the first failure; it grows fourfold with each. */
  firstRestMs: number
  maxRestMs: number
  /** How long the other side may be away before the run is given up. */
  giveUpMs: number
  /** So many steps in a row that fail although the other side is there mean that none will succeed. */
  maxFailedSteps: number
}

export const defaultPatience: PatiencePolicy = {
  tries: 3,
  firstRestMs: 250,
  maxRestMs: 30_000,
  giveUpMs: 120_000,
  maxFailedSteps: 3,
}

export interface Patience {
  /**
   * Does a step again until it succeeds. Null when it alone fails, while the other side answers others.
   * @throws AppError UNAVAILABLE when the other side stays away; whatever, once the signal is aborted
   */
  attempt: <T>(step: () => Promise<T>) => Promise<T | null>
}

/**
 * Patience with one other side, by the name that people know it by. While it is away, the step waits for it: what it
 * cannot answer now is no failure of those who are asked for.
 */
export function createPatience(options: {
  name: string
  /** Asks for as little as can be asked; rejects while the other side is away. */
  probe: () => Promise<unknown>
  policy: PatiencePolicy
  signal: AbortSignal
  onError: (error: unknown) => void
  onWaiting: (why: string | null) => void
  onRested: (ms: number) => void
}): Patience {
  const { name, probe, policy, signal, onError, onWaiting, onRested } = options
  let failedSteps = 0

  const rest = async (failures: number) => {
    const ms = Math.min(policy.maxRestMs, policy.firstRestMs * 4 ** (failures - 1))
    await sleep(ms, undefined, { signal })
    onRested(ms)
  }
  const succeeds = async <T>(step: () => Promise<T>): Promise<{ value: T } | null> => {
    signal.throwIfAborted()
    try {
      return { value: await step() }
    } catch (error) {
      signal.throwIfAborted()
      onError(error)
      return null
    }
  }
  const several = async <T>(step: () => Promise<T>): Promise<{ value: T } | null> => {
    for (let failures = 1; ; failures += 1) {
      const done = await succeeds(step)
      if (done || failures === policy.tries) return done
      await rest(failures)
    }
  }
  /** Resolves once the other side answers; false: it was there all along. */
  const waited = async (): Promise<boolean> => {
    const since = performance.now()
    try {
      for (let failures = 0; ; failures += 1) {
        if (await succeeds(probe)) return failures > 0
        if (performance.now() - since >= policy.giveUpMs) throw stayedAway(name, policy)
        onWaiting(`waiting for ${name}, which does not answer`)
        await rest(failures + 1)
      }
    } finally {
      onWaiting(null)
    }
  }

  const attempt = async <T>(step: () => Promise<T>): Promise<T | null> => {
    let done = await several(step)
    if (!done && (await waited())) done = await several(step)
    failedSteps = done ? 0 : failedSteps + 1
    if (failedSteps >= policy.maxFailedSteps) throw answersNothing(name, failedSteps)
    return done ? done.value : null
  }
  return { attempt }
}

function stayedAway(name: string, { giveUpMs }: PatiencePolicy): AppError {
  const waited = `${Math.round(giveUpMs / 1000)} seconds`
  return new AppError('UNAVAILABLE', `No answer from ${name} for ${waited}. Start again when it is back.`)
}

function answersNothing(name: string, steps: number): AppError {
  return new AppError(
    'UNAVAILABLE',
    `Nothing but failures from ${name} for ${steps} batches in a row, although it is there. Smaller batches may help.`,
  )
}
