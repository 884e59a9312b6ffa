import type { GivenOptions } from './prewarm-options.js'
import type { PrewarmFailure, PrewarmOptions, PrewarmRun } from './prewarm-run.js'

/** Whose runs are meant: an organisation's own; with `platform` also those over everyone. */
export interface PrewarmScope {
  tenantId: string
  platform: boolean
}

/** What a person may ask of prewarming. */
export interface PrewarmDesk {
  /** Starts a run over the organisation's conversations. @throws AppError CONFLICT while one runs, on any replica */
  start: (request: { tenantId: string; startedBy: string; options: GivenOptions }) => Promise<{ runId: string }>
  /** Stops the run, on whichever replica it is. What is cached stays cached. */
  stop: (scope: PrewarmScope) => Promise<{ stopped: boolean; runId: string | null }>
  /** The last runs, newest first, and what a run takes when nothing else is said. */
  runs: (scope: PrewarmScope, limit: number) => Promise<{ items: PrewarmRun[]; defaults: PrewarmOptions }>
  /** One run with a page of its failures. @throws AppError NOT_FOUND */
  run: (
    scope: PrewarmScope,
    page: { id: string; limit: number; cursor?: string | undefined },
  ) => Promise<{ run: PrewarmRun; failures: PrewarmFailure[]; nextCursor: string | null }>
}
