import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { isAnythingUnsealed, sealLog } from './seal-log.js'
import { sealedLogs } from './sealed-logs.js'

const hourMs = 3_600_000

export interface SealerOptions {
  pool: Pool
  key: Buffer
  logger: Logger
  everyMs?: number
}

/** Seals both logs every other second, on one replica. Writers never wait for it. */
export function createSealer({ pool, key, logger, everyMs = 2000 }: SealerOptions) {
  const wakeUp = createWakeUp()
  const closing = new AbortController()
  let loop: Promise<void> | undefined
  let toldAt = 0
  let failing = false

  const seal = async (lost: AbortSignal) => {
    const signal = AbortSignal.any([closing.signal, lost])
    for (const log of sealedLogs) await sealLog(pool, key, log, signal)
    if (Date.now() - toldAt > hourMs) await tellNewest()
  }

  // In a log that is kept elsewhere it holds even against whoever holds the key: see audit:verify --contains.
  const tellNewest = async () => {
    const { rows } = await pool.query<{ id: string; hash: string }>(
      `SELECT id::text, encode(hash, 'hex') AS hash FROM seal_block ORDER BY seal_block.id DESC LIMIT 1`,
    )
    if (rows[0]) logger.info({ block: rows[0].id, hash: rows[0].hash }, 'newest seal')
    toldAt = Date.now()
  }

  const pass = async () => {
    if (await isAnythingUnsealed(pool)) await withAdvisoryLock(pool, 'seal', seal)
    failing = false
  }

  return {
    start: () => {
      loop = (async () => {
        while (!closing.signal.aborted) {
          await pass().catch((error: unknown) => {
            // Once for each time it begins to fail: a database that is away would fill the log.
            if (!failing) logger.warn({ err: describeError(error) }, 'the logs could not be sealed')
            failing = true
          })
          if (!closing.signal.aborted) await wakeUp.wait(everyMs)
        }
      })()
    },
    stop: async () => {
      closing.abort()
      wakeUp.signal()
      await loop
    },
  }
}
