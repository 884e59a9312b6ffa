import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { readQueuePauses } from '../queues/queue-pauses.js'

/** Which subscribers a person has paused, as it is written here: their queues may not have heard of it yet. */
export const createReadPauses = (pool: Pool) =>
  serviceProcedure.input(strictInput({}).optional()).query(async () => {
    return { subscribers: [...(await readQueuePauses(pool)).keys()] }
  })
