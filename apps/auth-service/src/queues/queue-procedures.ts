import { createPauseQueue, type QueueProcedureDeps } from './pause-queue.js'
import { createResumeQueue } from './resume-queue.js'

/** `sync.pause` and `sync.resume`. */
export const createQueueProcedures = (deps: QueueProcedureDeps) => ({
  pause: createPauseQueue(deps),
  resume: createResumeQueue(deps),
})
