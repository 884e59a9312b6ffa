/** Nothing came, neither a result nor a failure. */
export class NoAnswerError extends Error {}

/**
 * Gives up waiting after `ms`, and lets the work go on; its failure later is nobody's concern. A connection that broke at
 * the wrong moment may leave a promise of a library's without an end, and whoever waits for it would wait for ever.
 * @throws NoAnswerError that says `silence`
 */
export async function within<T>(ms: number, work: Promise<T>, silence = `no answer within ${ms} ms`): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(silence)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
