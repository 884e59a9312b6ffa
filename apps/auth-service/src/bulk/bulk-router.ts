import { router } from '@rollcall/service-kit/trpc'
import { createListResults, createListRuns, createReadRun } from './list-bulk.js'
import { type BulkDeps, createPreviewBulk } from './preview-bulk.js'
import { createStartBulk } from './start-bulk.js'
import { createStopBulk } from './stop-bulk.js'
import { createUndoBulk } from './undo-bulk.js'

/** `users.bulk.*`: the same done to many people at once. */
export const createBulkRouter = (deps: BulkDeps) =>
  router({
    preview: createPreviewBulk(deps),
    start: createStartBulk(deps),
    runs: createListRuns(deps),
    run: createReadRun(deps),
    results: createListResults(deps),
    stop: createStopBulk(deps),
    undo: createUndoBulk(deps),
  })
