import type { Scenario } from './scenario.js'
import { bootWithoutStores } from './scenarios/boot-without-stores.js'
import { brakeKilled } from './scenarios/brake-killed.js'
import { cacheFlushed } from './scenarios/cache-flushed.js'
import { cacheFull } from './scenarios/cache-full.js'
import { cacheRedisFrozen } from './scenarios/cache-redis-frozen.js'
import { cacheRedisLost } from './scenarios/cache-redis-lost.js'
import { clockJumps } from './scenarios/clock-jumps.js'
import { consumerKilledBeforeAck } from './scenarios/consumer-killed-before-ack.js'
import { directoryAway, directoryFrozen } from './scenarios/directory-away.js'
import { directoryKilled } from './scenarios/directory-killed.js'
import { flushallInBacklog } from './scenarios/flushall-in-backlog.js'
import { fullQueueMissed } from './scenarios/full-queue-missed.js'
import { halfOpenCache, halfOpenDirectory, halfOpenPostgres, halfOpenQueue } from './scenarios/half-open.js'
import { hotKey } from './scenarios/hot-key.js'
import { importWithEdits } from './scenarios/import-with-edits.js'
import { invalidationCut } from './scenarios/invalidation-cut.js'
import { lateCommit } from './scenarios/late-commit.js'
import { lateDeliveryToEmptyCache } from './scenarios/late-delivery-to-empty-cache.js'
import { lateFallback } from './scenarios/late-fallback.js'
import { listenSilent } from './scenarios/listen-silent.js'
import { malformedAndPoison } from './scenarios/malformed-and-poison.js'
import { newerSchemaVersion } from './scenarios/newer-schema-version.js'
import { outOfOrder } from './scenarios/out-of-order.js'
import { pauseOverRestart } from './scenarios/pause-over-restart.js'
import { postgresReadOnly, postgresWithoutConnections } from './scenarios/postgres-refuses.js'
import { postgresStopped } from './scenarios/postgres-stopped.js'
import { powerCut } from './scenarios/power-cut.js'
import { queueRedisKilledKeepsData, queueRedisKilledLosesData } from './scenarios/queue-redis-killed.js'
import { randomKills } from './scenarios/random-kills.js'
import { reconcileKilled } from './scenarios/reconcile-killed.js'
import { redisClientsKilled, redisOutOfMemory, redisReadOnly } from './scenarios/redis-refuses.js'
import { relayFrozen } from './scenarios/relay-frozen.js'
import { relayKilledAfterPublish } from './scenarios/relay-killed-after-publish.js'
import { replayKilled } from './scenarios/replay-killed.js'
import { replayToEmptyCache } from './scenarios/replay-to-empty-cache.js'
import { sessionsTerminated } from './scenarios/sessions-terminated.js'
import { sigtermUnderLoad } from './scenarios/sigterm-under-load.js'
import { slowNetwork } from './scenarios/slow-network.js'
import { twoRelays } from './scenarios/two-relays.js'
import { unknownIds } from './scenarios/unknown-ids.js'
import { workerFrozen } from './scenarios/worker-frozen.js'
import { workerKilledThreeTimes } from './scenarios/worker-killed-three-times.js'

/** Every fault, in the order in which they run. */
export const scenarios: Scenario[] = [
  relayKilledAfterPublish,
  consumerKilledBeforeAck,
  workerKilledThreeTimes,
  queueRedisKilledKeepsData,
  queueRedisKilledLosesData,
  bootWithoutStores,
  flushallInBacklog,
  postgresStopped,
  sessionsTerminated,
  listenSilent,
  lateCommit,
  malformedAndPoison,
  outOfOrder,
  lateFallback,
  hotKey,
  directoryAway,
  directoryFrozen,
  unknownIds,
  sigtermUnderLoad,
  twoRelays,
  newerSchemaVersion,
  workerFrozen,
  relayFrozen,
  slowNetwork,
  halfOpenPostgres,
  halfOpenQueue,
  halfOpenCache,
  halfOpenDirectory,
  redisReadOnly,
  redisOutOfMemory,
  redisClientsKilled,
  cacheRedisLost,
  cacheFlushed,
  cacheFull,
  cacheRedisFrozen,
  invalidationCut,
  lateDeliveryToEmptyCache,
  postgresReadOnly,
  postgresWithoutConnections,
  clockJumps,
  directoryKilled,
  powerCut,
  reconcileKilled,
  pauseOverRestart,
  fullQueueMissed,
  replayToEmptyCache,
  replayKilled,
  brakeKilled,
  randomKills,
  importWithEdits,
]
