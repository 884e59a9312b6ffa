/** Nothing came, neither a result nor a failure. */
export class NoAnswerError extends Error {}

/**
 * Gives up waiting after `ms`. A connection that broke at the wrong moment may leave a promise of a library's without an
 * end, and whoever waits for it would wait for ever.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(`the bus gave no answer within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
