import type { Pool } from '@rollcall/service-kit/postgres'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { createListReplays } from './list-replays.js'
import { createStartReplay } from './start-replay.js'
import { createStopReplay } from './stop-replay.js'

/** `sync.replay`, `sync.replays` and `sync.stopReplay`. `wake` tells the runner that there is work. */
export const createReplayProcedures = (deps: { pool: Pool; subscribers: SubscriberClient; wake: () => void }) => ({
  replay: createStartReplay(deps),
  replays: createListReplays(deps),
  stopReplay: createStopReplay(deps.pool),
})
