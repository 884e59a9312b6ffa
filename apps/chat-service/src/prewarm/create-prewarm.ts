import { createCursor } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { z } from 'zod'
import { defaultPatience, type PatiencePolicy } from './patience.js'
import type { PrewarmDesk, PrewarmScope } from './prewarm-desk.js'
import { withDefaults } from './prewarm-options.js'
import type { PrewarmOptions } from './prewarm-run.js'
import { createPrewarmRunner } from './prewarm-runner.js'
import { createPrewarmStart, defaultSchedule, type PrewarmSchedule } from './prewarm-start.js'
import { createProbes } from './probes.js'
import { listRuns, readFailures, readRun } from './run-table.js'
import type { FetchForPrewarm } from './warm-batch.js'

export interface Prewarm {
  desk: PrewarmDesk
  /** Returns at once; what prewarming does by itself goes on in the background, whatever is away. */
  start: () => void
  /** A run that is under way is left open: another replica, or the next start, goes on with it. */
  stop: () => Promise<void>
}

const failureCursor = createCursor(z.int().min(0))

/** Fills the cache with the participants of recent conversations, as runs that one can look at and stop. */
export function createPrewarm(deps: {
  /** Reaches every organisation. */
  pool: Pool
  /** Reaches the organisation in scope. */
  people: Pool
  cache: Pick<UserCache, 'stored' | 'fill' | 'leases'>
  fetchMany: FetchForPrewarm
  logger: Logger
  /** What a run takes when nothing else is said. */
  defaults: PrewarmOptions
  /** Whether everyone's recent conversations are warmed at the start. */
  atStart: boolean
  policy?: Partial<PatiencePolicy>
  schedule?: Partial<PrewarmSchedule>
}): Prewarm {
  const { pool, people, cache, fetchMany, logger, defaults } = deps
  const policy = { ...defaultPatience, ...deps.policy }
  const runner = createPrewarmRunner({ pool, cache, fetchMany, logger, policy })
  const probes = createProbes({ cache, fetchMany })
  const { start, stop } = createPrewarmStart({
    ...{ runner, db: pool, logger },
    ready: () => Promise.all([probes.cache(), probes.directory()]),
    atStart: deps.atStart ? defaults : null,
    schedule: { ...defaultSchedule, ...deps.schedule },
  })
  // An organisation's own runs are read in its scope; everyone's belong to none.
  const dbOf = (scope: PrewarmScope) => (scope.platform ? pool : people)

  const desk: PrewarmDesk = {
    start: ({ tenantId, startedBy, options }) =>
      runner.request({ tenantId, startedBy, reason: 'person', options: withDefaults(options, defaults) }),
    stop: runner.stopRun,
    runs: async (scope, limit) => ({ items: await listRuns(dbOf(scope), scope, limit), defaults }),
    run: async (scope, { id, limit, cursor }) => {
      const after = cursor === undefined ? -1 : failureCursor.decode(cursor)
      const run = await readRun(dbOf(scope), scope, id)
      if (!run) throw new AppError('NOT_FOUND', 'There is no such prewarm run; the last 100 of 90 days are kept.')
      const found = await readFailures(pool, { runId: id, after, limit: limit + 1 })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1)?.seq : undefined
      return {
        run,
        failures: page.map(({ seq: _, ...failure }) => failure),
        nextCursor: last === undefined ? null : failureCursor.encode(last),
      }
    },
  }
  return { desk, start, stop }
}
