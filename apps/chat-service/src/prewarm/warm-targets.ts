import { setTimeout as sleep } from 'node:timers/promises'
import { restAfterBatch } from './rest-after-batch.js'
import type { RunBook } from './run-book.js'
import type { AskedBatch, BatchWarmer } from './warm-batch.js'

/** Batches that are asked for beside the oldest one, while the one before that is written. */
const asksAhead = 1

/**
 * Warms batch after batch: two are asked for while one is written, which happens in their order. What is under way when
 * it is aborted ends in the book all the same, as far as it can.
 */
export async function warmTargets(options: {
  batches: AsyncIterable<{ from: number; ids: string[] }>
  warmer: BatchWarmer
  book: RunBook
  delayMs: number
  signal: AbortSignal
}): Promise<void> {
  const { batches, warmer, book, delayMs, signal } = options
  const asking: Promise<AskedBatch>[] = []
  let writing: Promise<void> = Promise.resolve()
  let [rest, isBroken] = [0, false]

  const writeOldest = async () => {
    try {
      const asked = await asking.shift()
      await writing
      if (!asked) return
      writing = warmer.write(asked).then(book.add)
      // Whoever awaits it next hears of a failure.
      writing.catch(() => {})
      rest += restAfterBatch({ ...asked, delayMs })
    } catch (error) {
      isBroken = true
      throw error
    }
  }
  try {
    for await (const batch of batches) {
      signal.throwIfAborted()
      const ask = warmer.ask(batch)
      ask.catch(() => {})
      asking.push(ask)
      if (asking.length > asksAhead) await writeOldest()
      // A slow directory is asked by nobody else of us meanwhile.
      while (rest > 0 && asking.length > 0) await writeOldest()
      if (rest === 0) continue
      await sleep(rest, undefined, { signal })
      book.rested(rest)
      rest = 0
    }
  } finally {
    // The book knows a position only: nothing may be in it behind a batch that is not.
    while (asking.length > 0 && !isBroken) await writeOldest()
    await writing
  }
}
