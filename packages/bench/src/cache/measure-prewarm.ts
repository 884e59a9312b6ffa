import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Api } from '../api.js'

const startedSchema = z.object({ runId: z.string() })
const runSchema = z.object({
  run: z.object({
    state: z.string(),
    endedAt: z.string().nullable(),
    total: z.number(),
    cached: z.number(),
    already: z.number(),
    errors: z.number(),
    durationMs: z.number(),
    restedMs: z.number(),
    error: z.string().nullable(),
  }),
})

/** Starts a prewarm of everyone who took part in something lately, and answers with the service's own measurement. */
export async function measurePrewarm(api: Api, users: number, options: { delayBetweenBatches?: number }) {
  const input = { daysBack: 30, batchSize: 500, maxUsers: 1_000_000, reason: 'the benchmark', ...options }
  const { runId } = await api.mutate(startedSchema, 'cache.prewarm.start', input)
  for (;;) {
    const { run } = await api.query(runSchema, 'cache.prewarm.run', { id: runId, limit: 1 })
    if (run.endedAt !== null) {
      if (run.state !== 'done') throw new Error(`the prewarm ended as ${run.state}: ${run.error}`)
      const { total, cached, already, errors } = run
      if (cached !== users || already > 0)
        throw new Error(`the prewarm cached ${cached} of ${total} users, ${already} already were, ${errors} failed`)
      return { durationMs: run.durationMs, restedMs: run.restedMs }
    }
    await delay(100)
  }
}
